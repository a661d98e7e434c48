"""Write one record of a file: its plain fields and its links, changing only what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import CharField, ForeignKey, TextField
from django.utils.translation import gettext as _

from collectivites.models import Contact
from programmes.actions.fiches.champs import deplier, forme
from programmes.actions.fiches.erreurs import Endroit, FichierInvalide, refuser

if TYPE_CHECKING:
    from django.db.models import Field, ManyToManyField, Model

    from collectivites.models import Utilisateur
    from programmes.actions.fiches.lecture import Table
    from programmes.actions.fiches.references import References

ILLISIBLE = (ValidationError, TypeError, ValueError, ArithmeticError)


class Ecriture:
    """Writes records in the name of ``par``; a field that a file does not give keeps its value."""

    def __init__(self, *, par: Utilisateur, references: References) -> None:
        """Keep who writes, and where named records are found."""
        self.par = par
        self.references = references

    def poser(self, objet: Model, table: Table) -> bool:
        """Give ``objet`` the plain fields of the table, unsaved; return whether one of them changed."""
        _controler(type(objet), table)
        change = False
        for nom, champ in forme(type(objet)).champs.items():
            valeurs = table.valeurs if nom in table.valeurs else _par_defaut(objet, champ, table)
            if nom in valeurs:
                change |= _donner(objet, champ, self._lue(champ, valeurs[nom], table.endroit.sous(nom)))
        return change

    def enregistrer(self, objet: Any, endroit: Endroit) -> None:
        """Validate and save, in the name of ``par``."""
        try:
            objet.full_clean()
        except ValidationError as erreur:
            raise refuser(endroit, erreur) from erreur
        objet._history_user = self.par
        objet.save()

    def supprimer(self, objet: Any) -> None:
        """Delete, in the name of ``par``."""
        objet._history_user = self.par
        objet.delete()

    def lier(self, objet: Any, table: Table) -> bool:
        """Set the links to other records that the table gives; return whether they changed."""
        change = False
        for nom, lien in forme(type(objet)).liens.items():
            if nom in table.valeurs:
                cibles, relation = self._cibles(objet, lien, table), getattr(objet, nom)
                if {cible.pk for cible in cibles} != {cible.pk for cible in relation.all()}:
                    relation.set(cibles)
                    change = True
        return change

    def _cibles(self, objet: Any, lien: ManyToManyField[Any, Any], table: Table) -> list[Any]:
        cles, endroit = table.valeurs[lien.name], table.endroit.sous(lien.name)
        if not isinstance(cles, list):
            raise FichierInvalide(endroit, _("une liste de noms est attendue."), _('Écrivez ["nom", "autre nom"].'))
        if lien.related_model is Contact:
            contacts = [self.references.contact(objet.collectivite, cle, endroit) for cle in cles]
            return [contact for contact in contacts if contact]
        return [self.references.trouver(lien.related_model, cle, endroit) for cle in cles]

    def _lue(self, champ: Field[Any, Any], valeur: Any, endroit: Endroit) -> Any:
        """Value of a field as its model holds it; ``FichierInvalide`` when it cannot be."""
        if isinstance(champ, ForeignKey):
            return self.references.trouver(champ.related_model, valeur, endroit)
        if isinstance(valeur, dict) or isinstance(valeur, list) != isinstance(champ, ArrayField):
            raison = _("une liste est attendue.") if isinstance(champ, ArrayField) else _("une valeur est attendue.")
            raise FichierInvalide(endroit, raison, _("Corrigez la valeur."))
        if isinstance(champ, CharField | TextField) and isinstance(valeur, str):
            return deplier(valeur)
        try:
            return champ.to_python(valeur)
        except ILLISIBLE as erreur:
            raison = _("« %(valeur)s » ne convient pas.") % {"valeur": valeur}
            raise FichierInvalide(endroit, raison, _("Corrigez la valeur.")) from erreur


def _controler(modele: type[Model], table: Table) -> None:
    """Refuse a key that the model does not have."""
    possibles = forme(modele).cles()
    for cle in table.valeurs:
        if cle not in possibles:
            conseil = _("Clés possibles : %(cles)s.") % {"cles": ", ".join(possibles)}
            raise FichierInvalide(table.endroit.sous(cle), _("cette clé n’existe pas."), conseil)


def _par_defaut(objet: Model, champ: Field[Any, Any], table: Table) -> dict[str, str]:
    """What the file says once for all its new records: the source, and the authority where one is required."""
    if not objet._state.adding:
        return {}
    if champ.name == "collectivite" and not champ.null and table.collectivite:
        return {"collectivite": table.collectivite}
    return {"source": table.source} if champ.name == "source" else {}


def _donner(objet: Model, champ: Field[Any, Any], valeur: Any) -> bool:
    if getattr(objet, champ.attname) == getattr(valeur, "pk", valeur):
        return False
    setattr(objet, champ.name, valeur)
    return True
