"""Text of the full-text queries, in the syntax of ``to_tsquery``; words are folded, so nothing needs quoting."""

from __future__ import annotations

from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publication.recherche.demande import Demande, Groupe

PART_DES_MOTS = 0.6
COMBINAISONS_DE = 6
"""Above so many groups, only the combinations of the first ones are tried: 15 at most."""


def suite(variante: str, poids: str = "") -> str:
    """Words that must follow one another."""
    marque = f":{poids}" if poids else ""
    return "(" + " <-> ".join(f"{mot}{marque}" for mot in variante.split()) + ")"


def du_groupe(groupe: Groupe, poids: str = "") -> str:
    """One of the variants."""
    return "(" + " | ".join(suite(variante, poids) for variante in groupe.variantes) + ")"


def stricte(demande: Demande, poids: str = "") -> str:
    """Every required group, every phrase, nothing excluded; empty when nothing is asked."""
    voulus = [du_groupe(groupe, poids) for groupe in demande.requis]
    voulus += [suite(phrase, poids) for phrase in demande.phrases]
    return " & ".join([*voulus, *(f"!{suite(exclu)}" for exclu in demande.exclus)]) if voulus else ""


def souple(demande: Demande) -> str:
    """Most of the required groups: both of two, two of three, three of four or five, four of six."""
    if not demande.requis:
        return stricte(demande)
    groupes = demande.requis[:COMBINAISONS_DE]
    nombre = ceil(len(groupes) * PART_DES_MOTS)
    lots = combinations([du_groupe(groupe) for groupe in groupes], nombre)
    return " | ".join("(" + " & ".join(lot) + ")" for lot in lots)


def proche(groupes: Iterable[Groupe]) -> str:
    """Any of some groups."""
    return " | ".join(map(du_groupe, groupes))


def large(demande: Demande) -> str:
    """Anything that was asked: what is highlighted."""
    return " | ".join([*map(du_groupe, demande.groupes), *map(suite, demande.phrases)])
