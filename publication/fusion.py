"""Three versions of what a form holds: as it was opened, as it is stored now, as someone wants to save it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Valeur = tuple[str, ...]
"""What a browser would send for a field: no text when it is empty, several for a multiple choice."""
Ligne = dict[str, Valeur]


class Cas(enum.StrEnum):
    """Who changed something; the value is the side that is kept unless one says otherwise."""

    EUX = "leur"
    MOI = "mienne"
    TOUS_DEUX = ""


@dataclass(slots=True)
class Etat:
    """What a form holds: its fields, and the rows of each part by key. A row without a key yet is ``+rank``."""

    champs: Ligne = field(default_factory=dict)
    lignes: dict[str, dict[str, Ligne]] = field(default_factory=dict)

    def en_json(self) -> list[Any]:
        """Content, to carry in a form."""
        return [self.champs, self.lignes]

    @classmethod
    def de_json(cls, contenu: list[Any]) -> Etat:
        """Read what ``en_json`` wrote."""
        champs, parties = contenu
        lignes = {nom: {cle: _ligne(ligne) for cle, ligne in partie.items()} for nom, partie in parties.items()}
        return cls(champs=_ligne(champs), lignes=lignes)


def _ligne(champs: Mapping[str, list[str]]) -> Ligne:
    return {nom: tuple(valeur) for nom, valeur in champs.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something that is not the same in the stored version and in mine.

    ``partie`` is empty for a field of the sheet. ``champ`` is empty when a whole row is there on one side only: then
    the three versions are rows, ``None`` where there is none; otherwise they are values.
    """

    partie: str = ""
    cle: str = ""
    champ: str = ""
    origine: Any
    leur: Any
    mienne: Any

    @property
    def nom(self) -> str:
        """Name of the choice in the comparison."""
        return f"{self.partie}.{self.cle}.{self.champ}"

    @property
    def cas(self) -> Cas:
        """Who made the difference."""
        if self.leur == self.origine:
            return Cas.MOI
        return Cas.EUX if self.mienne == self.origine else Cas.TOUS_DEUX


def differences(*, origine: Etat, leur: Etat, mien: Etat) -> list[Difference]:
    """Everything in which the stored version and mine differ, fields first, then the rows of each part."""
    trouvees = list(_champs(origine.champs, leur.champs, mien.champs))
    for partie in leur.lignes:
        trouvees += _lignes(partie, *(etat.lignes.get(partie, {}) for etat in (origine, leur, mien)))
    return trouvees


def est_un_conflit(trouvees: list[Difference]) -> bool:
    """Whether someone else changed something that mine would undo."""
    return any(difference.cas is not Cas.MOI for difference in trouvees)


def _champs(origine: Ligne, leur: Ligne, mien: Ligne, partie: str = "", cle: str = "") -> Iterator[Difference]:
    for nom in leur:
        versions = {"origine": origine.get(nom, ()), "leur": leur[nom], "mienne": mien.get(nom, ())}
        if versions["leur"] != versions["mienne"]:
            yield Difference(partie=partie, cle=cle, champ=nom, **versions)


def _lignes(
    partie: str, origine: Mapping[str, Ligne], leur: Mapping[str, Ligne], mien: Mapping[str, Ligne]
) -> Iterator[Difference]:
    for cle in dict.fromkeys((*leur, *(cle for cle in mien if not cle.startswith("+")))):
        if cle in leur and cle in mien:
            yield from _champs(origine.get(cle, {}), leur[cle], mien[cle], partie, cle)
        else:
            yield Difference(partie=partie, cle=cle, origine=origine.get(cle), leur=leur.get(cle), mienne=mien.get(cle))
