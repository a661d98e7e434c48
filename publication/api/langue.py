"""What goes before and after every answer of the API: the language asked, the length of the address, the throttle.

The site says its language in its addresses; the API reads ``Accept-Language``. Data stay in French: what changes is
messages, and the titles of columns.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from publication.api.debit import dire_les_debits
from publication.api.erreurs import reponse_probleme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.http import HttpRequest, HttpResponseBase

    Servir = Callable[[HttpRequest], HttpResponseBase]

PREFIXE = "/api/v"
LONGUEUR_D_ADRESSE = 8_000
"""Characters; gunicorn, started with ``--limit-request-line 8190``, lets these through."""


def langue_demandee(request: HttpRequest) -> str:
    """Language of ``Accept-Language`` that we speak, by preference; French when there is none."""
    for code, _qualite in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code == "*":
            break
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def api(servir: Servir) -> Servir:
    """Middleware of the addresses of the API."""

    def repondre(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIXE):
            return servir(request)
        langue = langue_demandee(request)
        with translation.override(langue):
            reponse = _trop_longue(request) or servir(request)
        if reponse.streaming:
            reponse.streaming_content = _en(langue, reponse.streaming_content)  # type: ignore[attr-defined]
        reponse.headers.setdefault("Content-Language", langue)
        dire_les_debits(request, reponse)
        return reponse

    return repondre


def _trop_longue(request: HttpRequest) -> HttpResponseBase | None:
    if len(request.get_full_path()) <= LONGUEUR_D_ADRESSE:
        return None
    message = _("L’adresse dépasse %(maximum)d caractères : demandez moins de valeurs à la fois.")
    return reponse_probleme(
        HTTPStatus.REQUEST_URI_TOO_LONG, "adresse_trop_longue", message % {"maximum": LONGUEUR_D_ADRESSE}
    )


def _en(langue: str, morceaux: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces of a file, each made in the language asked: the view has returned when they are."""
    suite = iter(morceaux)
    while True:
        with translation.override(langue):
            morceau = next(suite, None)
        if morceau is None:
            return
        yield morceau
