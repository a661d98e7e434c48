"""Signed addresses that notices carry: whoever holds one may object for the person, and do nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core import signing

if TYPE_CHECKING:
    from collectivites.models import Avis


class JetonFaux(Exception):
    """Nobody here wrote this link."""


def signer(avis: Avis) -> str:
    """Token of a notice; one may object as long as something is kept, so it does not expire."""
    return _signataire().sign(avis.pk.hex)


def lire(jeton: str) -> UUID:
    """Key of the notice of a token. Raises ``JetonFaux``."""
    try:
        return UUID(_signataire().unsign(jeton))
    except (signing.BadSignature, ValueError) as erreur:
        raise JetonFaux from erreur


def _signataire() -> signing.Signer:
    return signing.Signer(salt="collectivites.avis")
