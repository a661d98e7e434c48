"""Outlines of the regions as SVG paths, from the committed contours; nothing is fetched."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CONTOURS = Path(__file__).resolve().parent / "donnees" / "contours" / "regions.geojson"
LARGEUR, HAUTEUR = 520, 480
COTE = 76
CADRE_METROPOLE = (-5.3, 41.3, 9.7, 51.2)
CADRES_OUTRE_MER = {
    "01": (-61.85, 15.8, -60.95, 16.55),
    "02": (-61.3, 14.35, -60.75, 14.92),
    "03": (-54.7, 2.0, -51.5, 5.9),
    "04": (55.15, -21.45, 55.9, -20.8),
    "06": (44.95, -13.05, 45.35, -12.6),
}

Point = tuple[float, float]
Cadre = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Trace:
    """Outline of a region: its code and the ``d`` of its path, in a view of ``LARGEUR`` × ``HAUTEUR`` units."""

    code: str
    d: str


@lru_cache(maxsize=1)
def traces_des_regions() -> tuple[Trace, ...]:
    """Return the outlines, metropolitan France in the middle, overseas regions in boxes of ``COTE`` units below."""
    entites = json.loads(CONTOURS.read_text(encoding="utf-8"))["features"]
    return tuple(
        Trace(code, chemin(entite["geometry"], projection(code)))
        for entite in sorted(entites, key=lambda entite: entite["properties"]["code"])
        if (code := entite["properties"]["code"])
    )


def cadres_outre_mer() -> list[tuple[float, float]]:
    """Corners of the boxes of the overseas regions."""
    return [_coin(rang) for rang in range(len(CADRES_OUTRE_MER))]


def _coin(rang: int) -> Point:
    return 30 + rang * (COTE + 20), HAUTEUR - COTE - 2


def projection(code: str) -> Callable[[Point], Point]:
    """Projection of a region, in the middle of the view or in its frame; other codes are in metropolitan France."""
    if code not in CADRES_OUTRE_MER:
        return ajuster(CADRE_METROPOLE, (0, 0), (LARGEUR, HAUTEUR - COTE - 12))
    rang = list(CADRES_OUTRE_MER).index(code)
    x, y = _coin(rang)
    return ajuster(CADRES_OUTRE_MER[code], (x + 4, y + 4), (COTE - 8, COTE - 8))


def ajuster(cadre: Cadre, coin: Point, taille: Point) -> Callable[[Point], Point]:
    """Equirectangular projection, true at the middle latitude of the frame, centred in a box of the view."""
    ouest, sud, est, nord = cadre
    aplati = math.cos(math.radians((sud + nord) / 2))
    echelle = min(taille[0] / ((est - ouest) * aplati), taille[1] / (nord - sud))
    marge = (taille[0] - (est - ouest) * aplati * echelle) / 2
    haut = (taille[1] - (nord - sud) * echelle) / 2

    def projeter(point: Point) -> Point:
        longitude, latitude = point
        x = coin[0] + marge + (longitude - ouest) * aplati * echelle
        return x, coin[1] + haut + (nord - latitude) * echelle

    return projeter


def chemin(geometrie: dict[str, Any], projeter: Callable[[Point], Point]) -> str:
    """Write the ``d`` of the path of a polygon, or of several."""
    return "".join(_anneau(anneau, projeter) for anneau in anneaux(geometrie))


def anneaux(geometrie: dict[str, Any]) -> Iterator[list[Point]]:
    """Give the rings of a polygon, or of several, as (longitude, latitude)."""
    polygones = geometrie["coordinates"] if geometrie["type"] == "MultiPolygon" else [geometrie["coordinates"]]
    for polygone in polygones:
        yield from polygone


def _anneau(points: Iterable[Point], projeter: Callable[[Point], Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(projeter, points)) + "Z"
