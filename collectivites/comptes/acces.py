"""Whether who is logged in may enter the administration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

CLE_DE_SESSION = "comptes_second_facteur"


def second_facteur_exige() -> bool:
    """Whether the administration asks for a second factor here."""
    return bool(settings.MFA_OBLIGATOIRE)


def a_prouve(request: HttpRequest) -> bool:
    """Whether a second factor was used, or set up, since this session began: the account having one is not enough."""
    if request.session.get(CLE_DE_SESSION) == request.user.pk:
        return True
    preuves = get_authentication_records(request, request.user)
    return any(preuve.get("method") == "mfa" for preuve in preuves)


def noter_la_preuve(request: HttpRequest) -> None:
    """Remember that the person has just set up a second factor, which they had to use for that."""
    request.session[CLE_DE_SESSION] = request.user.pk
