"""Public pages are kept until something public changes (DESIGN, rule 7)."""

from __future__ import annotations

import hashlib
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publication.models import EtatPublic

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

UN_JOUR = 86_400
TAILLE_MAXIMALE = 1_000_000
"""Bytes: a longer page is made again each time."""


def page_publique(vue: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a page that is the same for everyone be kept, here and by whoever reads it, while the data stay the same.

    An unchanged page costs one query and a 304; a page made before in this state of the data, one query. The page must
    depend on nothing but its address, its language, the public data and the day: no form with a token, no account.
    """

    @require_safe
    @wraps(vue)
    def lire(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        cle = _cle(request)
        etag = f'"{cle}"'
        reponse: HttpResponseBase | None = get_conditional_response(request, etag=etag)
        if reponse is None:
            reponse = _gardee(cle) or vue(request, *args, **kwargs)
        if reponse.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            reponse.headers["ETag"] = etag
            patch_cache_control(reponse, public=True, no_cache=True)
            patch_vary_headers(reponse, ["HX-Request"])
            _garder(cle, reponse)
        return reponse

    return lire


def _cle(request: HttpRequest) -> str:
    """All that a public page depends on."""
    etat = [
        EtatPublic.objects.numero(),
        settings.RELEASE,
        timezone.localdate().isoformat(),
        get_language(),
        request.headers.get("HX-Request", ""),
        request.build_absolute_uri(),
    ]
    return hashlib.sha256(repr(etat).encode()).hexdigest()[:32]


def _gardee(cle: str) -> HttpResponse | None:
    gardee = None if settings.DEBUG else cache.get(cle)
    if gardee is None:
        return None
    contenu, type_de_contenu = gardee
    return HttpResponse(contenu, content_type=type_de_contenu)


def _garder(cle: str, reponse: HttpResponseBase) -> None:
    if not isinstance(reponse, HttpResponse) or reponse.status_code != HTTPStatus.OK:
        return
    if len(reponse.content) < TAILLE_MAXIMALE:
        cache.add(cle, (reponse.content, reponse.headers["Content-Type"]), UN_JOUR)
