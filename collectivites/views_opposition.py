"""A person objects to the publication of what is known of them, by the link that they received."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from collectivites.actions.avis import AvisInconnu, lire_avis, s_opposer
from collectivites.courriels import OPPOSITION, annonces
from publication.jetons import JetonFaux

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opposition(request: HttpRequest, jeton: str) -> HttpResponse:
    """Show what is or will be public with a button; only the button objects, for machines open the links of messages.

    The link is the proof and no cookie is read: nothing for another site to forge.
    """
    try:
        cle = OPPOSITION.lire(jeton)
    except JetonFaux as erreur:
        raise Http404 from erreur
    try:
        if request.method == "POST":
            s_opposer(cle=cle)
        avis = lire_avis(cle)
    except AvisInconnu:
        return _hors_index(render(request, "collectivites/opposition_sans_objet.html", status=HTTPStatus.GONE))
    publics = avis.contact.champs_publiables() and not avis.contact.est_archive
    faite = avis.contact.oppose_le is not None and not publics
    contexte = {"avis": avis, "annonces": annonces(avis), "faite": faite, "collectivite": avis.contact.collectivite}
    return _hors_index(render(request, "collectivites/opposition.html", contexte))


def _hors_index(page: HttpResponse) -> HttpResponse:
    page.headers["X-Robots-Tag"] = "noindex"
    page.headers["Referrer-Policy"] = "no-referrer"
    return page
