"""The signed link of an invitation."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core import signing

from collectivites.models import Invitation

if TYPE_CHECKING:
    from typing import Any

DUREE = dt.timedelta(days=7)
SEL = "collectivites.invitations"


class LienPerime(Exception):
    """The link is too old, was replaced by another, or has served."""


class LienFaux(Exception):
    """Nobody here wrote this link."""


def signer(invitation: Invitation) -> str:
    """Token of the last sending of an invitation."""
    return signing.dumps([invitation.pk, _envoi(invitation)], salt=SEL)


def lire(jeton: str) -> Invitation:
    """Invitation of a token. Raises ``LienPerime`` or ``LienFaux``."""
    try:
        contenu: Any = signing.loads(jeton, salt=SEL, max_age=DUREE)
    except signing.SignatureExpired as erreur:
        raise LienPerime from erreur
    except signing.BadSignature as erreur:
        raise LienFaux from erreur
    cle, envoi = contenu
    invitation = Invitation.objects.en_attente().select_related("collectivite").filter(pk=cle).first()
    if invitation is None or _envoi(invitation) != envoi:
        raise LienPerime
    return invitation


def _envoi(invitation: Invitation) -> str:
    return invitation.envoyee_le.isoformat() if invitation.envoyee_le else ""
