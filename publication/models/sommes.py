"""What a set of public records comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.db.models import Q

from publication.models.liees import LieesQuerySet
from publication.natures import Nature

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Somme:
    """Records of one nature: how many, how many of members, how many under way on the day asked.

    Nobody knows whether the ``a_confirmer`` are under way: they have no date, and no verification that still holds.
    ``total`` is in euros, over the ``chiffrees`` records whose amount is known; ``None`` when there is none.
    """

    nombre: int = 0
    adherentes: int = 0
    en_cours: int = 0
    a_confirmer: int = 0
    chiffrees: int = 0
    total: Decimal | None = None


class SommesQuerySet(LieesQuerySet[M_co]):
    """Public records, counted and added up by the database."""

    def sommes_par_nature(self, *, le: dt.date) -> dict[str, Somme]:
        """What the records of each nature come to on the day ``le``, in one query; every nature has a key."""
        commencees, continuent = Q(debut=None) | Q(debut__lte=le), Q(fin=None) | Q(fin__gte=le)
        muettes = Q(debut=None, fin=None) & (Q(a_revoir_le=None) | Q(a_revoir_le__lte=le))
        colonnes = {
            "nombre": models.Count("pk"),
            "adherentes": models.Count("pk", filter=Q(adherente=True)),
            "en_cours": models.Count("pk", filter=commencees & continuent & ~muettes),
            "a_confirmer": models.Count("pk", filter=muettes),
            "chiffrees": models.Count("montant"),
            "total": models.Sum("montant"),
        }
        lignes = self.order_by().values_list("nature").annotate(**colonnes)
        sommes = {nature: Somme(**dict(zip(colonnes, valeurs, strict=True))) for nature, *valeurs in lignes}
        return {nature.value: sommes.get(nature.value, Somme()) for nature in Nature}

    def periode(self, nature: str) -> tuple[dt.date | None, dt.date | None]:
        """First and last days that the public records of a nature speak of, ``None`` when none says it; one query."""
        siennes = self.filter(retiree_le=None, nature=nature).order_by()
        derniers = models.functions.Coalesce("fin", "debut")
        bornes = siennes.aggregate(premier=models.Min("debut"), dernier=models.Max(derniers))
        return bornes["premier"], bornes["dernier"]
