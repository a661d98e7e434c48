"""How the fields of a model are read from cells and written in them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from import_export import widgets

from publication.imports import valeurs
from publication.imports.lecture import ESPACES, replier
from publication.imports.valeurs import ValeurRefusee
from publication.models import Fiche

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publication.tableaux import Cellule

EFFACER = "(vide)"
"""What a cell says to empty a field: an empty cell leaves it alone."""
SEPARATEUR = "|"
CLES_DE_REFERENCE = ("slug", "siren", "siret", "rna", "code", "uid")
"""Fields by which a cell may name another record, those that it has; the last resort is its key."""


class ValeurWidget(widgets.Widget):
    """A plain field of a model."""

    def __init__(self, champ: models.Field[Any, Any]) -> None:
        """Keep the field."""
        super().__init__()
        self.champ = champ

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Value of a cell; ``ValueError`` says in French why there is none."""
        if value == EFFACER:
            return self._vide()
        try:
            return lire(self.champ, str(value))
        except ValeurRefusee as refus:
            raise ValueError(str(refus)) from refus

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Text of a value."""
        lue = cellule(value)
        return "" if lue is None else str(lue)

    def _vide(self) -> Any:
        if isinstance(self.champ, ArrayField):
            return []
        if self.champ.null:
            return None
        if isinstance(self.champ, models.CharField | models.TextField):
            return ""
        raise ValueError("Ce champ ne peut pas être vidé.")


def lire(champ: models.Field[Any, Any], texte: str) -> Any:
    """Value of a plain field from its text."""
    if isinstance(champ, ArrayField):
        return [lire(champ.base_field, partie.strip()) for partie in texte.split(SEPARATEUR) if partie.strip()]
    if champ.choices:
        return _choix(champ, texte)
    if isinstance(champ, models.BooleanField):
        return valeurs.booleen(texte)
    if isinstance(champ, models.DateField):
        return valeurs.date(texte)[0]
    if isinstance(champ, models.DecimalField | models.IntegerField | models.FloatField):
        return _nombre(champ, texte)
    try:
        return champ.to_python(texte.replace("\r\n", "\n"))
    except ValidationError as erreur:
        raise ValeurRefusee(" ".join(erreur.messages)) from erreur


def _nombre(champ: models.Field[Any, Any], texte: str) -> Any:
    brut = ESPACES.sub("", texte).removesuffix("€").removesuffix("%")
    if isinstance(champ, models.FloatField):
        try:
            return float(brut.replace(",", "."))
        except ValueError as erreur:
            raise ValeurRefusee(f"« {texte} » n’est pas un nombre.") from erreur
    valeur = valeurs.nombre(brut, texte)
    if isinstance(champ, models.DecimalField):
        return valeur
    if valeur != valeur.to_integral_value():
        raise ValeurRefusee(f"« {texte} » n’est pas un nombre entier.")
    return int(valeur)


def _choix(champ: models.Field[Any, Any], texte: str) -> Any:
    """Code of a choice, by its code or by its label."""
    choix = {str(code): str(libelle) for code, libelle in champ.flatchoices}
    trouve = {replier(libelle): code for code, libelle in choix.items()} | {replier(code): code for code in choix}
    code = trouve.get(replier(texte))
    if code is None:
        raise ValeurRefusee(f"« {texte} » n’est pas un choix possible : {', '.join(choix)}.")
    return champ.to_python(code)


def cellule(valeur: Any) -> Cellule:
    """What a spreadsheet holds of a value."""
    if valeur is None or valeur == "":
        return None
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, float):
        return Decimal(repr(valeur))
    if isinstance(valeur, list | tuple):
        return SEPARATEUR.join(str(partie) for partie in valeur) or None
    return valeur if isinstance(valeur, int | Decimal | dt.date) else str(valeur)


class Annuaire:
    """Records of a model by what cells call them, all read at once."""

    def __init__(self, modele: type[models.Model]) -> None:
        """Know nobody yet."""
        self.modele = modele
        noms = {champ.name for champ in modele._meta.concrete_fields}
        self.cles = [cle for cle in CLES_DE_REFERENCE if cle in noms] or [modele._meta.pk.name]
        self._connus: dict[str, Any] = {}

    def preparer(self, textes: Iterable[str]) -> None:
        """Read the records that some cells name, in one query."""
        noms = {texte.strip() for texte in textes} - {"", EFFACER}
        condition = Q(pk__in=[])
        for cle in self.cles:
            champ: Any = self.modele._meta.get_field(cle)
            acceptes = [nom for nom in noms if _convient(champ, nom)]
            condition |= Q(**{f"{cle}__in": acceptes})
        for objet in self.modele._default_manager.filter(condition) if noms else ():
            for cle in self.cles:
                if (valeur := getattr(objet, cle)) not in (None, ""):
                    self._connus[str(valeur)] = objet

    def trouver(self, texte: str) -> Any:
        """Record that a cell names; ``ValueError`` when there is none."""
        objet = self._connus.get(texte.strip())
        if objet is None:
            nature = self.modele._meta.verbose_name
            raise ValueError(f"« {texte} » ne désigne aucun enregistrement ({nature}). Clés : {', '.join(self.cles)}.")
        return objet

    def nommer(self, objet: Any) -> str:
        """How our files call a record."""
        ordre = ("slug", *self.cles) if issubclass(self.modele, Fiche) else self.cles
        return next(str(valeur) for cle in ordre if (valeur := getattr(objet, cle, None)) not in (None, ""))


def _convient(champ: models.Field[Any, Any], nom: str) -> bool:
    if isinstance(champ, models.UUIDField):
        try:
            UUID(nom)
        except ValueError:
            return False
        return True
    return not isinstance(champ, models.IntegerField) or (nom.isascii() and nom.isdigit() and len(nom) < 19)  # noqa: PLR2004  # digits of a bigint


class ReferenceWidget(widgets.Widget):
    """A field that leads to another record."""

    def __init__(self, champ: Any) -> None:
        """Keep the field, and who it may lead to."""
        super().__init__()
        self.champ = champ
        self.annuaire = Annuaire(champ.related_model)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Record that a cell names."""
        if value == EFFACER:
            if not self.champ.null:
                raise ValueError("Ce champ ne peut pas être vidé.")
            return None
        return self.annuaire.trouver(str(value))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """How our files call a record."""
        return "" if value is None else self.annuaire.nommer(value)


class ReferencesWidget(widgets.ManyToManyWidget):
    """A field that leads to several records, « | » between them."""

    def __init__(self, champ: Any) -> None:
        """Keep who it may lead to."""
        super().__init__(model=champ.related_model)
        self.annuaire = Annuaire(champ.related_model)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Records that a cell names."""
        if value == EFFACER:
            return []
        return [self.annuaire.trouver(nom) for nom in str(value).split(SEPARATEUR) if nom.strip()]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """How our files call the records."""
        return SEPARATEUR.join(sorted(self.annuaire.nommer(objet) for objet in value))


def widget(champ: Any) -> widgets.Widget:
    """What reads and writes a field."""
    if champ.many_to_many:
        return ReferencesWidget(champ)
    return ReferenceWidget(champ) if champ.is_relation else ValeurWidget(champ)
