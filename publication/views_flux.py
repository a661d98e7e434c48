"""Addresses of the feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from publication.cache import page_publique
from publication.flux import AU_PLUS, atom, calendrier
from publication.models import Publication
from publication.natures import Nature, registre
from publication.recherche import plier
from publication.vocabulaires import choix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

LONGUEUR_DE_NOM = 80
PLURIELS = {f"{nature.value}s": nature for nature in Nature}


@page_publique
def flux(request: HttpRequest) -> HttpResponse:
    """What feeds there are, and how to follow them; ``q`` keeps the regions and the themes that it names."""
    texte = request.GET.get("q", "").replace("\0", "").strip()[:LONGUEUR_DE_NOM]
    contexte = {
        "natures": [(pluriel, registre[une].modele._meta.verbose_name_plural) for pluriel, une in PLURIELS.items()],
        "texte": texte,
        "regions": _nommees("regions", texte),
        "thematiques": _nommees("thematiques", texte),
    }
    return render(request, "publication/flux.html", contexte)


def _nommees(liste: str, texte: str) -> list[tuple[str, str]]:
    """Codes and names of a list whose name holds a text, accents and capitals apart."""
    return [(code, nom) for code, nom in choix(liste)() if plier(texte) in plier(nom)]


@page_publique
def tout(request: HttpRequest) -> HttpResponse:
    """Everything that changes."""
    return _atom(
        request, Publication.objects.dernieres(AU_PLUS), _("Tout le répertoire"), reverse("collectivites:accueil")
    )


@page_publique
def par_nature(request: HttpRequest, pluriel: str) -> HttpResponse:
    """Sheets of a nature, filtered as its list is."""
    fiches = _filtrees(request, pluriel)
    if isinstance(fiches, HttpResponse):
        return fiches
    inscription = registre[PLURIELS[pluriel]]
    requete = f"?{request.GET.urlencode()}" if request.GET else ""
    titre = str(inscription.modele._meta.verbose_name_plural).capitalize()
    return _atom(request, fiches.dernieres(AU_PLUS), titre, f"{reverse(inscription.liste)}{requete}")


@page_publique
def calendrier_des_dispositifs(request: HttpRequest) -> HttpResponse:
    """Opening and closing days of schemes, filtered as their list is."""
    fiches = _filtrees(request, "dispositifs")
    if isinstance(fiches, HttpResponse):
        return fiches
    contenu = calendrier(fiches.publications(), titre=_("Dates des dispositifs"), racine=_racine(request))
    return HttpResponse(contenu, content_type="text/calendar; charset=utf-8")


@page_publique
def par_region(request: HttpRequest, code: str) -> HttpResponse:
    """Everything in a region, by code."""
    nom = dict(choix("regions")()).get(code)
    if nom is None:
        raise Http404
    return _atom(request, Publication.objects.de_la_region(code, AU_PLUS), nom, reverse("collectivites:regions"))


@page_publique
def par_thematique(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about a theme."""
    nom = dict(choix("thematiques")()).get(slug)
    if nom is None:
        raise Http404
    page = f"{reverse('programmes:dispositifs')}?thematique={slug}"
    return _atom(request, Publication.objects.du_theme(slug, AU_PLUS), nom, page)


def _filtrees(request: HttpRequest, pluriel: str) -> Any:
    """Sheets that answer the filters, or the refusal to send."""
    if pluriel not in PLURIELS:
        raise Http404
    inscription = registre[PLURIELS[pluriel]]
    filtre = inscription.filtre(request.GET, queryset=inscription.modele.fiches().pour_liste_publique())
    if filtre.is_valid():
        return filtre.qs
    raisons = "\n".join(f"{nom} : {' '.join(erreurs)}" for nom, erreurs in filtre.form.errors.items())
    return HttpResponse(f"{raisons}\n", status=400, content_type="text/plain; charset=utf-8")


def _atom(request: HttpRequest, publications: Iterable[Publication], titre: str, page: str) -> HttpResponse:
    contenu = atom(
        publications,
        titre=f"{titre} · {_('Répertoire ESS')}",
        page=request.build_absolute_uri(page),
        adresse=request.build_absolute_uri(),
        racine=_racine(request),
    )
    return HttpResponse(contenu, content_type="application/atom+xml; charset=utf-8")


def _racine(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
