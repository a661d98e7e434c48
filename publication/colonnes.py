"""Columns of values held in memory: which rows bear a value, and how many rows of a set bear each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from publication.models.fiche import texte_de

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Masque = NDArray[np.bool_]
    Places = NDArray[np.intp]

INCONNUE = -1


@dataclass(frozen=True, slots=True)
class ColonneSimple:
    """One value a row: ``codes`` are places in ``valeurs``, -1 where the value is unknown."""

    codes: NDArray[np.int32]
    valeurs: tuple[str, ...]

    @classmethod
    def vide(cls) -> Self:
        """Column of no row."""
        return cls(np.empty(0, np.int32), ())

    def refaite(self, places: Places, nouvelles: Sequence[Any]) -> Self:
        """Rows at ``places`` among the present ones followed by ``nouvelles``, in that order."""
        rangs = {valeur: rang for rang, valeur in enumerate(self.valeurs)}
        codes = [
            INCONNUE if valeur in (None, "") else rangs.setdefault(texte_de(valeur), len(rangs)) for valeur in nouvelles
        ]
        return type(self)(np.concatenate([self.codes, np.array(codes, np.int32)])[places], tuple(rangs))

    def masque(self, valeurs: Iterable[str]) -> Masque:
        """Rows that bear one of ``valeurs``."""
        voulues = set(valeurs)
        portent = np.array([*(valeur in voulues for valeur in self.valeurs), False])
        return portent[self.codes]  # the code of an unknown value, -1, is the place of the last one

    def comptes(self, masque: Masque) -> dict[str, int]:
        """Number of rows by value; a value that no row bears has no entry."""
        nombres = np.bincount(self.codes[masque] + 1, minlength=len(self.valeurs) + 1)[1:]
        return {self.valeurs[rang]: int(nombres[rang]) for rang in np.flatnonzero(nombres)}


@dataclass(frozen=True, slots=True)
class ColonneMultiple:
    """Any number of values a row: for each value, the rows that bear it."""

    presences: dict[str, Masque]
    taille: int

    @classmethod
    def vide(cls) -> Self:
        """Column of no row."""
        return cls({}, 0)

    def refaite(self, places: Places, nouvelles: Sequence[Any]) -> Self:
        """Rows at ``places`` among the present ones followed by ``nouvelles``, in that order."""
        ajouts: dict[str, list[int]] = {valeur: [] for valeur in self.presences}
        for rang, valeurs in enumerate(nouvelles):
            for valeur in valeurs or ():
                ajouts.setdefault(texte_de(valeur), []).append(rang)
        presences = {}
        for valeur, rangs in ajouts.items():
            ajoutee = np.zeros(len(nouvelles), np.bool_)
            ajoutee[rangs] = True
            presences[valeur] = np.concatenate([self._presence(valeur), ajoutee])[places]
        return type(self)(presences, len(places))

    def masque(self, valeurs: Iterable[str]) -> Masque:
        """Rows that bear one of ``valeurs``."""
        reunion = np.zeros(self.taille, np.bool_)
        for valeur in valeurs:
            reunion |= self._presence(valeur)
        return reunion

    def comptes(self, masque: Masque) -> dict[str, int]:
        """Number of rows by value; a value that no row bears has no entry."""
        nombres = {valeur: int(np.count_nonzero(lignes & masque)) for valeur, lignes in self.presences.items()}
        return {valeur: nombre for valeur, nombre in nombres.items() if nombre}

    def _presence(self, valeur: str) -> Masque:
        return self.presences[valeur] if valeur in self.presences else np.zeros(self.taille, np.bool_)


Colonne = ColonneSimple | ColonneMultiple
