"""How answers of the API are written."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from rest_framework.renderers import JSONRenderer

TYPE_DE_CONTENU = "application/problem+json"


class RenduJSON(JSONRenderer):
    """JSON, announced as problem details when it is one."""

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """Serialize; the status of the answer says which type to announce."""
        reponse = (renderer_context or {}).get("response")
        if reponse is not None and reponse.status_code >= HTTPStatus.MULTIPLE_CHOICES:
            reponse.content_type = reponse["Content-Type"] = TYPE_DE_CONTENU
        rendu: bytes = super().render(data, accepted_media_type, renderer_context)
        return rendu
