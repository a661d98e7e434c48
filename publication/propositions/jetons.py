"""Signed addresses of the update links; what they allow, and until when, is kept with the link."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core import signing

if TYPE_CHECKING:
    from publication.models import LienDeMiseAJour


class JetonFaux(Exception):
    """Nobody here wrote this link."""


def signer(lien: LienDeMiseAJour) -> str:
    """Token of a link."""
    return _signataire().sign(lien.pk.hex)


def lire(jeton: str) -> UUID:
    """Key of the link of a token. Raises ``JetonFaux``."""
    try:
        return UUID(_signataire().unsign(jeton))
    except (signing.BadSignature, ValueError) as erreur:
        raise JetonFaux from erreur


def _signataire() -> signing.Signer:
    return signing.Signer(salt="publication.mise_a_jour")
