"""The plane on which lists are mapped: metropolitan France, and the overseas regions in frames below it.

One unit is a tenth of that of ``collectivites.cartes``: whole numbers are then as fine as the contours themselves, and
a path written from point to point weighs a third of what it would. The page and its script share the plane: the map of
the server and the one that moves are the same drawing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from collectivites.cartes import (
    CADRE_METROPOLE,
    CADRES_OUTRE_MER,
    CONTOURS,
    COTE,
    HAUTEUR,
    LARGEUR,
    anneaux,
    cadres_outre_mer,
    projection,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from django.utils.functional import _StrPromise

    from collectivites.cartes import Cadre, Point

ECHELLE = 10
METROPOLE = "metropole"
NOMS = {
    METROPOLE: _("Métropole"),
    "01": _("Guadeloupe"),
    "02": _("Martinique"),
    "03": _("Guyane"),
    "04": _("La Réunion"),
    "06": _("Mayotte"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fenetre:
    """A part of the plane and the part of the world that it shows.

    ``boite`` is x, y, width and height; a place is at ``x0 + kx × (longitude - west)``,
    ``y0 + ky × (north - latitude)``.
    """

    code: str
    nom: _StrPromise
    cadre: Cadre
    boite: tuple[int, int, int, int]
    x0: float
    y0: float
    kx: float
    ky: float

    def contient(self, latitude: float, longitude: float) -> bool:
        """Whether a place is in this part of the world."""
        ouest, sud, est, nord = self.cadre
        return ouest <= longitude <= est and sud <= latitude <= nord

    def placer(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Point of the plane of a place."""
        ouest, _sud, _est, nord = self.cadre
        return round(self.x0 + self.kx * (longitude - ouest)), round(self.y0 + self.ky * (nord - latitude))

    @property
    def lecture(self) -> str:
        """What the script of the page needs to do the same."""
        return " ".join(f"{nombre:.4f}" for nombre in (*self.cadre, self.x0, self.y0, self.kx, self.ky))


@lru_cache(maxsize=1)
def fenetres() -> tuple[Fenetre, ...]:
    """Return metropolitan France, then the overseas regions in the order of their frames."""
    hauteur = HAUTEUR - COTE - 12
    boites = {METROPOLE: (0, 0, LARGEUR, hauteur)} | {
        code: (int(x), int(y), COTE, COTE) for code, (x, y) in zip(CADRES_OUTRE_MER, cadres_outre_mer(), strict=True)
    }
    return tuple(_fenetre(code, boite) for code, boite in boites.items())


def _fenetre(code: str, boite: tuple[int, int, int, int]) -> Fenetre:
    cadre = CADRES_OUTRE_MER.get(code, CADRE_METROPOLE)
    ouest, sud, est, nord = cadre
    (x0, y0), (x1, y1) = (projection(code)(coin) for coin in ((ouest, nord), (est, sud)))
    return Fenetre(
        code=code,
        nom=NOMS[code],
        cadre=cadre,
        boite=(boite[0] * ECHELLE, boite[1] * ECHELLE, boite[2] * ECHELLE, boite[3] * ECHELLE),
        x0=x0 * ECHELLE,
        y0=y0 * ECHELLE,
        kx=(x1 - x0) * ECHELLE / (est - ouest),
        ky=(y1 - y0) * ECHELLE / (nord - sud),
    )


def placer(latitude: float, longitude: float) -> tuple[int, int] | None:
    """Point of the plane of a place, ``None`` when no part of it shows it."""
    for fenetre in fenetres():
        if fenetre.contient(latitude, longitude):
            return fenetre.placer(latitude, longitude)
    return None


@lru_cache(maxsize=2)
def contours(mailles: str) -> dict[str, str]:
    """Outlines of the « regions » or of the « departements », by code: the ``d`` of a path, from point to point."""
    entites = json.loads(CONTOURS.with_name(f"{mailles}.geojson").read_text(encoding="utf-8"))["features"]
    return {entite["properties"]["code"]: _trace(entite) for entite in entites}


def _trace(entite: dict[str, Any]) -> str:
    proprietes = entite["properties"]
    projeter = projection(proprietes.get("region", proprietes["code"]))
    return "".join(_anneau(map(projeter, anneau)) for anneau in anneaux(entite["geometry"]))


def _anneau(points: Iterable[Point]) -> str:
    entiers = [(round(x * ECHELLE), round(y * ECHELLE)) for x, y in points]
    pas = [(x - avant_x, y - avant_y) for (avant_x, avant_y), (x, y) in pairwise(entiers)]
    suite = "".join(f"{_signe(dx)}{_signe(dy)}" for dx, dy in pas if dx or dy)
    return f"M{entiers[0][0]} {entiers[0][1]}l{suite}z" if suite else ""


def _signe(nombre: int) -> str:
    """Number after another in a path: a minus sign parts them by itself."""
    return f" {nombre}" if nombre >= 0 else str(nombre)
