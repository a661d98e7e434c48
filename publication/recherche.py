"""Full-text search in French, tolerant of accents and typing errors.

The functions work on ``Publication`` and, with a prefix such as ``"publication__"``, on any queryset that joins it, so
that a list, the API, an export and the unified search all answer a text alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import (
    Case,
    CharField,
    F,
    FloatField,
    Func,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Concat

if TYPE_CHECKING:
    from django.db.models.expressions import CombinedExpression

Q_ = TypeVar("Q_", bound=QuerySet[Any])

CONFIGURATION = "public.fr"
DEBUT_MARQUE, FIN_MARQUE = "\ue000", "\ue001"  # private use area of Unicode
POIDS_NOM_EXACT = 4.0
POIDS_NOM_COMMENCANT = 2.0
POIDS_COLLECTIVITE = 0.5
POIDS_ADHERENTE = 0.1


def replie(texte: str) -> Func:
    """SQL expression that folds ``texte`` as ``titre_cle`` is: lower case, no accents, words apart by one space."""
    return Func(Value(texte), function="public.plier", output_field=CharField())


def requete(texte: str) -> SearchQuery:
    """Full-text query in the syntax of web search engines: words, "quoted phrases", -excluded."""
    return SearchQuery(texte, config=CONFIGURATION, search_type="websearch")


def critere(texte: str, *, prefixe: str = "") -> Q:
    """Condition that holds for the publications that answer ``texte``, by their words or by a title close to it.

    A title close to the text counts only for plain words: a phrase or an exclusion says exactly what is wanted.
    """
    mots = Q(**{f"{prefixe}recherche": requete(texte)})
    if '"' in texte or " -" in f" {texte}":
        return mots
    return mots | Q(**{f"{prefixe}titre_cle__trigram_word_similar": replie(texte)})


def extrait(texte: str, *champs: str) -> SearchHeadline:
    """Passage of two fields or more that answers ``texte``, its words between the markers, which no text holds."""
    tout: Any = Concat(*champs, output_field=CharField())
    return SearchHeadline(
        tout,
        requete(texte),
        config=CONFIGURATION,
        start_sel=DEBUT_MARQUE,
        stop_sel=FIN_MARQUE,
        min_words=15,
        max_words=40,
    )


def pertinence(texte: str, *, prefixe: str = "") -> CombinedExpression:
    """Score of a publication for ``texte``: exact names, an authority that answers, weighted words, close titles."""
    titre = f"{prefixe}titre_cle"
    nom: Any = Case(
        When(**{titre: replie(texte)}, then=Value(POIDS_NOM_EXACT)),
        When(**{f"{titre}__startswith": replie(texte)}, then=Value(POIDS_NOM_COMMENCANT)),
        default=Value(0.0),
        output_field=FloatField(),
    )
    adherente: Any = Case(
        When(**{f"{prefixe}adherente": True}, then=Value(POIDS_ADHERENTE)),
        default=Value(0.0),
        output_field=FloatField(),
    )
    collectivite: Any = Case(
        When(
            **{f"{prefixe}nature": "collectivite", f"{prefixe}recherche": requete(texte)},
            then=Value(POIDS_COLLECTIVITE),
        ),
        default=Value(0.0),
        output_field=FloatField(),
    )
    mots = SearchRank(F(f"{prefixe}recherche"), requete(texte), normalization=Value(1))
    texte_replie: Any = replie(texte)
    proche: Any = TrigramWordSimilarity(texte_replie, F(titre))
    score: CombinedExpression = nom + collectivite + adherente + mots + proche
    return score


def classer(lignes: Q_, texte: str, *, prefixe: str = "") -> Q_:
    """Order a queryset by decreasing relevance, then by title and key so that pages are stable."""
    classees = lignes.annotate(pertinence=pertinence(texte, prefixe=prefixe))
    return classees.order_by("-pertinence", f"{prefixe}titre_cle", "pk")
