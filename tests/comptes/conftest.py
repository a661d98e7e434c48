"""What the tests of accounts share."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from collectivites.actions.groupes import installer_groupes
from tests.factories import UtilisateurFactory

if TYPE_CHECKING:
    from django.test import Client

MOT_DE_PASSE = "pommes poires et scoubidous"


def code_totp(secret: str) -> str:
    """Code that an application of the telephone would show now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def avec_mot_de_passe(**champs: Any) -> Any:
    compte = UtilisateurFactory(**champs)
    compte.set_password(MOT_DE_PASSE)
    compte.save()
    return compte


def se_connecter(client: Client, compte: Any, mot_de_passe: str = MOT_DE_PASSE, **suite: str) -> Any:
    donnees = {"login": compte.email, "password": mot_de_passe, **suite}
    return client.post("/compte/connexion/", donnees)


@pytest.fixture
def redactrice(db: None):
    installer_groupes()
    return avec_mot_de_passe(redaction=True, username="redactrice")


@pytest.fixture
def secret(redactrice) -> str:
    """Secret of the application that the account has already set up."""
    fait = generate_totp_secret()
    TOTP.activate(redactrice, fait)
    return str(fait)
