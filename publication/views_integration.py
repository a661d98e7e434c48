"""What other sites show of ours: the frames, alone in being open to all, and the endpoint that describes them."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson
from csp.decorators import csp_replace
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from publication.api.rendu import TYPE_DE_CONTENU
from publication.cache import page_publique
from publication.fiches import ouvrir, suivre
from publication.integration import PLURIELS, integration_de, integration_de_l_adresse
from publication.models import Publication

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from publication.integration import Integration

UNE_HEURE = 3600
BORNES = ("maxwidth", "maxheight")


def dans_un_cadre(vue: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let any site show this page in a frame; it must set no cookie and change nothing."""
    ouverte = xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(page_publique(vue)))
    return wraps(vue)(ouverte)


@dans_un_cadre
def fiche(request: HttpRequest, pluriel: str, slug: str) -> HttpResponse:
    """Card of a sheet; where the sheet went elsewhere, the card goes too."""
    publication = ouvrir(request, PLURIELS[pluriel], slug)
    if not isinstance(publication, Publication):
        if publication.status_code == HTTPStatus.GONE:
            return render(request, "publication/integration/retiree.html", status=HTTPStatus.GONE)
        return suivre(request, publication)
    contexte = {
        "publication": publication,
        "fiche": publication.contenu,
        "page": integration_de(request, publication).page,
    }
    return render(request, "publication/integration/fiche.html", contexte)


@page_publique
def oembed(request: HttpRequest) -> HttpResponse:
    """Describe the card of a page (oEmbed 1.0, JSON): 404 when it has none, 501 in another format."""
    if request.GET.get("format", "json") != "json":
        return _refus(HTTPStatus.NOT_IMPLEMENTED, _("Seul le format JSON est servi."))
    bornes = [request.GET.get(nom, "") for nom in BORNES]
    if not all(borne == "" or _est_une_taille(borne) for borne in bornes):
        message = _("« maxwidth » et « maxheight » sont des nombres entiers de pixels, de 1 à 9999.")
        return _refus(HTTPStatus.BAD_REQUEST, message)
    adresse = request.GET.get("url", "")
    integration = integration_de_l_adresse(request, adresse) if _est_une_adresse(adresse) else None
    if integration is None:
        return _refus(HTTPStatus.NOT_FOUND, _("Aucune page intégrable de ce site n’a cette adresse."))
    contenu = _description(request, integration, *(int(borne) if borne else None for borne in bornes))
    return HttpResponse(orjson.dumps(contenu), content_type="application/json")


def _description(
    request: HttpRequest, integration: Integration, largeur: int | None, hauteur: int | None
) -> dict[str, Any]:
    contenu = {
        "version": "1.0",
        "type": "rich",
        "title": integration.titre,
        "provider_name": str(_("Répertoire ESS")),
        "provider_url": request.build_absolute_uri("/"),
        "cache_age": UNE_HEURE,
        "width": min(integration.largeur, largeur or integration.largeur),
        "height": min(integration.hauteur, hauteur or integration.hauteur),
        "html": integration.code(largeur, hauteur),
    }
    image = integration.vignette
    if (
        image
        and image["largeur"] <= (largeur or image["largeur"])
        and image["hauteur"] <= (hauteur or image["hauteur"])
    ):
        contenu |= {"thumbnail_url": image["url"]}
        contenu |= {"thumbnail_width": image["largeur"], "thumbnail_height": image["hauteur"]}
    return contenu


def _refus(statut: HTTPStatus, detail: str) -> HttpResponse:
    corps = {"type": "about:blank", "title": statut.phrase, "status": statut.value, "detail": detail}
    return HttpResponse(orjson.dumps(corps), status=statut, content_type=TYPE_DE_CONTENU)


def _est_une_taille(texte: str) -> bool:
    return texte.isascii() and texte.isdigit() and 0 < int(texte[:5]) < 10_000  # noqa: PLR2004  # no screen is wider


def _est_une_adresse(texte: str) -> bool:
    try:
        return bool(urlsplit(texte).netloc)
    except ValueError:
        return False
