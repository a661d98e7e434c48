"""What administrators do to the accounts of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collectivites.models import Utilisateur


@transaction.atomic
def retirer_second_facteur(*, compte: Utilisateur, par: Any) -> None:
    """Take away the applications, keys and codes of ``compte`` and close its sessions; the history says who did."""
    Authenticator.objects.filter(user=compte).delete()
    for session in UserSession.objects.filter(user=compte):
        session.end()
    compte._history_user = par
    compte._change_reason = _("second facteur retiré")
    compte.save()


@transaction.atomic
def oublier_anciennes_adresses(*, compte: Utilisateur, par: Any) -> None:  # the account's history has it
    """Forget the addresses that ``compte`` no longer has: a link to choose a password must not go there."""
    EmailAddress.objects.filter(user=compte).exclude(email__iexact=compte.email).delete()
