"""What the read model offers while one types a name."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.search import TrigramWordDistance
from django.db.models import Case, F, Q, When

from publication.models.changement import ChangementsQuerySet
from publication.models.sommes import M_co

CANDIDATES_A_SUGGERER = 300


class SuggestionsQuerySet(ChangementsQuerySet[M_co]):
    """The questions of the search box."""

    def commencant(self, plie: str, nature: str) -> Self:
        """Public records of a nature with a name, a word of it or a code that begins as a folded text, for suggestions.

        Exact names come first, then titles that begin so, then members, then the most populated. When very many begin
        so, the choice is made among some of them: one more letter will tell.
        """
        publiques = self.filter(retiree_le=None, nature=nature)
        exactes = publiques.order_by().filter(noms__contains=[plie]).values("pk")
        commencent = publiques.order_by().filter(Q(titre_cle__startswith=plie) | Q(titre_cle__contains=f" {plie}"))
        candidates = exactes.union(commencent.values("pk")[:CANDIDATES_A_SUGGERER])
        rang = Case(When(noms__contains=[plie], then=0), When(titre_cle__startswith=plie, then=1), default=2)
        ordre = (rang, F("adherente").desc(nulls_last=True), F("population").desc(nulls_last=True))
        return self.filter(pk__in=candidates).order_by(*ordre, "titre_cle", "pk")

    def proches(self, plie: str, nature: str) -> Self:
        """Public records of a nature with a title close to a folded text, the closest first, for suggestions.

        When very many are close, the choice is made among some of them.
        """
        proches = self.filter(retiree_le=None, nature=nature).filter(titre_cle__trigram_word_similar=plie).order_by()
        ressemblance = TrigramWordDistance(plie, F("titre_cle"))
        ordre = (ressemblance, F("adherente").desc(nulls_last=True), F("population").desc(nulls_last=True))
        return self.filter(pk__in=proches.values("pk")[:CANDIDATES_A_SUGGERER]).order_by(*ordre, "titre_cle", "pk")

    def pour_suggestions(self, nombre: int) -> Self:
        """The first of an ordered queryset, with their title and their address alone."""
        return self.only("nature", "slug", "titre")[:nombre]
