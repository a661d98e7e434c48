"""Questions about where sheets are: what those of each place come to, and how they gather on a map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from django.db import models
from django.db.models import Avg, Count, F, Min, Q, Sum, Value
from django.db.models.functions import ASin, Cos, Floor, Least, Radians, Sin, Sqrt

if TYPE_CHECKING:
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


class Case(NamedTuple):
    """Sheets gathered: how many, how many members, where in the middle; when it is one, its slug and its title."""

    latitude: float
    longitude: float
    nombre: int
    adherentes: int
    slug: str
    titre: str


class Place(NamedTuple):
    """A sheet that is somewhere."""

    latitude: float
    longitude: float
    slug: str
    titre: str
    adherente: bool | None


class LieuxQuerySet(models.QuerySet[M_co]):
    """Sheets, by the places that their publications give them."""

    def bilans(self, colonne: str) -> dict[str, Bilan]:
        """What the sheets of each place come to, by code of ``colonne``: ``region`` or ``departement``; one query."""
        membres = Count("pk", filter=Q(publication__adherente=True))
        lignes = self.order_by().values_list(f"publication__{colonne}")
        return {
            code: Bilan(fiches, adherentes, montant)
            for code, fiches, adherentes, montant in lignes.annotate(
                nb_fiches=Count("pk"), nb_adherentes=membres, somme=Sum("publication__montant")
            )
        }

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

    def grille(self, pas: float) -> list[Case]:
        """Sheets that are somewhere gathered in squares of ``pas`` degrees, from the south-west; one query."""
        cases = self.order_by().annotate(rangee=Floor(F(LATITUDE) / pas), colonne=Floor(F(LONGITUDE) / pas))
        lignes = cases.values_list("rangee", "colonne").annotate(
            y=Avg(LATITUDE),
            x=Avg(LONGITUDE),
            nb=Count("pk"),
            membres=Count("pk", filter=Q(publication__adherente=True)),
            un_slug=Min("publication__slug"),
            un_titre=Min("publication__titre"),
        )
        return [Case(*ligne[2:]) for ligne in lignes.order_by("rangee", "colonne")]

    def places(self) -> list[Place]:
        """Where each of the sheets that are somewhere is, in the public order."""
        lignes: Any = self.order_by("publication__titre_cle", "publication_id").values_list(
            LATITUDE, LONGITUDE, "publication__slug", "publication__titre", "publication__adherente"
        )
        return [Place(*ligne) for ligne in lignes]
