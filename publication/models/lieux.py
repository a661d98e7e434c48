"""Questions about where sheets are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import ASin, Cos, Least, Radians, Sin, Sqrt

if TYPE_CHECKING:
    from collections.abc import Collection
    from decimal import Decimal

M_co = TypeVar("M_co", bound=models.Model, covariant=True)
LATITUDE, LONGITUDE = "publication__latitude", "publication__longitude"
RAYON_TERRESTRE = 6_371.0
"""Mean radius of the Earth, in kilometres."""
POLE, ANTIMERIDIEN = 90, 180


def _ramener(longitude: float) -> float:
    """Longitude between -180 and 180 degrees."""
    return (longitude + ANTIMERIDIEN) % (2 * ANTIMERIDIEN) - ANTIMERIDIEN


class Bilan(NamedTuple):
    """What some sheets come to; ``montant`` is in euros, ``None`` when none is known."""

    fiches: int = 0
    adherentes: int = 0
    montant: Decimal | None = None


class Cadre(NamedTuple):
    """A part of the world, in WGS 84 degrees."""

    ouest: float
    sud: float
    est: float
    nord: float

    @property
    def longitudes(self) -> Q:
        """Hold for the longitudes of the frame; one whose west lies east of its east crosses the antimeridian."""
        if self.ouest <= self.est:
            return Q(**{f"{LONGITUDE}__range": (self.ouest, self.est)})
        return Q(**{f"{LONGITUDE}__gte": self.ouest}) | Q(**{f"{LONGITUDE}__lte": self.est})


class Cercle(NamedTuple):
    """A disc on the Earth: its centre in WGS 84 degrees, its radius in kilometres."""

    latitude: float
    longitude: float
    rayon: float

    def cadre(self) -> Cadre:
        """Frame around it, in degrees; all longitudes when it holds a pole."""
        hauteur = math.degrees(self.rayon / RAYON_TERRESTRE)
        sud, nord = self.latitude - hauteur, self.latitude + hauteur
        if sud <= -POLE or nord >= POLE:
            return Cadre(-ANTIMERIDIEN, sud, ANTIMERIDIEN, nord)
        sinus = math.sin(self.rayon / RAYON_TERRESTRE) / math.cos(math.radians(self.latitude))
        largeur = math.degrees(math.asin(min(1.0, sinus)))
        return Cadre(_ramener(self.longitude - largeur), sud, _ramener(self.longitude + largeur), nord)

    def distance(self) -> Any:
        """SQL expression: kilometres from its centre to a sheet, on a sphere (haversine)."""
        ecart_nord = Sin((Radians(F(LATITUDE)) - math.radians(self.latitude)) / 2.0)
        ecart_est = Sin((Radians(F(LONGITUDE)) - math.radians(self.longitude)) / 2.0)
        cosinus = Cos(Radians(F(LATITUDE))) * math.cos(math.radians(self.latitude))
        carre = ecart_nord * ecart_nord + cosinus * ecart_est * ecart_est
        return ASin(Sqrt(Least(carre, Value(1.0)))) * (2 * RAYON_TERRESTRE)


class LieuxQuerySet(models.QuerySet[M_co]):
    """Sheets, by the places that their publications give them."""

    def situees(self, cadre: Cadre | None = None) -> Self:
        """Sheets that are somewhere, or somewhere in a frame."""
        fiches = self.filter(**{f"{LATITUDE}__isnull": False, f"{LONGITUDE}__isnull": False})
        if cadre is None:
            return fiches
        return fiches.filter(cadre.longitudes, **{f"{LATITUDE}__range": (cadre.sud, cadre.nord)})

    def autour(self, cercle: Cercle) -> Self:
        """Sheets that are in a disc, its edge included."""
        proches = self.situees(cercle.cadre()).alias(distance_km=cercle.distance())
        return proches.filter(distance_km__lte=cercle.rayon)

    def titres(self, cles: Collection[int]) -> dict[int, tuple[str, str]]:
        """Slug and title of some sheets, by key; one query, be there no key."""
        lignes = self.order_by().filter(pk__in=[0, *cles]).values_list("pk", "publication__slug", "publication__titre")
        return {cle: (slug, titre) for cle, slug, titre in lignes}
