"""What a program reads and writes of a draft: its own fields, and the records that it names."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from publication.models import Fiche
from publication.perimetres import perimetres
from publication.regles import RESERVES, choisissables
from publication.valeurs import comprendre, en_json

if TYPE_CHECKING:
    from collections.abc import Mapping

CLES = ("uid", "slug", "code")
"""What names a record in the API, by preference."""
HORS_DE_LA_FICHE = frozenset({*RESERVES, *(champ.name for champ in Fiche._meta.get_fields())})
LIENS_AU_PLUS = 500


class ChampsRefuses(Exception):
    """Values that are refused: sentences by field, under the empty name for the whole."""

    def __init__(self, erreurs: Mapping[str, list[str]]) -> None:
        """Keep the reasons."""
        super().__init__(" ".join(phrase for phrases in erreurs.values() for phrase in phrases))
        self.erreurs = dict(erreurs)


def champs(modele: type[Fiche]) -> dict[str, Any]:
    """Fields of a nature that a draft has, by name: neither files, nor the authority, nor what the team decides."""
    tous = (*modele._meta.concrete_fields, *modele._meta.many_to_many)
    return {champ.name: champ for champ in tous if _s_ecrit(modele, champ)}


def _s_ecrit(modele: type[Fiche], champ: Any) -> bool:
    if not champ.editable or champ.auto_created or champ.name in HORS_DE_LA_FICHE:
        return False
    if isinstance(champ, models.FileField) or _rattache(modele, champ.name):
        return False
    return not champ.is_relation or bool(cle_de(champ.related_model))


def _rattache(modele: type[Fiche], nom: str) -> bool:
    perimetre = perimetres.de(modele)
    return perimetre is not None and nom in {chemin.split("__")[0] for chemin in perimetre.chemins}


def cle_de(modele: Any) -> str:
    """Field that names a record of a model in the API; empty when nothing does."""
    noms = {champ.name for champ in modele._meta.concrete_fields}
    return next((cle for cle in CLES if cle in noms), "")


def dire(fiche: Fiche) -> dict[str, Any]:
    """Values of the fields of a draft, as JSON; a named record is its key, several are a sorted list."""
    return {nom: _dire(fiche, champ) for nom, champ in champs(type(fiche)).items()}


def _dire(fiche: Fiche, champ: Any) -> Any:
    if not champ.is_relation:
        return en_json(champ, getattr(fiche, champ.name))
    cle = cle_de(champ.related_model)
    if champ.many_to_many:
        return sorted(map(str, getattr(fiche, champ.name).values_list(cle, flat=True)))
    nomme = getattr(fiche, champ.name)
    return None if nomme is None else str(getattr(nomme, cle))


def version(fiche: Fiche) -> str:
    """What tells a state of a draft from any other, for ``If-Match``."""
    return hashlib.sha256(orjson.dumps([fiche.uid, fiche.statut, dire(fiche)])).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Saisie:
    """What was sent, understood: values, records named by a field, records tied by a list."""

    valeurs: dict[str, Any] = field(default_factory=dict)
    nommes: dict[str, Any] = field(default_factory=dict)
    liens: dict[str, list[Any]] = field(default_factory=dict)


def lire(modele: type[Fiche], brutes: Mapping[str, Any], par: Any) -> Saisie:
    """Understand what ``par`` sent. Raises ``ChampsRefuses``."""
    connus, saisie, erreurs = champs(modele), Saisie(), {}
    for nom, brute in brutes.items():
        try:
            if nom not in connus:
                raise ValidationError(_inconnu(nom, list(connus)))
            champ = connus[nom]
            if not champ.is_relation:
                saisie.valeurs[nom] = comprendre(champ, brute)
            elif champ.many_to_many:
                saisie.liens[nom] = _nommes(champ, brute, par)
            else:
                saisie.nommes[nom] = None if brute is None and champ.null else _nommes(champ, [brute], par)[0]
        except ValidationError as refus:
            erreurs[nom] = refus.messages
    if erreurs:
        raise ChampsRefuses(erreurs)
    return saisie


def _nommes(champ: Any, brutes: Any, par: Any) -> list[Any]:
    """Records of a list of keys, among those that the account may name."""
    if not isinstance(brutes, list) or len(brutes) > LIENS_AU_PLUS or not all(isinstance(une, str) for une in brutes):
        raise ValidationError(
            _("Un texte, ou une liste de %(maximum)d textes au plus, est attendu.") % {"maximum": LIENS_AU_PLUS}
        )
    modele, cle = champ.related_model, cle_de(champ.related_model)
    try:
        lues = {str(modele._meta.get_field(cle).to_python(brute)) for brute in brutes}
    except ValidationError as refus:
        raise ValidationError(_("Un identifiant est mal formé.")) from refus
    trouves = {
        str(getattr(objet, cle)): objet
        for objet in choisissables(modele._default_manager.all(), par).filter(**{f"{cle}__in": lues})
    }
    if absents := sorted(lues - set(trouves)):
        message = _("Rien de ce que vous pouvez nommer ici ne porte : %(absents)s.")
        raise ValidationError(message % {"absents": ", ".join(absents[:5])})
    return list(trouves.values())


def _inconnu(nom: str, connus: list[str]) -> str:
    proches = difflib.get_close_matches(nom, connus, n=1)
    if proches:
        return _("champ inconnu ; vouliez-vous dire « %(proche)s » ?") % {"proche": proches[0]}
    return _("champ inconnu ; champs possibles : %(connus)s.") % {"connus": ", ".join(sorted(connus))}
