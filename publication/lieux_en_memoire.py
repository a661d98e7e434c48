"""Places of rows held in memory: what those of each territory come to, and how they gather on a map."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from publication.colonnes import ColonneSimple
from publication.memoire import SANS_MONTANT, UNITES
from publication.models.lieux import Bilan

if TYPE_CHECKING:
    from publication.colonnes import Masque
    from publication.memoire import Memoire
    from publication.models.lieux import Cadre

ADHERENTE = "adherente"
"""Filter whose values say which rows are those of members."""

PAS_MINIMAL = 1e-5
"""Degrees: about one metre."""
RANGEE = 2**32
"""More than there are squares of ``PAS_MINIMAL`` around the Earth: a square is then one number."""


class Case(NamedTuple):
    """Rows gathered: where in the middle, how many, how many of members; ``cle`` is the first of them."""

    latitude: float
    longitude: float
    nombre: int
    adherentes: int
    cle: int


def situees(memoire: Memoire, masque: Masque, cadre: Cadre | None = None) -> Masque:
    """Those of some rows that are somewhere, or somewhere in a frame that does not cross the antimeridian."""
    connues: Masque = masque & ~np.isnan(memoire.latitudes) & ~np.isnan(memoire.longitudes)
    if cadre is None:
        return connues
    connues &= (memoire.latitudes >= cadre.sud) & (memoire.latitudes <= cadre.nord)
    connues &= (memoire.longitudes >= cadre.ouest) & (memoire.longitudes <= cadre.est)
    return connues


def bilans(memoire: Memoire, masque: Masque, colonne: str) -> dict[str, Bilan]:
    """What some rows come to by code of ``colonne``, ``region`` or ``departement``; the empty code is that of none."""
    territoire = memoire.colonnes[colonne]
    assert isinstance(territoire, ColonneSimple)
    rangs = territoire.codes + 1
    taille = len(territoire.valeurs) + 1
    chiffrees = masque & (memoire.montants != SANS_MONTANT)
    fiches, adherentes, connues = (
        np.bincount(rangs[lesquelles], minlength=taille)
        for lesquelles in (masque, masque & adherente(memoire), chiffrees)
    )
    sommes = np.zeros(taille, np.int64)
    np.add.at(sommes, rangs[chiffrees], memoire.montants[chiffrees])
    return {
        ("", *territoire.valeurs)[rang]: Bilan(
            fiches=int(fiches[rang]),
            adherentes=int(adherentes[rang]),
            montant=Decimal(int(sommes[rang])) / UNITES if connues[rang] else None,
        )
        for rang in np.flatnonzero(fiches)
    }


def adherente(memoire: Memoire) -> Masque:
    """Rows of members."""
    return memoire.colonnes[ADHERENTE].masque(["true"])


def grille(memoire: Memoire, masque: Masque, pas: float) -> list[Case]:
    """Gather some rows that are all somewhere in squares of ``pas`` degrees, from the south-west."""
    places = np.flatnonzero(masque)
    latitudes, longitudes = memoire.latitudes[places], memoire.longitudes[places]
    carres = [np.floor(degres / max(pas, PAS_MINIMAL)).astype(np.int64) for degres in (latitudes, longitudes)]
    _carres, premiers, cases, nombres = np.unique(
        carres[0] * RANGEE + carres[1], return_index=True, return_inverse=True, return_counts=True
    )
    y, x = (np.bincount(cases, degres, len(nombres)) / nombres for degres in (latitudes, longitudes))
    membres = np.bincount(cases[adherente(memoire)[places]], minlength=len(nombres))
    cles = memoire.cles[places[premiers]]
    return [
        Case(*case)
        for case in zip(y.tolist(), x.tolist(), nombres.tolist(), membres.tolist(), cles.tolist(), strict=True)
    ]
