"""What the read model answers to a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.aggregates import ArrayAgg

from publication.models.sommes import M_co
from publication.models.suggestions import SuggestionsQuerySet
from publication.recherche import classer, comprendre, critere, extrait, promettre, titre_marque

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection
    from uuid import UUID

    from django.db.models import QuerySet

    from publication.recherche import Comprise


class TrouveesQuerySet(SuggestionsQuerySet[M_co]):
    """The questions of a search, once it is understood."""

    def trouvees(self, comprise: Comprise) -> Self:
        """Public records that answer, in no order."""
        return self.filter(critere(comprise), retiree_le=None).order_by()

    def chercher(self, texte: str, *, le: dt.date) -> Self:
        """Public records that answer ``texte``, the best first on the day ``le``."""
        return self.repondant(comprendre(texte), le=le)

    def repondant(self, comprise: Comprise, *, le: dt.date) -> Self:
        """Public records that answer a search, the best first on the day ``le``."""
        return classer(self.trouvees(comprise), comprise, le=le, promises=self.promises(comprise))

    def promises(self, comprise: Comprise) -> QuerySet[Any]:
        """Keys of those worth ranking when very many answer."""
        return promettre(self.trouvees(comprise), comprise)

    def meilleures(self, comprise: Comprise, *, le: dt.date) -> Self:
        """Those of ``repondant`` that are ranked, in the same order: not many, even when very many answer."""
        retenues = self.filter(pk__in=self.promises(comprise)) if comprise.est_commune else self.trouvees(comprise)
        return classer(retenues, comprise, le=le)

    def suite(self, comprise: Comprise, meilleures: Collection[UUID]) -> Self:
        """Those of ``repondant`` that follow the best ones, by title."""
        return self.trouvees(comprise).exclude(pk__in=meilleures).order_by("titre_cle", "pk")

    def revisions(self, comprise: Comprise) -> QuerySet[Any, tuple[str, list[int]]]:
        """Revisions of the records that answer, by nature; as many rows would take longer to read than to find."""
        return self.trouvees(comprise).values_list("nature").annotate(toutes=ArrayAgg("revision"))

    def extraits(self, comprise: Comprise) -> Self:
        """Add ``extrait`` and ``titre_marque``: the words that answer between the two markers."""
        return self.annotate(extrait=extrait(comprise, "resume", "texte"), titre_marque=titre_marque(comprise, "titre"))
