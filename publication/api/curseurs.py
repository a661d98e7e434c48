"""Keyset pagination: a page begins after a row, not after a number of rows, so writes neither repeat nor hide any.

Without an order, rows come by public identifier, which never changes: who was there from the first page to the last is
read once and once only. With one, the same holds for the rows whose place in that order does not change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core import signing
from django.db.models import F, Q
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from publication.api.filtrage import ReferenceInconnue

PARAMETRE = "curseur"
DEBUT = "*"
"""Cursor of the first page."""
SEL = "publication.api.curseur"
VALEUR = "valeur_de_tri"
FORME = re.compile(r"[\w:.-]{1,1000}", re.ASCII)


class Place(NamedTuple):
    """Where a page ends: the order followed, the value of its last row in it as text, the identifier of that row."""

    tri: str
    valeur: str | None
    uid: str

    def ecrire(self) -> str:
        """Opaque text, signed: nobody has to guess what it holds, and nothing else can be put there."""
        return signing.dumps(tuple(self), salt=SEL)


def lire(texte: str, tri: str) -> Place | None:
    """Place that a cursor says, ``None`` for the first page; refuse one that we did not write, or for another order."""
    if texte == DEBUT:
        return None
    try:
        place = Place(*signing.loads(texte, salt=SEL))
    except signing.BadSignature:
        message = _("curseur inconnu : commencez par « * », puis suivez « suivante ».")
        refus = ReferenceInconnue if FORME.fullmatch(texte) else ValidationError
        raise refus({PARAMETRE: [message]}, code="curseur_inconnu") from None
    if place.tri != tri:
        message = _("ce curseur suit un autre tri : gardez le même « tri » d’une page à l’autre.")
        raise ReferenceInconnue({PARAMETRE: [message]}, code="autre_tri")
    return place


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordre:
    """An order of rows: its public name, the column it sorts by (``-`` before it to reverse), the path to identifiers.

    Unknown values come last, ties go by identifier. Without a column, rows go by identifier alone.
    """

    cle: str
    tri: str = ""
    colonne: str = ""

    def ranger(self, lignes: Any) -> Any:
        """Order rows; ``valeur_de_tri`` holds what they are ordered by."""
        if not self.colonne:
            return lignes.annotate(**{VALEUR: F(self.cle)}).order_by(self.cle)
        valeur = F(self.colonne.removeprefix("-"))
        sens = valeur.desc(nulls_last=True) if self.colonne.startswith("-") else valeur.asc(nulls_last=True)
        return lignes.annotate(**{VALEUR: valeur}).order_by(sens, self.cle)

    def apres(self, lignes: Any, place: Place) -> Any:
        """Rows of ``ranger`` that come after a place."""
        memes = {f"{self.cle}__gt": place.uid}
        if not self.colonne:
            return lignes.filter(**memes)
        if place.valeur is None:
            return lignes.filter(**{f"{VALEUR}__isnull": True}, **memes)
        champ: Any = lignes.query.annotations[VALEUR].output_field
        valeur = champ.to_python(place.valeur)
        plus_loin = Q(**{f"{VALEUR}__{'lt' if self.colonne.startswith('-') else 'gt'}": valeur})
        return lignes.filter(plus_loin | Q(**{VALEUR: valeur}, **memes) | Q(**{f"{VALEUR}__isnull": True}))

    def place(self, valeur: Any, uid: Any) -> Place:
        """Place of a row."""
        return Place(self.tri, None if valeur is None else str(valeur), str(uid))
