"""Signatures of the Standard Webhooks specification: the identifier, the time and the body, by HMAC SHA-256."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

PREFIXE = "whsec_"
OCTETS = 32
VERSION = "v1"


def nouveau_secret() -> str:
    """Secret of 256 bits, as libraries of the specification take it."""
    return PREFIXE + base64.b64encode(secrets.token_bytes(OCTETS)).decode()


def signer(secret: str, *, identifiant: str, instant: int, corps: bytes) -> str:
    """Value of ``Webhook-Signature``; ``instant`` is that of ``Webhook-Timestamp``, in seconds."""
    cle = base64.b64decode(secret.removeprefix(PREFIXE))
    signe = b"%s.%d.%s" % (identifiant.encode(), instant, corps)
    return f"{VERSION},{base64.b64encode(hmac.new(cle, signe, hashlib.sha256).digest()).decode()}"


def entetes(secret: str, *, identifiant: str, instant: int, corps: bytes) -> dict[str, str]:
    """Headers of a delivery."""
    return {
        "Content-Type": "application/json",
        "Webhook-Id": identifiant,
        "Webhook-Timestamp": str(instant),
        "Webhook-Signature": signer(secret, identifiant=identifiant, instant=instant, corps=corps),
    }
