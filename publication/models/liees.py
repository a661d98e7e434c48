"""Public records tied to others, one way or the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import F, Func, Q

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class LieesQuerySet(models.QuerySet[M_co]):
    """Questions about what documents cite."""

    def liees_aux(self, uids: Collection[UUID], natures: Collection[str]) -> Self:
        """Public records of some natures that one of ``uids`` cites, or that cite one of them, by nature then title."""
        cites = (
            self.model._default_manager.filter(pk__in=uids)
            .order_by()
            .values(uid_cite=Func(F("liens"), function="unnest"))
        )
        liees = self.filter(Q(pk__in=cites) | Q(liens__overlap=list(uids)), retiree_le=None, nature__in=natures)
        return liees.exclude(pk__in=uids).order_by("nature", "titre_cle", "pk")
