"""Charts that are tables: each row has its bar beside its figures, so that nobody has to open the one for the other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CENT = Decimal(100)
DIXIEME = Decimal("0.1")


class Segment(NamedTuple):
    """A piece of a bar: where it begins and how long it is, in percent of the longest bar; its series from 1."""

    x: Decimal
    largeur: Decimal
    serie: int


class Rang(NamedTuple):
    """A row to draw: what it is called, the page that says more or nothing, a figure a series."""

    libelle: Any
    url: str
    valeurs: Sequence[Decimal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """A row, its bar and the sum of what is known of its figures; ``total`` is ``None`` when nothing is."""

    libelle: Any
    url: str
    valeurs: Sequence[Decimal | None]
    segments: list[Segment]
    total: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphique:
    """A chart. ``unite`` is « € » or a word; ``definition`` says what is counted."""

    titre: Any
    entete: Any
    unite: Any
    series: Sequence[Any]
    lignes: list[Ligne]
    definition: Any = ""

    @property
    def est_empile(self) -> bool:
        """Whether bars are made of several series."""
        return len(self.series) > 1

    @property
    def legende(self) -> list[tuple[int, Any]]:
        """Series with their number, as segments bear it."""
        return list(enumerate(self.series, start=1))


def graphique(
    rangs: Iterable[Rang], *, titre: Any, entete: Any, unite: Any, series: Sequence[Any], **textes: Any
) -> Graphique:
    """Draw rows of figures that are zero or more; unknown figures have no bar."""
    retenus = list(rangs)
    plus_long = max((_somme(rang.valeurs) or Decimal(0) for rang in retenus), default=Decimal(0))
    lignes = [
        Ligne(
            libelle=rang.libelle,
            url=rang.url,
            valeurs=rang.valeurs,
            segments=_segments(rang.valeurs, plus_long),
            total=_somme(rang.valeurs),
        )
        for rang in retenus
    ]
    return Graphique(titre=titre, entete=entete, unite=unite, series=series, lignes=lignes, **textes)


def _somme(valeurs: Sequence[Decimal | None]) -> Decimal | None:
    connues = [valeur for valeur in valeurs if valeur is not None]
    return sum(connues, Decimal(0)) if connues else None


def _segments(valeurs: Sequence[Decimal | None], plus_long: Decimal) -> list[Segment]:
    segments, depart = [], Decimal(0)
    for serie, valeur in enumerate(valeurs, start=1):
        if valeur and plus_long:
            largeur = (valeur * CENT / plus_long).quantize(DIXIEME)
            segments.append(Segment(depart, min(largeur, CENT - depart), serie))
            depart += largeur
    return segments
