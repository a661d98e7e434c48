"""Secrets that must be read again, kept so that the database alone does not tell them."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

USAGE = b"repertoire-ess/secrets/1"


class SecretIllisible(Exception):
    """The key under which the secret was kept is no longer one of ours."""


def chiffrer(secret: str) -> str:
    """Text to keep."""
    return _coffre().encrypt(secret.encode()).decode()


def dechiffrer(garde: str) -> str:
    """Secret that was kept. Raises ``SecretIllisible`` when ``SECRET_KEY`` changed, and its fallbacks do not help."""
    try:
        return _coffre().decrypt(garde.encode()).decode()
    except InvalidToken as erreur:
        raise SecretIllisible from erreur


def _coffre() -> MultiFernet:
    """Keys derived from ``SECRET_KEY``, then from the former ones."""
    return MultiFernet([_cle(secrete) for secrete in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _cle(secrete: str | bytes) -> Fernet:
    derivee = HKDF(algorithm=SHA256(), length=32, salt=None, info=USAGE).derive(force_bytes(secrete))
    return Fernet(base64.urlsafe_b64encode(derivee))
