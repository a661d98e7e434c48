"""Filters of the lists of sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest

    from publication.models import FicheQuerySet


class VerifieeFilter(admin.SimpleListFilter):
    """Sheets that are up to date, due for review, or never verified."""

    title = _("vérification")
    parameter_name = "verification"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The three cases."""
        return [("a_jour", _("à jour")), ("perimee", _("à revérifier")), ("jamais", _("jamais vérifiée"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> FicheQuerySet[Any] | None:
        """Keep the sheets of the chosen case, as of today."""
        valeur = self.value()
        if not valeur:
            return None
        fiches: FicheQuerySet[Any] = queryset.selon_verification(valeur, le=timezone.localdate())
        return fiches
