"""Pages that belong to no nature in particular, and the frame of those that do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from publication.cache import page_publique
from publication.models import Publication

if TYPE_CHECKING:
    from django.http import HttpRequest


PAR_PAGE = 20


@page_publique
def a_propos(request: HttpRequest) -> HttpResponse:
    """What the directory is, where its data come from, under which licence."""
    return render(request, "publication/a_propos.html")


@require_safe
def fichier(request: HttpRequest, nom: str) -> HttpResponse | FileResponse:
    """A file of the media storage, when a public document shows it or when staff asks."""
    if "\0" in nom or not (request.user.is_staff or Publication.objects.qui_cite_le_fichier(nom).exists()):
        raise Http404
    return serve(request, nom, document_root=str(settings.MEDIA_ROOT))


@page_publique
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may visit."""
    plan = request.build_absolute_uri(reverse("service:plan"))
    lignes = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /recherche/",
        "Disallow: /apercu/",
        f"Sitemap: {plan}",
        "",
    ]
    return HttpResponse("\n".join(lignes), content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def vivant(request: HttpRequest) -> HttpResponse:
    """The process lives."""
    return HttpResponse("vivant\n", content_type="text/plain")


@require_safe
@never_cache
def pret(request: HttpRequest) -> HttpResponse:
    """The database answers: 200, else 503."""
    try:
        Publication.objects.generation()
    except DatabaseError:
        return HttpResponse("base de données injoignable\n", content_type="text/plain; charset=utf-8", status=503)
    return HttpResponse("prêt\n", content_type="text/plain; charset=utf-8")


def page_introuvable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "404.html", status=404)


def erreur(request: HttpRequest) -> HttpResponse:
    """500: the page reads no database and no session, either may be what failed."""
    return render(None, "500.html", status=500)
