"""What the read model says of its own changes, to those who follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.db import models

from publication.models.sommes import M_co, SommesQuerySet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection
    from uuid import UUID


class Changement(NamedTuple):
    """A record as sync clients read it; ``document`` is a JSON text, empty for a tombstone.

    ``successeur`` is the record that replaces it, if that one is or was public: a draft has no identity here.
    """

    revision: int
    uid: UUID
    nature: str
    slug: str
    retiree_le: dt.datetime | None
    motif: str
    successeur: UUID | None
    document: str


class Signale(NamedTuple):
    """The same without what it says: for those who are told that it changed, and read it elsewhere."""

    revision: int
    uid: UUID
    nature: str
    retiree_le: dt.datetime | None
    successeur: UUID | None


class ChangementsQuerySet(SommesQuerySet[M_co]):
    """The questions of those who follow changes."""

    def generation(self) -> int:
        """Highest revision, 0 when nothing was ever published: it changes when, and only when, public data does."""
        return self.aggregate(plus_haute=models.Max("revision"))["plus_haute"] or 0

    def changements(self, revision: int) -> models.QuerySet[M_co, Changement]:
        """Records that changed after ``revision``, tombstones included, in the order of revisions."""
        changes: Any = self._apres(revision)
        nommes: models.QuerySet[M_co, Changement] = changes.values_list(*Changement._fields, named=True)
        return nommes

    def signales(self, apres: int, jusque: int) -> models.QuerySet[M_co, Signale]:
        """Records whose last change has a revision after one and up to another, in the order of revisions."""
        changes: Any = self._apres(apres).filter(revision__lte=jusque)
        nommes: models.QuerySet[M_co, Signale] = changes.values_list(*Signale._fields, named=True)
        return nommes

    def _apres(self, revision: int) -> Self:
        lus = self.filter(revision__gt=revision).order_by("revision")
        connue = self.model._default_manager.filter(pk=models.OuterRef("remplacee_par")).values("pk")
        return lus.annotate(successeur=models.Subquery(connue))

    def pour_resume(self, uids: Collection[UUID]) -> Self:
        """What a digest says of some records, withdrawn ones included, by nature then title."""
        dits = ("nature", "slug", "titre", "resume", "retiree_le", "motif")
        return self.filter(pk__in=uids).only(*dits).order_by("nature", "titre_cle", "pk")
