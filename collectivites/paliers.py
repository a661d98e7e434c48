"""Classes of a shaded map: few, with round bounds, so that each shade can be told and read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NIVEAUX = 5
NIVEAUX_DE = {0: (), 1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
"""Levels of so many classes: as far apart as can be."""
PARTS = tuple(Decimal(borne) for borne in (0, 20, 40, 60, 80))
"""Lower bounds of the classes of shares, in percent."""


@dataclass(frozen=True, slots=True)
class Palier:
    """A class: its level from 1 to ``NIVEAUX``, its lower bound, and the lower bound of the next one or nothing."""

    niveau: int
    bas: Decimal
    haut: Decimal | None


def paliers(valeurs: Iterable[Decimal]) -> list[Palier]:
    """Classes that hold about as many of the positive values each; a class a value when they are few."""
    positives = sorted(valeur for valeur in valeurs if valeur > 0)
    distinctes = sorted(set(positives))
    if len(distinctes) <= NIVEAUX:
        return en_paliers(distinctes)
    quantiles = [positives[len(positives) * rang // NIVEAUX] for rang in range(NIVEAUX)]
    return en_paliers(sorted({arrondir(valeur) for valeur in quantiles}))


def en_paliers(bornes: Sequence[Decimal]) -> list[Palier]:
    """Classes of these lower bounds, which grow."""
    hautes: list[Decimal | None] = [*bornes[1:], None]
    niveaux = NIVEAUX_DE[len(bornes)]
    return [Palier(*palier) for palier in zip(niveaux, bornes, hautes, strict=False)]


def arrondir(valeur: Decimal) -> Decimal:
    """Largest number of two digits, then zeros, that is not above a positive value: 1 280 000 gives 1 200 000."""
    unite = Decimal(1).scaleb(max(valeur.adjusted() - 1, 0))
    return (valeur / unite).to_integral_value(rounding=ROUND_FLOOR) * unite or valeur


def niveau(valeur: Decimal | None, classes: Sequence[Palier]) -> int:
    """Level of a value, 0 when it is unknown or below every class."""
    atteints = [palier.niveau for palier in classes if valeur is not None and valeur >= palier.bas]
    return max(atteints, default=0)
