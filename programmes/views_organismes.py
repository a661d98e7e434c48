"""Pages of organisations and of themes, which are no sheets but are read as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from programmes.filters_organismes import OrganismesFilter
from programmes.models import Organisme, Thematique
from programmes.organismes import organisme_decrit, roles
from programmes.thematiques import thematique_decrite
from publication.cache import page_publique
from publication.exports import FORMATS
from publication.models import Publication
from publication.natures import Nature, registre
from publication.pdf import en_pdf
from publication.presentation import filtres_seuls, propre, sans_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

ORGANISMES_PAR_PAGE = 60
FICHES_PAR_NATURE = 8


@page_publique
def organismes(request: HttpRequest) -> HttpResponseBase:
    """List of the organisations that public sheets show, filtered as the API filters them: it exports them.

    400 when a filter is refused, with the reason.
    """
    if any(not valeur.strip() for nom in request.GET for valeur in request.GET.getlist(nom)):
        court = propre(request.GET)
        return HttpResponsePermanentRedirect(f"{request.path}?{court}" if court else request.path)
    filtre = OrganismesFilter(request.GET, queryset=Organisme.objects.cites())
    valide = filtre.is_valid()
    contexte = {
        "filtre": filtre,
        "page": Paginator(filtre.qs if valide else filtre.queryset.none(), ORGANISMES_PAR_PAGE).get_page(
            request.GET.get("page")
        ),
        "requete": sans_page(request.GET),
        "filtres_seuls": filtres_seuls(request.GET),
        "formats": FORMATS,
    }
    return render(request, "programmes/organismes.html", contexte, status=200 if valide else 400)


@page_publique
def organisme(request: HttpRequest, slug: str) -> HttpResponseBase:
    """An organisation in all its roles; nothing when no public sheet shows it."""
    trouve = Organisme.objects.trouver(slug)
    vus = roles(trouve) if trouve else None
    if trouve is None or vus is None or not vus.est_publique:
        raise Http404
    if slug != trouve.slug:
        return redirect(trouve, permanent=True)
    decrit = organisme_decrit(trouve, request.build_absolute_uri("/").rstrip("/"))
    contexte = {"organisme": trouve, "roles": vus, "donnees_liees": decrit}
    return render(request, "programmes/organisme.html", {**contexte, **_pour_citer(request, trouve.get_absolute_url())})


@page_publique
def thematiques(request: HttpRequest) -> HttpResponse:
    """List of the themes, on two levels."""
    return render(request, "programmes/thematiques.html", {"themes": Thematique.objects.premier_niveau()})


@page_publique
def thematique(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about a theme, a few sheets of each nature and the way to the others."""
    theme = get_object_or_404(Thematique.objects.select_related("parente").prefetch_related("enfants"), slug=slug)
    groupes = [
        {
            "nature": nature.value,
            "titre": capfirst(str(registre[nature].modele._meta.verbose_name_plural)),
            "nombre": nombre,
            "publications": publications[:FICHES_PAR_NATURE],
            "tout": f"{reverse(registre[nature].liste)}?thematique={slug}",
        }
        for nature, nombre, publications in Publication.objects.par_nature_du_theme(slug, FICHES_PAR_NATURE)
    ]
    sommes = Publication.objects.portant_le_theme(slug).sommes_par_nature(le=timezone.localdate())
    contexte = {"theme": theme, "groupes": groupes, "soutenus": sommes[Nature.PROJET]}
    contexte["donnees_liees"] = thematique_decrite(theme, request.build_absolute_uri("/").rstrip("/"))
    return render(request, "programmes/thematique.html", {**contexte, **_pour_citer(request, theme.get_absolute_url())})


def _pour_citer(request: HttpRequest, adresse: str) -> dict[str, object]:
    """What the citation of a page says: its absolute address, and the day it is read."""
    return {"adresse": request.build_absolute_uri(adresse), "aujourdhui": timezone.localdate()}


organisme_pdf = en_pdf(organisme)
thematique_pdf = en_pdf(thematique)
