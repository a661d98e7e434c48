"""See the public page before it is one: of what is typed, or of what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from publication.apercu import montrer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from publication.models import Fiche

SANS_ENREGISTRER = "_apercu"
ENREGISTRER = "_enregistrer_apercu"


class ApercuMixin:
    """Screens of sheets that show their public page before it is one."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        """Add the preview of a saved sheet."""
        ecran: Any = self
        vues = [
            path(
                "<path:object_id>/apercu/", ecran.admin_site.admin_view(self.apercu), name=ecran.nom_d_ecran("apercu")
            ),
        ]
        return [*vues, *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show what is typed as the public would read it, and write nothing of it."""
        suite: Any = super().changeform_view  # type: ignore[misc]  # ModelAdmin has it
        if SANS_ENREGISTRER not in request.POST:
            reponse: HttpResponse = suite(request, object_id, form_url, extra_context)
            return reponse
        with transaction.atomic():
            reponse = suite(request, object_id, form_url, extra_context)
            if isinstance(reponse, TemplateResponse):
                reponse.render()
            transaction.set_rollback(True)
        return reponse

    def apres_enregistrement(self, request: HttpRequest, fiche: Fiche) -> HttpResponse | None:
        """What the buttons of preview do once the sheet is saved; nothing for the others."""
        if SANS_ENREGISTRER in request.POST:
            return montrer(request, fiche)
        if ENREGISTRER in request.POST:
            ecran: Any = self
            return HttpResponseRedirect(reverse(f"admin:{ecran.nom_d_ecran('apercu')}", args=[fiche.pk]))
        return None

    def apercu(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Public page of the sheet as it is saved."""
        fiche = self.lisible(request, object_id)
        return montrer(request, fiche) if not isinstance(fiche, HttpResponseRedirect) else fiche

    def lisible(self, request: HttpRequest, object_id: str) -> Any:
        """Sheet that the account reads, or where to go when there is none."""
        ecran: Any = self
        fiche = ecran.get_object(request, object_id)
        if fiche is None:
            return ecran._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not ecran.has_view_or_change_permission(request, fiche):
            raise PermissionDenied
        return fiche
