"""Conditional requests (RFC 9110, section 13): what has not changed is answered by 304, without being made."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from publication.models import Publication
    from publication.models.etat import Etat


class PreconditionManquee(APIException):
    """``If-Match`` or ``If-Unmodified-Since`` does not hold."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "precondition_manquee"


class Validateurs(NamedTuple):
    """What tells a version of an answer: its entity tag, without quotes, and when it last changed."""

    etag: str
    change_le: dt.datetime | None

    @property
    def seconde(self) -> int | None:
        """``change_le`` rounded up; ``None`` until that second is over: two changes within it would look the same."""
        if self.change_le is None:
            return None
        seconde = -int(-self.change_le.timestamp() // 1)
        return seconde if seconde < timezone.now().timestamp() else None


def de_la_fiche(publication: Publication) -> Validateurs:
    """Validators of a stored document, served as it is: its hash is a strong one."""
    return Validateurs(publication.empreinte, publication.changee_le)


def de_la_generation(request: HttpRequest, format_: str, etat: Etat) -> Validateurs:
    """Validators of anything made from public data: their state, the day, the release, and what was asked.

    Lists judge states for today: they change at midnight too.
    """
    minuit = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    dependances = (
        etat.numero,
        settings.RELEASE,
        minuit.date().isoformat(),
        get_language(),
        format_,
        request.build_absolute_uri(),
    )
    return Validateurs(
        hashlib.sha256(repr(dependances).encode()).hexdigest()[:32], max(etat.avance_le or minuit, minuit)
    )


def repondre_si_change(
    request: HttpRequest, validateurs: Validateurs, faire: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Answer 304 to who has this version, 412 to who wants another one, else what ``faire`` makes, with validators."""
    etag, seconde = f'"{validateurs.etag}"', validateurs.seconde
    reponse: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=seconde)
    if reponse is None:
        reponse = faire()
    elif reponse.status_code == HTTPStatus.PRECONDITION_FAILED:
        raise PreconditionManquee(_("La version demandée n’est plus celle d’aujourd’hui."))
    reponse.headers["ETag"] = etag
    if seconde is not None:
        reponse.headers["Last-Modified"] = http_date(seconde)
    return reponse


def laisser_garder(reponse: HttpResponseBase) -> None:
    """Let anyone keep an answer, and ask each time whether it still holds: a withdrawn sheet is gone at once."""
    patch_vary_headers(reponse, ["Accept", "Accept-Language"])
    if reponse.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED, HTTPStatus.MOVED_PERMANENTLY):
        patch_cache_control(reponse, public=True, no_cache=True)
    else:
        patch_cache_control(reponse, no_store=True)
