"""Pages of this floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collectivites.carte_collectivites import CARTE_DES_COLLECTIVITES
from collectivites.cartes import COTE, HAUTEUR, LARGEUR, cadres_outre_mer, traces_des_regions
from collectivites.comparaison import AU_PLUS, comparees
from collectivites.comparaison import comparer as comparaison
from collectivites.effectifs import avec_effectifs
from collectivites.fiche import completer
from collectivites.filters import CollectiviteFilter
from collectivites.models import Collectivite, Departement, Region
from collectivites.portrait import portrait, territoire_decrit
from collectivites.tableaux import COLLECTIVITES
from collectivites.views_integration import integration_de_la_region
from publication.cache import page_publique
from publication.fiches import rendre_fiche
from publication.listes import exporter, rendre_liste
from publication.memoire import effectifs
from publication.models import Publication
from publication.natures import Nature
from publication.pdf import en_pdf
from publication.points import points
from publication.presentation import Liste, avec
from publication.views_vignettes import en_vignette

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

DERNIERES = 6
SEUILS_D_ADHERENTES = (1, 3, 6)
LISTE = Liste(
    titre=_("Collectivités"),
    chapo=_("Les collectivités qui soutiennent l’économie sociale et solidaire, et ce qu’elles font pour elle."),
    vide=_("Aucune collectivité ne répond à ces filtres."),
    tableau=COLLECTIVITES,
    export="collectivites:collectivites_export",
    carte=CARTE_DES_COLLECTIVITES,
)


@page_publique
def accueil(request: HttpRequest) -> HttpResponse:
    """Home: search box, key figures, ways in."""
    regions = avec_effectifs(Region.objects.de_plein_exercice().order_by("slug"))
    contexte = {
        "effectifs": effectifs(),
        "regions": regions,
        "carte": carte_des_regions(regions),
        "adherentes": sum(region.adherentes for region in regions),
        "dernieres": Publication.objects.dernieres(DERNIERES),
    }
    return render(request, "collectivites/accueil.html", contexte)


def carte_des_regions(regions: Iterable[Any]) -> dict[str, Any]:
    """Outlines of the regions, each with its level: how many of ``SEUILS_D_ADHERENTES`` its members reach."""
    par_code = {region.code: region for region in regions}
    traces = [
        {"region": region, "d": trace.d, "niveau": sum(region.adherentes >= seuil for seuil in SEUILS_D_ADHERENTES)}
        for trace in traces_des_regions()
        if (region := par_code.get(trace.code))
    ]
    return {"traces": traces, "largeur": LARGEUR, "hauteur": HAUTEUR, "cadres": cadres_outre_mer(), "cote": COTE}


@page_publique
def collectivites(request: HttpRequest) -> HttpResponseBase:
    """List of the authorities."""
    return rendre_liste(request, Collectivite, CollectiviteFilter, LISTE)


@page_publique
def collectivites_export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Export of the list, filtered as it is."""
    return exporter(request, Collectivite, CollectiviteFilter, LISTE, extension)


@page_publique
def collectivites_carte(request: HttpRequest) -> HttpResponse:
    """Places of the list, filtered as it is."""
    return points(request, Collectivite, CollectiviteFilter)


@page_publique
def collectivite(request: HttpRequest, slug: str) -> HttpResponse:
    """Sheet of an authority."""
    return rendre_fiche(request, Nature.COLLECTIVITE, slug, "collectivites/fiche.html", completer)


@page_publique
def comparer(request: HttpRequest) -> HttpResponse:
    """Up to four authorities side by side; ``differences`` leaves out the rows where they say the same."""
    demandees = list(dict.fromkeys(slug for slug in request.GET.getlist("c") if slug.isascii() and slug.isprintable()))
    trouvees = Publication.objects.parmi(Nature.COLLECTIVITE, demandees)
    retenues = [trouvees[slug] for slug in demandees if slug in trouvees][:AU_PLUS]
    colonnes = comparees(retenues)
    contexte = {
        "colonnes": [(colonne, _sans(request, colonne.publication.slug)) for colonne in colonnes],
        "parties": comparaison(colonnes),
        "inconnues": [slug for slug in demandees if slug not in trouvees],
        "de_trop": max(0, len(trouvees) - AU_PLUS),
        "complet": len(retenues) == AU_PLUS,
        "seulement": bool(request.GET.get("differences")),
        "bascule": avec(request.GET, "differences", [] if request.GET.get("differences") else ["1"]),
        "choix": [] if len(retenues) == AU_PLUS else Publication.objects.noms(Nature.COLLECTIVITE),
    }
    return render(request, "collectivites/comparer.html", contexte)


def _sans(request: HttpRequest, slug: str) -> str:
    """Query string of the comparison without one of the authorities."""
    return avec(request.GET, "c", [autre for autre in request.GET.getlist("c") if autre != slug])


@page_publique
def regions(request: HttpRequest) -> HttpResponse:
    """List of the regions."""
    territoires = avec_effectifs(Region.objects.de_plein_exercice().order_by("slug"))
    return render(
        request, "collectivites/regions.html", {"regions": territoires, "carte": carte_des_regions(territoires)}
    )


@page_publique
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """The network in a region."""
    territoire = get_object_or_404(Region, slug=slug)
    departements = avec_effectifs(territoire.departements.en_vigueur().order_by("code"))
    contexte = portrait(territoire, [d.pk for d in departements], le=timezone.localdate())
    contexte |= {"departements": departements, "integration": integration_de_la_region(request, territoire)}
    return _territoire(request, {**contexte, "flux": reverse("service:flux_region", args=[territoire.pk])})


@page_publique
def departement(request: HttpRequest, slug: str) -> HttpResponse:
    """The network in a department."""
    territoire = get_object_or_404(Departement.objects.select_related("region"), slug=slug)
    contexte = portrait(territoire, [territoire.pk], le=timezone.localdate())
    flux = f"{reverse('service:flux', args=['dispositifs'])}?departement={territoire.pk}"
    return _territoire(request, {**contexte, "departements": None, "integration": None, "flux": flux})


def _territoire(request: HttpRequest, contexte: dict[str, Any]) -> HttpResponse:
    racine = request.build_absolute_uri("/").rstrip("/")
    contexte["donnees_liees"] = territoire_decrit(contexte["territoire"], racine)
    return render(request, "collectivites/territoire.html", contexte)


collectivite_pdf = en_pdf(collectivite)
collectivite_vignette = en_vignette(Nature.COLLECTIVITE)
