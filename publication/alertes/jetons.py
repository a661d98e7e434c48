"""Signed addresses that messages carry: whoever holds one reads the mailbox. They tell no e-mail address."""

from __future__ import annotations

import datetime as dt
import enum
from typing import TYPE_CHECKING
from uuid import UUID

from django.core import signing

from publication.actions.alertes import DELAI_DE_CONFIRMATION

if TYPE_CHECKING:
    from publication.models import Alerte


class Usage(enum.Enum):
    """What a link lets do."""

    CONFIRMER = "confirmer"
    DESABONNER = "desabonner"
    GERER = "gerer"


DUREES: dict[Usage, dt.timedelta | None] = {
    Usage.CONFIRMER: DELAI_DE_CONFIRMATION,
    Usage.DESABONNER: None,
    Usage.GERER: dt.timedelta(days=30),
}


class JetonExpire(Exception):
    """The link was good, and is too old."""


class JetonFaux(Exception):
    """Nobody here wrote this link."""


def signer(alerte: Alerte, usage: Usage) -> str:
    """Token that lets do one thing with an alert, or with all those of its address."""
    return _signataire(usage).sign(alerte.pk.hex)


def lire(jeton: str, usage: Usage) -> UUID:
    """Key of the alert of a token. Raises ``JetonExpire`` or ``JetonFaux``."""
    try:
        return UUID(_signataire(usage).unsign(jeton, max_age=DUREES[usage]))
    except signing.SignatureExpired as erreur:
        raise JetonExpire from erreur
    except signing.BadSignature as erreur:
        raise JetonFaux from erreur


def _signataire(usage: Usage) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"publication.alertes.{usage.value}")
