"""The base of every view of the API: parameters known by name, errors in JSON, answers that may be kept."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

import orjson
from django.http import HttpResponse, StreamingHttpResponse
from rest_framework.views import APIView

from publication.api.conditions import laisser_garder
from publication.api.erreurs import refuser_les_inconnus
from publication.api.liens import lier
from publication.api.negociation import PARAMETRE, RENDUS, Negociation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rest_framework.request import Request

TOUS = tuple(RENDUS)
"""Every format."""
TABLEAUX = tuple(nom for nom in TOUS if nom != "geojson")
"""The formats of what is nowhere on a map."""


class LectureMixin(APIView):
    """What every view has in common.

    ``formats`` tells which formats each action gives, JSON alone when it does not say; ``parametres_connus`` which
    parameters the query may use.
    """

    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        "list": ("400", "404", "406"),
        "retrieve": ("400", "404", "406"),
    }
    formats: ClassVar[dict[str, tuple[str, ...]]] = {}
    content_negotiation_class = Negociation
    http_method_names: Any = ["get", "head"]
    action: str
    liens: Mapping[str, str | None] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the method, then the names of the parameters, before anything is read."""
        if request.method and request.method.lower() not in self.http_method_names:
            self.http_method_not_allowed(request)
        super().initial(request, *args, **kwargs)
        refuser_les_inconnus(request, [*self.parametres_connus(), PARAMETRE])

    def get_renderers(self) -> list[Any]:
        """Renderers of the formats that the action gives."""
        return [RENDUS[nom]() for nom in self.formats.get(getattr(self, "action", None) or "", ("json",))]

    def parametres_connus(self) -> list[str]:
        """Names that the query may use, ``format`` apart."""
        return []

    @property
    def format_choisi(self) -> str:
        """Name of the format of the answer."""
        nom: str = self.request.accepted_renderer.format
        return nom

    def conserver(self, reponse: Any) -> None:
        """Say who may keep the answer."""
        laisser_garder(reponse)

    def handle_exception(self, exc: Exception) -> Any:
        """Write an error in JSON, whatever was asked."""
        self.request.accepted_renderer = RENDUS["json"]()
        self.request.accepted_media_type = self.request.accepted_renderer.media_type
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Say what is around the answer."""
        finale = super().finalize_response(request, response, *args, **kwargs)
        self.conserver(finale)
        lier(request._request, finale, self.liens)
        return finale


def en_json(contenu: bytes | str) -> HttpResponse:
    """Answer with a text that is JSON already; data are in French, whatever the language of messages."""
    return HttpResponse(contenu, content_type="application/json", headers={"Content-Language": "fr"})


def ailleurs(adresse: str, message: str, **autres: Any) -> HttpResponse:
    """301 with a body that says why, and where to."""
    corps = orjson.dumps({"detail": message, "adresse": adresse, **autres})
    return HttpResponse(
        corps,
        status=HTTPStatus.MOVED_PERMANENTLY,
        content_type="application/json",
        headers={"Location": adresse},
    )


def sans_corps(reponse: StreamingHttpResponse) -> StreamingHttpResponse:
    """Answer to HEAD: the headers of the file, none of which is made."""
    reponse.streaming_content = iter(())
    return reponse
