"""Accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from collectivites.models import Utilisateur
from publication.admin.base import EnregistrementAdmin

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Utilisateur)
class UtilisateurAdmin(EnregistrementAdmin, UserAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Accounts of staff, referents and partners; one that acted is deactivated, not deleted."""

    list_display = ("username", "first_name", "last_name", "collectivite", "is_staff", "is_active", "last_login")
    list_filter = ("is_staff", "is_active", "groups")
    list_select_related = ("collectivite",)
    search_fields = ("username", "first_name__unaccent", "last_name__unaccent", "email")
    autocomplete_fields = ("collectivite",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Personne"), {"fields": ("first_name", "last_name", "email", "nom_public", "collectivite")}),
        (_("Droits"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    filter_horizontal = ("groups",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only a superuser makes another."""
        base = tuple(super().get_readonly_fields(request, obj))
        return base if getattr(request.user, "is_superuser", False) else (*base, "is_superuser")
