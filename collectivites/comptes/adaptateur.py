"""What allauth asks us about accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.shortcuts import resolve_url
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest

MAUVAIS_IDENTIFIANTS = _("L’adresse ou le mot de passe n’est pas le bon. Vérifiez-les, majuscules comprises.")
TROP_D_ESSAIS = _(
    "Trop d’essais manqués : ce compte est fermé pendant cinq minutes. Réessayez ensuite, ou choisissez un nouveau mot "
    "de passe par « Mot de passe oublié »."
)


class Comptes(DefaultAccountAdapter):
    """Accounts are made by invitation, and each person lands where their work is."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": MAUVAIS_IDENTIFIANTS,
        "username_password_mismatch": MAUVAIS_IDENTIFIANTS,
        "too_many_login_attempts": TROP_D_ESSAIS,
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff and referents go to the administration, the others to their account."""
        return resolve_url("admin:index" if getattr(request.user, "is_staff", False) else "comptes:compte")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the account, where a message says that it is done."""
        return resolve_url("comptes:compte")


class DoubleAuthentification(DefaultMFAAdapter):
    """The second factor."""

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002  # allauth's signature
        """Name suggested for a new passkey."""
        return gettext("Clé n° %(rang)d") % {"rang": user.authenticator_set.filter(type=type).count() + 1}  # type: ignore[attr-defined]
