"""Accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from collectivites.actions.comptes import oublier_anciennes_adresses, retirer_second_facteur
from collectivites.models import Utilisateur
from publication.admin.base import EnregistrementAdmin
from publication.admin.liste import ListeMixin

if TYPE_CHECKING:
    from django.db.models import ManyToManyField, QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest


@admin.register(Utilisateur)
class UtilisateurAdmin(EnregistrementAdmin, UserAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Accounts of staff, referents and partners; one that acted is deactivated, not deleted."""

    list_display = ("username", "first_name", "last_name", "collectivite", "is_staff", "is_active", "last_login")
    list_filter = ("is_staff", "is_active", "groups")
    list_select_related = ("collectivite",)
    search_fields = ("username", "first_name", "last_name", "email")
    autocomplete_fields = ("collectivite",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Personne"), {"fields": ("first_name", "last_name", "email", "nom_public", "collectivite")}),
        (_("Droits"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    filter_horizontal = ()
    actions = ("sans_second_facteur",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only a superuser makes another."""
        base = tuple(super().get_readonly_fields(request, obj))
        return base if getattr(request.user, "is_superuser", False) else (*base, "is_superuser")

    def formfield_for_manytomany(self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Show the few groups as boxes to tick."""
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Save; a former e-mail address no longer opens the account."""
        super().save_model(request, obj, form, change)
        oublier_anciennes_adresses(compte=obj, par=request.user)

    @admin.action(description=_("Retirer le second facteur (téléphone ou clé perdus)"), permissions=["change"])
    def sans_second_facteur(self, request: HttpRequest, comptes: QuerySet[Utilisateur]) -> None:
        """Let people who have lost everything set up a second factor again, their sessions closed."""
        for compte in comptes:
            retirer_second_facteur(compte=compte, par=request.user)
        messages.success(
            request,
            _("Second facteur retiré, sessions fermées : %(comptes)s. Une inscription sera demandée à la connexion.")
            % {"comptes": ", ".join(map(str, comptes))},
        )


admin.site.unregister(Group)


@admin.register(Group)
class GroupeAdmin(ListeMixin, GroupAdmin):
    """Groups of accounts, as Django shows them."""
