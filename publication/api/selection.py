"""``champs``: documents reduced to some of their fields, and files to some of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from publication.api.erreurs import VALEURS_AU_PLUS, le_plus_proche
from publication.api.filtrage import ReferenceInconnue

if TYPE_CHECKING:
    from collections.abc import Collection

    from rest_framework.request import Request

    from publication.tableaux import Colonne

PARAMETRE = "champs"


def lire_liste(request: Request, nom: str, connus: Collection[str], ailleurs: Collection[str] = ()) -> list[str]:
    """Values of a parameter that is repeated or holds several with commas, each among ``connus``; empty when absent.

    One that is only among ``ailleurs`` is well written, and names nothing here.
    """
    demandes = [valeur.strip() for texte in request.query_params.getlist(nom) for valeur in texte.split(",")]
    if nom in request.query_params and not any(demandes):
        raise ValidationError({nom: [_("indiquez au moins une valeur, ou ôtez le paramètre.")]}, code="vide")
    if len(demandes) > VALEURS_AU_PLUS:
        message = _("%(nombre)d valeurs, c’est trop : %(maximum)d au plus par paramètre.")
        refuse = message % {"nombre": len(demandes), "maximum": VALEURS_AU_PLUS}
        raise ValidationError({nom: [refuse]}, code="trop_de_valeurs")
    for demande in filter(None, demandes):
        if demande not in connus:
            refus = ReferenceInconnue if demande in ailleurs else ValidationError
            raise refus({nom: [le_plus_proche(demande, connus)]}, code="valeur_inconnue")
    return list(dict.fromkeys(filter(None, demandes)))


class Selection:
    """The fields asked, in the order of the document; all of them when none is."""

    def __init__(self, request: Request, connus: Collection[str], ailleurs: Collection[str] = ()) -> None:
        """Refuse a name that is none of ``connus``; those of other formats are ``ailleurs``."""
        self.noms = set(lire_liste(request, PARAMETRE, connus, ailleurs))

    def texte(self, document: str) -> str:
        """Document reduced, still JSON."""
        if not self.noms:
            return document
        contenu: dict[str, Any] = orjson.loads(document)
        return orjson.dumps({nom: valeur for nom, valeur in contenu.items() if nom in self.noms}).decode()

    def colonnes(self, colonnes: Collection[Colonne]) -> list[Colonne]:
        """Columns kept."""
        return [colonne for colonne in colonnes if not self.noms or colonne.cle in self.noms]
