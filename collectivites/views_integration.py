"""The map of a region, in a frame that other sites may show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from collectivites.models import Region
from collectivites.portrait import portrait
from publication.integration import Integration
from publication.natures import Nature
from publication.views_integration import dans_un_cadre

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse

HAUTEUR = 380
NOMS: dict[Nature, Callable[[int], str]] = {
    Nature.COLLECTIVITE: lambda nombre: ngettext("collectivité publiée", "collectivités publiées", nombre),
    Nature.POLITIQUE: lambda nombre: ngettext("politique publiée", "politiques publiées", nombre),
    Nature.DISPOSITIF: lambda nombre: ngettext("dispositif publié", "dispositifs publiés", nombre),
    Nature.PROJET: lambda nombre: ngettext("projet soutenu", "projets soutenus", nombre),
    Nature.RESSOURCE: lambda nombre: ngettext("ressource publiée", "ressources publiées", nombre),
}


@dans_un_cadre
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """Map of a region, and how much the directory holds of it."""
    territoire = get_object_or_404(Region, slug=slug)
    codes = territoire.departements.en_vigueur().order_by("code").values_list("pk", flat=True)
    contexte = portrait(territoire, list(codes), le=timezone.localdate())
    contexte |= {"integration": integration_de_la_region(request, territoire), "nombres": [*_nombres(contexte)]}
    return render(request, "collectivites/region_integree.html", contexte)


def integration_de_la_region(request: HttpRequest, region: Region) -> Integration:
    """Frame of the page of a region, in the language of the page."""
    return Integration(
        titre=region.nom,
        page=request.build_absolute_uri(region.get_absolute_url()),
        cadre=request.build_absolute_uri(reverse("collectivites:region_integree", args=[region.slug])),
        hauteur=HAUTEUR,
    )


def integration_du_slug(request: HttpRequest, slug: str) -> Integration | None:
    """Frame of the region of an address, ``None`` when there is no such region."""
    region = Region.objects.filter(slug=slug).first()
    return integration_de_la_region(request, region) if region else None


def _nombres(contexte: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Records of each nature that has some, each with its noun."""
    for nature, nom in NOMS.items():
        nombre = contexte["sommes"][nature].nombre
        if nombre:
            yield nombre, nom(nombre)
