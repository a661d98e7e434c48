"""Grants, counted for pages of floors that do not know where they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from decimal import Decimal
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Soutiens:
    """Public grants: how many, of how many the amount is known, and these amounts together in euros."""

    nombre: int = 0
    chiffres: int = 0
    total: Decimal | None = None


class Compteur(Protocol):
    """Counts the public grants to the projects of a region or of a department, or those of an authority."""

    def __call__(self, *, region: str = "", departement: str = "", collectivite: UUID | None = None) -> Soutiens:
        """Count those that answer what is given."""


_compteurs: list[Compteur] = []


def inscrire(compteur: Compteur) -> None:
    """Declare who counts; an application does it in its ``ready()``."""
    _compteurs[:] = [compteur]


def soutiens(*, region: str = "", departement: str = "", collectivite: UUID | None = None) -> Soutiens:
    """Public grants to the projects of a place, or of an authority."""
    return _compteurs[0](region=region, departement=departement, collectivite=collectivite)
