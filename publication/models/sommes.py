"""What a set of public records comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.db.models import F, Func, Q

from publication.models.liees import LieesQuerySet
from publication.natures import Nature

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Somme:
    """Records of one nature: how many, how many of members, how many under way on the day asked.

    Nobody knows whether the ``a_confirmer`` are under way: they have no date, and nobody verified them.
    ``total`` is in euros, over the ``chiffrees`` records whose amount is known; ``None`` when there is none.
    """

    nombre: int = 0
    adherentes: int = 0
    en_cours: int = 0
    a_confirmer: int = 0
    chiffrees: int = 0
    total: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Soutiens:
    """Grants written in some projects: how many, and of how many the amount is known."""

    nombre: int = 0
    chiffres: int = 0


class SommesQuerySet(LieesQuerySet[M_co]):
    """Public records, counted and added up by the database."""

    def sommes_par_nature(self, *, le: dt.date) -> dict[str, Somme]:
        """What the records of each nature come to on the day ``le``, in one query; every nature has a key."""
        commencees, continuent = Q(debut=None) | Q(debut__lte=le), Q(fin=None) | Q(fin__gte=le)
        muettes = Q(debut=None, fin=None, a_revoir_le=None)
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

    def soutiens(self) -> Soutiens:
        """Grants that the documents of the projects write, in one query."""
        subventions, connues = (
            Func(F("document"), function="jsonb_array_length", template=modele, output_field=models.IntegerField())
            for modele in (
                "%(function)s(%(expressions)s::jsonb -> 'subventions')",
                "%(function)s(jsonb_path_query_array(%(expressions)s::jsonb, '$.subventions[*] ? (@.part != null)'))",
            )
        )
        projets = self.filter(nature=Nature.PROJET).order_by()
        sommes = projets.aggregate(nombre=models.Sum(subventions), chiffres=models.Sum(connues))
        return Soutiens(nombre=sommes["nombre"] or 0, chiffres=sommes["chiffres"] or 0)
