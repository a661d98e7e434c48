"""National files, for anyone: grants of an authority year by year, schemes of a list; and what they still lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render

from programmes.filters import DispositifFilter
from programmes.models import Dispositif
from programmes.nationaux import bilans, en_fichier, fichier_des_dispositifs, fichier_des_subventions, subventions_de
from publication.cache import page_publique
from publication.fiches import ouvrir, suivre
from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@page_publique
def subventions(request: HttpRequest, slug: str) -> HttpResponse:
    """Years of an authority: a file each, how many grants it holds, what the others lack."""
    publication = ouvrir(request, Nature.COLLECTIVITE, slug)
    if not isinstance(publication, Publication):
        return suivre(request, publication)
    contexte = {"publication": publication, "fiche": publication.contenu, "bilans": bilans(subventions_de(publication))}
    return render(request, "programmes/subventions_nationales.html", contexte)


@page_publique
def subventions_csv(request: HttpRequest, slug: str, annee: int) -> HttpResponseBase:
    """National file of the grants of an authority in a year."""
    publication = ouvrir(request, Nature.COLLECTIVITE, slug)
    if not isinstance(publication, Publication):
        return suivre(request, publication)
    choisies = subventions_de(publication).de_l_exercice(annee)
    if not choisies.exists():
        raise Http404
    return en_fichier(fichier_des_subventions(choisies), nom_du_fichier(publication.slug, annee))


@page_publique
def dispositifs_csv(request: HttpRequest) -> HttpResponseBase:
    """National file of the filtered schemes; 400 with the reasons when a filter is refused."""
    filtre = DispositifFilter(request.GET, queryset=Dispositif.fiches().pour_liste_publique())
    if not filtre.is_valid():
        raisons = "\n".join(f"{nom} : {' '.join(erreurs)}" for nom, erreurs in filtre.form.errors.items())
        return HttpResponse(f"{raisons}\n", status=400, content_type="text/plain; charset=utf-8")
    return en_fichier(fichier_des_dispositifs(filtre.qs), "dispositif-aide.csv")


def nom_du_fichier(slug: str, annee: int) -> str:
    """Name of a file of grants."""
    return f"subventions-{slug}-{annee}.csv"
