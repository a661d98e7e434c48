"""A small map: the departments of a region, or one of them, with points; drawn on the server, nothing is fetched."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from collectivites.cartes import CONTOURS, ajuster, anneaux, chemin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LARGEUR, HAUTEUR, MARGE = 320, 260, 10
Cadre = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place to show: its name, its page or nothing, WGS 84 degrees."""

    nom: str
    url: str
    latitude: float
    longitude: float


@lru_cache(maxsize=1)
def _departements() -> list[dict[str, Any]]:
    source = CONTOURS.with_name("departements.geojson")
    entites: list[dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))["features"]
    return entites


def carte_territoire(codes: Sequence[str], points: Iterable[Point], *, mis_en_avant: str = "") -> dict[str, Any] | None:
    """Outlines of the departments of ``codes`` and places in them, in a view of ``LARGEUR`` × ``HAUTEUR`` units.

    ``None`` when the contours know none of the codes. ``mis_en_avant`` is the department to set apart.
    """
    entites = [entite for entite in _departements() if entite["properties"]["code"] in codes]
    if not entites:
        return None
    places = list(points)
    projeter = ajuster(_cadre(entites), (MARGE, MARGE), (LARGEUR - 2 * MARGE, HAUTEUR - 2 * MARGE))
    return {
        "largeur": LARGEUR,
        "hauteur": HAUTEUR,
        "traces": [
            {
                "d": chemin(entite["geometry"], projeter),
                "nom": entite["properties"]["nom"],
                "est_en_avant": entite["properties"]["code"] == mis_en_avant,
            }
            for entite in entites
        ],
        "points": [{"point": point, "place": projeter((point.longitude, point.latitude))} for point in places],
        "a_des_liens": any(point.url for point in places),
    }


def _cadre(entites: Iterable[dict[str, Any]]) -> Cadre:
    sommets = [sommet for entite in entites for anneau in anneaux(entite["geometry"]) for sommet in anneau]
    longitudes, latitudes = [x for x, _y in sommets], [y for _x, y in sommets]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)
