"""Which format an answer takes: ``format`` says it by name, else the ``Accept`` header by preference (RFC 9110)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAcceptable, ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer

from publication.api.erreurs import le_plus_proche
from publication.api.rendu import RenduJSON
from publication.exports import FORMATS

if TYPE_CHECKING:
    from rest_framework.request import Request

PARAMETRE = "format"
AUTRES_NOMS = {"application/jsonl": "jsonl", "application/jsonlines": "jsonl", "application/x-jsonlines": "jsonl"}
"""Media types under which a format is asked too."""


class RenduDeFichier(BaseRenderer):
    """A format that views write themselves, piece by piece."""

    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """Never called: an error is written in JSON, whatever was asked."""
        raise NotImplementedError


def _rendu(nom: str) -> type[BaseRenderer]:
    if nom == "json":
        return RenduJSON
    type_mime = FORMATS[nom].type_mime.partition(";")[0]
    return type(f"Rendu{nom.title()}", (RenduDeFichier,), {"format": nom, "media_type": type_mime})


RENDUS: dict[str, type[BaseRenderer]] = {nom: _rendu(nom) for nom in ("json", *(n for n in FORMATS if n != "json"))}
"""A renderer a format, JSON first: it is what is served to who accepts anything."""


class Negociation(BaseContentNegotiation):
    """The choice of a renderer; what is not offered is refused by name, with what is."""

    def select_parser(self, _request: Any, parsers: Any) -> Any:
        """Bodies are read by the first parser; reading takes none."""
        return next(iter(parsers), None)

    def select_renderer(self, request: Request, renderers: Any, _format_suffix: Any = None) -> tuple[Any, str]:
        """Renderer and media type."""
        par_nom = {rendu.format: rendu for rendu in renderers}
        if PARAMETRE in request.query_params:
            demande = request.query_params[PARAMETRE]
            if demande not in par_nom:
                raise ValidationError({PARAMETRE: [le_plus_proche(demande, list(par_nom))]}, code="format_inconnu")
            return par_nom[demande], par_nom[demande].media_type
        offerts = {rendu.media_type: rendu for rendu in renderers}
        offerts |= {autre: par_nom[nom] for autre, nom in AUTRES_NOMS.items() if nom in par_nom}
        choisi = request._request.get_preferred_type(list(offerts))
        if choisi is None:
            message = _("Aucun des types demandés n’est servi ici ; types possibles : %(types)s.")
            raise NotAcceptable(message % {"types": ", ".join(rendu.media_type for rendu in renderers)})
        return offerts[choisi], offerts[choisi].media_type
