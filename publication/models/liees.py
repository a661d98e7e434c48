"""Public records tied to others, one way or the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import F, Func, Q, Value, Window

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class LieesQuerySet(models.QuerySet[M_co]):
    """Questions about what documents cite."""

    def pour_pages(self) -> Self:
        """Everything that pages show; what serves the search alone stays in the database."""
        return self.defer("recherche", "noms", "mots_cles", "texte", "contexte")

    def liees_a(self, uid: object) -> Self:
        """Public records whose document mentions ``uid``, by nature then title."""
        return self.filter(retiree_le=None, liens__contains=[uid]).order_by("nature", "titre_cle", "pk")

    def liees_montrees(self, uid: object, nature: str, nombre: int) -> Self:
        """The same, ``nombre`` of one nature at most; each of these has as ``ensemble`` how many they are in all.

        Titles are long to compare: the first ones are picked out, the others are counted without being sorted.
        """
        citantes = self.liees_a(uid).pour_pages().order_by()
        bornees = citantes.filter(nature=nature).annotate(ensemble=Window(models.Count("*")))
        premieres = bornees.order_by("titre_cle", "pk")[:nombre]
        autres = citantes.exclude(nature=nature).annotate(ensemble=Value(0))
        return premieres.union(autres, all=True).order_by("nature", "titre_cle", "pk")

    def liees_a_l_une(self, uids: Collection[UUID]) -> Self:
        """Public records whose document mentions one of ``uids``, by nature then title."""
        return self.filter(retiree_le=None, liens__overlap=list(uids)).order_by("nature", "titre_cle", "pk")

    def liees_aux(self, uids: Collection[UUID], natures: Collection[str]) -> Self:
        """Public records of some natures that one of ``uids`` cites, or that cite one of them, by nature then title."""
        cites = (
            self.model._default_manager.filter(pk__in=uids)
            .order_by()
            .values(uid_cite=Func(F("liens"), function="unnest"))
        )
        liees = self.filter(Q(pk__in=cites) | Q(liens__overlap=list(uids)), retiree_le=None, nature__in=natures)
        return liees.exclude(pk__in=uids).order_by("nature", "titre_cle", "pk")
