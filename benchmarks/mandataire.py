"""The application as it answers behind its reverse proxy: every request came by HTTPS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from config.wsgi import application as _application

if TYPE_CHECKING:
    from collections.abc import Iterable


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Say to the application what the proxy would."""
    reponse: Iterable[bytes] = _application({**environ, "HTTP_X_FORWARDED_PROTO": "https"}, start_response)
    return reponse
