"""Signed addresses of which the row they name says what they allow, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.core import signing

if TYPE_CHECKING:
    from django.db.models import Model


class JetonFaux(Exception):
    """Nobody here wrote this link."""


@dataclass(frozen=True, slots=True)
class Jetons:
    """A kind of link; ``sel`` keeps it from serving as another kind."""

    sel: str

    def signer(self, ligne: Model) -> str:
        """Token of a row whose key is a UUID."""
        return signing.Signer(salt=self.sel).sign(ligne.pk.hex)

    def lire(self, jeton: str) -> UUID:
        """Key of the row of a token. Raises ``JetonFaux``."""
        try:
            return UUID(signing.Signer(salt=self.sel).unsign(jeton))
        except (signing.BadSignature, ValueError) as erreur:
            raise JetonFaux from erreur


MISE_A_JOUR = Jetons("publication.mise_a_jour")
"""Links that let an authority update its sheet without an account."""
