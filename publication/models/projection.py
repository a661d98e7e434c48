"""The facets of a sheet: what the read model copies beside the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Columns of ``Publication`` that a sheet computes from the write tables, none from today's date.

    ``region``, ``departement`` and ``commune`` are codes of the official geographic code, ``epci`` is a SIREN;
    ``montant`` is in euros; ``latitude`` and ``longitude`` are WGS 84 degrees; ``thematiques`` are slugs;
    ``noms`` are folded names and codes that designate the sheet alone; ``mots_cles`` are other names by which it is
    found; ``texte`` is the rest of what it says; ``contexte`` names its places and themes, which it may not say.
    ``porteuse`` is the authority that leads a policy or a scheme;
    """

    titre: str
    resume: str = ""
    noms: list[str] = field(default_factory=list)
    mots_cles: str = ""
    texte: str = ""
    contexte: str = ""
    region: str = ""
    departement: str = ""
    epci: str = ""
    commune: str = ""
    ruralite: str = ""
    thematiques: list[str] = field(default_factory=list)
    montant: Decimal | None = None
    debut: dt.date | None = None
    fin: dt.date | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    adherente: bool | None = None
    porteuse: UUID | None = None
    remplacee_par: UUID | None = None
