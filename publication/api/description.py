"""The file that describes the API to programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.views import SpectacularAPIView

from publication.api.permissions import SelonLaPortee
from publication.api.rendu import RenduJSON


class DescriptionView(SpectacularAPIView):
    """The OpenAPI description, YAML or JSON as asked, under a name that a disk accepts."""

    permission_classes: Any = [SelonLaPortee]

    def handle_exception(self, exc: Exception) -> Any:
        """Write an error in JSON, whatever was asked."""
        self.request.accepted_renderer, self.request.accepted_media_type = RenduJSON(), RenduJSON.media_type
        return super().handle_exception(exc)

    def _get_filename(self, request: Any, version: Any) -> str:
        suffixe: str = self.perform_content_negotiation(request, force=True)[0].format
        return f"openapi.{suffixe}"
