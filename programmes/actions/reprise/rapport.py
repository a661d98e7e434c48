"""What taking over did, sheet by sheet: what was written, what was left alone and differs, what could not be kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from programmes.actions.fiches import Sort


@dataclass(frozen=True, slots=True)
class Ecrit:
    """The fate of one record; ``modele`` and ``cle`` lead to its screen."""

    nature: str
    titre: str
    sort: str
    modele: str
    cle: int | None

    @property
    def libelle(self) -> str:
        """French name of the fate."""
        return str(Sort(self.sort).label)


@dataclass(slots=True)
class FicheReprise:
    """The fate of one sheet of a document."""

    titre: str
    cible: str = ""
    ecrits: list[Ecrit] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    refus: list[str] = field(default_factory=list)

    def en_json(self) -> dict[str, Any]:
        """The report as it is kept with the document."""
        return asdict(self)
