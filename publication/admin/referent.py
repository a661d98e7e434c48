"""The form of a sheet in the hands of a referent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from publication.regles import est_limite

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from publication.models import Fiche

RESERVES = ("slug", "revoir_dans")
"""Fields that a referent never changes."""


class ReferentMixin:
    """What a referent does not change is only shown."""

    def get_readonly_fields(self, request: HttpRequest, obj: Fiche | None = None) -> tuple[str, ...]:
        """The address of the page and the rhythm of the checks are the network's."""
        champs = tuple(super().get_readonly_fields(request, obj))  # type: ignore[misc]  # ModelAdmin has it
        return (*champs, *RESERVES) if obj is not None and est_limite(request.user) else champs

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Tell the template whose hands the sheet is in."""
        context["referent"] = est_limite(request.user)
        reponse: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        return reponse
