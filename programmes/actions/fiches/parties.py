"""Write the parts of a record: the sub-tables of a file."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from programmes.actions.fiches.champs import forme, partie

if TYPE_CHECKING:
    from django.db.models import Model

    from programmes.actions.fiches.ecriture import Ecriture
    from programmes.actions.fiches.lecture import Table

Voulues = list[tuple[Any, "Table"]]


def ecrire_parties(ecriture: Ecriture, objet: Any, table: Table, *, toutes: bool = False) -> bool:
    """Make the parts of ``objet`` those of the table and no others; return whether they changed.

    A kind of part that the table does not give is left as it is, or emptied when ``toutes``.
    """
    change = False
    for nom in forme(type(objet)).parties:
        if toutes or nom in table.valeurs:
            change |= _ecrire(ecriture, objet, nom, table)
    return change


def _ecrire(ecriture: Ecriture, objet: Any, nom: str, table: Table) -> bool:
    modele, lien = partie(type(objet), nom)
    actuelles = list(getattr(objet, nom).order_by("pk"))
    voulues: Voulues = []
    for rang, enfant in enumerate(table.enfants(nom)):
        voulue: Any = modele(**{lien: objet})
        ecriture.poser(voulue, enfant)
        if _est_ordonnee(modele):
            voulue.ordre = rang
        voulues.append((voulue, enfant))
    ecrire = _un_a_un if _est_ordonnee(modele) else _en_bloc
    return ecrire(ecriture, actuelles, voulues, lien)


def _est_ordonnee(modele: type[Model]) -> bool:
    return any(champ.name == "ordre" for champ in modele._meta.concrete_fields)


def _un_a_un(ecriture: Ecriture, actuelles: list[Any], voulues: Voulues, lien: str) -> bool:
    """Parts with a rank keep their row, since others may point to it (policies, to contacts)."""
    surplus = actuelles[len(voulues) :]
    for actuelle in surplus:
        ecriture.supprimer(actuelle)
    change = bool(surplus)
    for actuelle, (voulue, enfant) in zip_longest(actuelles[: len(voulues)], voulues):
        cible, change_ici = _recopier(actuelle, voulue, lien) if actuelle else (voulue, True)
        if change_ici:
            ecriture.enregistrer(cible, enfant.endroit)
        change |= ecrire_parties(ecriture, cible, enfant, toutes=True) or change_ici
    return change


def _en_bloc(ecriture: Ecriture, actuelles: list[Any], voulues: Voulues, lien: str) -> bool:
    """Parts without a rank are all replaced as soon as one differs: two budgets may exchange their years."""
    if [_contenu(partie, lien) for partie in actuelles] == [_contenu(partie, lien) for partie, _enfant in voulues]:
        return False
    for actuelle in actuelles:
        ecriture.supprimer(actuelle)
    for voulue, enfant in voulues:
        ecriture.enregistrer(voulue, enfant.endroit)
    return True


def _recopier(actuelle: Any, voulue: Any, lien: str) -> tuple[Any, bool]:
    """Give a row everything that it should hold; return it, and whether it differed."""
    contenu = _contenu(voulue, lien)
    if contenu == _contenu(actuelle, lien):
        return actuelle, False
    for attribut, valeur in contenu.items():
        setattr(actuelle, attribut, valeur)
    return actuelle, True


def _contenu(objet: Any, lien: str) -> dict[str, Any]:
    """Everything that a part holds but its keys, the public one included, and its owner."""
    autres = {lien, "uid"}
    champs = [champ for champ in objet._meta.concrete_fields if not champ.primary_key and champ.name not in autres]
    return {champ.attname: getattr(objet, champ.attname) for champ in champs}
