"""What the upper floors teach to search: synonyms, places, names to suggest. They register, publication asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Synonymes = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name to offer while one types: its words, what tells it from its namesakes, where it leads."""

    libelle: str
    url: str
    precision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupeDeSuggestions:
    """Suggestions of one kind, under a title; the groups stand in the order of their ``rang``."""

    titre: str
    rang: int
    suggestions: list[Suggestion]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lieu:
    """A commune that a text names, and the slugs of the public authorities above it, the nearest first."""

    nom: str
    precision: str
    url: str
    collectivites: tuple[str, ...] = ()


class Sources:
    """Providers, in the order of their registration."""

    def __init__(self) -> None:
        """Start empty; each application's ``ready()`` fills it."""
        self._synonymes: dict[str, Callable[[], Synonymes]] = {}
        self._lieux: dict[str, Callable[[str], list[Lieu]]] = {}
        self._voisins: dict[str, Callable[[str], list[str]]] = {}
        self._suggestions: dict[str, Callable[[str], list[GroupeDeSuggestions]]] = {}
        self._proches: dict[str, Callable[[str], list[GroupeDeSuggestions]]] = {}

    def inscrire(
        self,
        nom: str,
        *,
        synonymes: Callable[[], Synonymes] | None = None,
        lieux: Callable[[str], list[Lieu]] | None = None,
        voisins: Callable[[str], list[str]] | None = None,
        suggestions: Callable[[str], list[GroupeDeSuggestions]] | None = None,
        proches: Callable[[str], list[GroupeDeSuggestions]] | None = None,
    ) -> None:
        """Register the providers of the application ``nom``; a second registration replaces the first.

        ``synonymes`` gives folded terms and their folded equivalents; ``lieux`` the places that a folded text names
        exactly; ``voisins`` folded names that hold a word close to one that no sheet says; ``suggestions`` what to
        offer for the beginning of a folded text; ``proches`` what to offer when nothing begins so.
        """
        for registre, fournisseur in (
            (self._synonymes, synonymes),
            (self._lieux, lieux),
            (self._voisins, voisins),
            (self._suggestions, suggestions),
            (self._proches, proches),
        ):
            if fournisseur is not None:
                registre[nom] = fournisseur  # type: ignore[assignment]

    def synonymes(self) -> Synonymes:
        """Every synonym."""
        tous: dict[str, tuple[str, ...]] = {}
        for fournisseur in self._synonymes.values():
            for terme, equivalents in fournisseur().items():
                tous[terme] = (*tous.get(terme, ()), *equivalents)
        return tous

    def lieux(self, plie: str) -> list[Lieu]:
        """Places that a folded text names."""
        return [lieu for fournisseur in self._lieux.values() for lieu in fournisseur(plie)]

    def voisins(self, mot: str) -> list[str]:
        """Folded names that hold a word close to ``mot``."""
        return [nom for fournisseur in self._voisins.values() for nom in fournisseur(mot)]

    def suggestions(self, plie: str) -> list[GroupeDeSuggestions]:
        """Names that begin as a folded text, by kind."""
        return [groupe for fournisseur in self._suggestions.values() for groupe in fournisseur(plie)]

    def suggestions_proches(self, plie: str) -> list[GroupeDeSuggestions]:
        """Names close to a folded text, by kind."""
        return [groupe for fournisseur in self._proches.values() for groupe in fournisseur(plie)]


sources = Sources()
