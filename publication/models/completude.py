"""How complete a sheet is: what readers expect of its nature, and what of it is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

TOUT = 100


@dataclass(frozen=True, slots=True)
class Attendu:
    """Something that readers expect: one of several fields or parts, and what it weighs.

    ``sauf`` is the value that says nothing, where it is not an empty one.
    """

    champs: tuple[str, ...]
    poids: int = 1
    sauf: Any = None

    @property
    def champ(self) -> str:
        """Field to fill first."""
        return self.champs[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Completude:
    """Percentage, and what is missing, the weightiest first."""

    score: int
    manquants: tuple[Attendu, ...]


def attendre(**poids: int) -> tuple[Attendu, ...]:
    """Expectations by weight; a double underscore means « or »."""
    return tuple(Attendu(tuple(noms.split("__")), valeur) for noms, valeur in poids.items())


def completude(attendus: Iterable[Attendu], remplis: Collection[str]) -> Completude:
    """Share of the expectations that one of ``remplis``, the fields and parts that say something, meets."""
    toutes = list(attendus)
    manquants = [attendu for attendu in toutes if not set(attendu.champs) & set(remplis)]
    total = sum(attendu.poids for attendu in toutes)
    manque = sum(attendu.poids for attendu in manquants)
    score = TOUT if not total else TOUT * (total - manque) // total
    return Completude(score=score, manquants=tuple(sorted(manquants, key=lambda attendu: -attendu.poids)))
