"""The page that shows the API to people, and the file that describes it to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularAPIView

from publication.api.permissions import SelonLaPortee
from publication.api.rendu import RenduJSON

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Introduction in French, then every operation drawn by Swagger UI from the description served beside it.

    The script that starts Swagger UI carries the nonce of the answer: the security policy is that of any page.
    """
    return render(request, "api/documentation.html")


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
