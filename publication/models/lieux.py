"""Questions about where sheets are: what those of each place come to, and how they gather on a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from django.db import models
from django.db.models import Avg, Count, F, Min, Q, Sum
from django.db.models.functions import Floor

if TYPE_CHECKING:
    from decimal import Decimal

M_co = TypeVar("M_co", bound=models.Model, covariant=True)
LATITUDE, LONGITUDE = "publication__latitude", "publication__longitude"


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
        return fiches.filter(**{f"{LONGITUDE}__range": (cadre.ouest, cadre.est)}).filter(
            **{f"{LATITUDE}__range": (cadre.sud, cadre.nord)}
        )

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
