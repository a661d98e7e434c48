"""The door of the administration: allauth's login, then a second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from collectivites.comptes.acces import a_prouve, second_facteur_exige
from publication.accueil import accueil

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.template.response import TemplateResponse


class Administration(AdminSite):
    """Django's administration, whose login, logout and password pages are those of the accounts."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out the tables of allauth: factors and sessions are changed by their owner, or by an action."""
        modeles = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        notres = [modele for modele in modeles if not modele.__module__.startswith("allauth.")]
        super().register(notres, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff only, and only once a second factor was used where one is asked for."""
        permise = super().has_permission(request)
        return permise and (not second_facteur_exige() or a_prouve(request))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to what is still missing: a login, an authorisation, a second factor to set up or to use."""
        suite = self._suite(request)
        if not request.user.is_authenticated:
            return redirect_to_login(suite, resolve_url(settings.LOGIN_URL))
        if not super().has_permission(request):
            raise PermissionDenied(_("Votre compte ne donne pas accès à l’administration."))
        if self.has_permission(request):
            return HttpResponseRedirect(suite)
        if is_mfa_enabled(request.user):
            return HttpResponseRedirect(_avec_suite("mfa_reauthenticate", suite))
        messages.warning(
            request,
            _(
                "Avant d’entrer dans l’administration, ajoutez à votre mot de passe une seconde preuve : c’est fait "
                "une fois."
            ),
        )
        return HttpResponseRedirect(_avec_suite("mfa_index", suite))

    def password_change(  # type: ignore[override]  # a redirection is an answer too
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Change one's password on the page of the account."""
        return HttpResponseRedirect(resolve_url("account_change_password"))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Say on each screen that no second factor is asked for, where none is."""
        return {**super().each_context(request), "sans_second_facteur": not second_facteur_exige()}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Begin with what waits for whoever is logged in."""
        from publication.admin.mes_vues import mes_vues  # screens register with this very class

        contexte = {"title": _("Tableau de bord"), **accueil(request.user, maintenant=timezone.now())}
        contexte["mes_vues"] = mes_vues(request)
        return super().index(request, {**contexte, **(extra_context or {})})

    def _suite(self, request: HttpRequest) -> str:
        demandee = request.GET.get(REDIRECT_FIELD_NAME) or request.POST.get(REDIRECT_FIELD_NAME) or ""
        sure = url_has_allowed_host_and_scheme(demandee, {request.get_host()}, require_https=request.is_secure())
        return demandee if sure else resolve_url("admin:index")


def _avec_suite(nom: str, suite: str) -> str:
    return f"{resolve_url(nom)}?{urlencode({REDIRECT_FIELD_NAME: suite})}"
