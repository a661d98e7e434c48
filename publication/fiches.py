"""The page of one sheet: found by its address or by its identifier, or sent where it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.exceptions import FieldDoesNotExist
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.text import capfirst

from publication.donnees_liees import donnees_liees
from publication.integration import integration_de
from publication.models import Publication, Version
from publication.natures import Nature, registre
from publication.vignettes import pour_partage, vignette_de

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse

    Contexte = dict[str, Any]
    Liees = dict[str, list[Publication]]

VERSIONS = 20
PROJETS_MONTRES = 20
"""Projects of a sheet, the first by title; others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changement:
    """A day of the public history: the parts that changed, none when the sheet appeared."""

    le: dt.datetime
    parties: list[str]


def rendre_fiche(
    request: HttpRequest,
    nature: Nature,
    slug: str,
    gabarit: str,
    completer: Callable[[Publication, Liees], Contexte] = lambda _publication, _liees: {},
) -> HttpResponse:
    """One sheet, from its document, with the public records that mention it.

    ``completer`` gives what the page of a nature shows besides.
    """
    publication = ouvrir(request, nature, slug)
    if not isinstance(publication, Publication):
        return publication
    liees = Publication.objects.liees_montrees(publication.pk, Nature.PROJET, PROJETS_MONTRES).par_nature()
    projets: list[Any] = liees[Nature.PROJET]
    contexte = {
        "publication": publication,
        "fiche": publication.contenu,
        "liees": liees,
        "nombre_de_projets": next((projet.ensemble for projet in projets), 0),
        "historique": historique(publication),
        "adresse": request.build_absolute_uri(publication.get_absolute_url()),
        "permanente": request.build_absolute_uri(registre.adresse_permanente(publication)),
        "aujourdhui": timezone.localdate(),
        "integration": None if hasattr(request, "apercu") else integration_de(request, publication),
        "vignette": pour_partage(request, registre.adresse_vignette(publication), vignette_de(publication)),
        "donnees_liees": donnees_liees(publication.contenu, request.build_absolute_uri("/").rstrip("/")),
    }
    return render(request, gabarit, {**contexte, **completer(publication, liees)})


def ouvrir(request: HttpRequest, nature: Nature, cle: str) -> Publication | HttpResponse:
    """Public sheet whose address is ``cle``, or the answer that says where it went.

    Its identifier and its former addresses lead to its address, a withdrawn sheet to the one that takes its place; 410
    with the reason when there is none. A preview shows what ``publication.apercu`` put in the request.
    """
    apercu: Publication | None = getattr(request, "apercu", None)
    if apercu is not None:
        return apercu
    publication = Publication.objects.pour_pages().de_nature(nature).trouver(cle)
    if publication is None:
        raise Http404
    if publication.est_retiree:
        return _retiree(request, publication)
    if cle != publication.slug:
        return HttpResponsePermanentRedirect(publication.get_absolute_url())
    return publication


def suivre(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """Lead from what is made of a page (PDF, card) to the same thing of the page that this one leads to."""
    if not isinstance(page, HttpResponsePermanentRedirect) or request.resolver_match is None:
        return page
    slug = resolve(urlsplit(page.url).path).kwargs["slug"]
    arguments = {**request.resolver_match.kwargs, "slug": slug}
    return HttpResponsePermanentRedirect(reverse(request.resolver_match.view_name, kwargs=arguments))


def _retiree(request: HttpRequest, publication: Publication) -> HttpResponse:
    remplacante = Publication.objects.remplacante_de(publication)
    if remplacante is not None:
        return HttpResponsePermanentRedirect(remplacante.get_absolute_url())
    inscription = registre[publication.nature]
    contexte = {
        "publication": publication,
        "liste": reverse(inscription.liste),
        "titre_liste": capfirst(str(inscription.modele._meta.verbose_name_plural)),
        "mots": publication.slug.replace("-", " "),
    }
    return render(request, "publication/retiree.html", contexte, status=410)


def historique(publication: Publication) -> list[Changement]:
    """Last changes of a sheet that the public could see, with the names of the parts."""
    return [
        Changement(le=version.le, parties=list(libelles_des_parties(publication.nature, version.parties)))
        for version in Version.objects.de(publication, VERSIONS)
    ]


def libelles_des_parties(nature: str, parties: Iterable[str]) -> Iterable[str]:
    """French names of the parts of a document, those without a name left out."""
    for partie in parties:
        try:
            champ: Any = registre[nature].modele._meta.get_field(partie)
        except FieldDoesNotExist:
            continue
        yield capfirst(str(getattr(champ, "verbose_name", "") or champ.related_model._meta.verbose_name_plural))
