"""Pages of other sites may read, and only read (CORS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsheaders.conf import conf
from corsheaders.middleware import CorsMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

LECTURE = frozenset({"GET", "HEAD", "OPTIONS"})


class LectureDAilleurs(CorsMiddleware):
    """The same, for the verbs that write nothing: an answer to any other says nothing to a page of another site."""

    def is_enabled(self, request: HttpRequest) -> bool:
        """Whether the address and the verb are those of reading, the verb announced by a preflight included."""
        annonce = request.headers.get("Access-Control-Request-Method", "GET")
        return request.method in LECTURE and annonce in LECTURE and bool(super().is_enabled(request))

    def add_response_headers(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Say the same to whoever asks, from another site or not: a shared cache keeps one answer for all."""
        varie = response.headers.get("Vary")
        super().add_response_headers(request, response)
        if not getattr(request, "_cors_enabled", False):
            return response
        if varie is None:
            del response.headers["Vary"]
        else:
            response.headers["Vary"] = varie
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = ", ".join(conf.CORS_EXPOSE_HEADERS)
        return response
