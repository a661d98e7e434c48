"""What changed between two texts, word by word."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOT = re.compile(r"\w+(?:[’'-]\w+)*|\s+|[^\w\s]")
LIGNE = re.compile(r"[^\n]*\n|[^\n]+")
A_COMPARER = 4_000_000
"""Pairs of words beyond which texts are compared line by line first: the time of a comparison grows with them."""


class Genre(enum.Enum):
    """What became of a piece of text."""

    EGAL = "egal"
    RETIRE = "retire"
    AJOUTE = "ajoute"


@dataclass(frozen=True, slots=True)
class Morceau:
    """A piece of text that stayed, went, or came."""

    genre: Genre
    texte: str


def differences(avant: str, apres: str) -> list[Morceau]:
    """Pieces of both texts, in order: without what came they give ``avant``, without what went ``apres``."""
    mots = MOT.findall(avant), MOT.findall(apres)
    if len(mots[0]) * len(mots[1]) <= A_COMPARER:
        return _rassembler(_aligner(*mots))
    return _rassembler(_par_lignes(LIGNE.findall(avant), LIGNE.findall(apres)))


def remplacement(avant: str, apres: str) -> list[Morceau]:
    """The same for values that mean nothing cut in words: numbers, dates, choices."""
    if avant == apres:
        return [Morceau(Genre.EGAL, avant)] if avant else []
    return [Morceau(genre, texte) for genre, texte in ((Genre.RETIRE, avant), (Genre.AJOUTE, apres)) if texte]


def differences_de_listes(avant: Sequence[str], apres: Sequence[str]) -> list[Morceau]:
    """What stayed, then what went and came, of two lists of names whose order means nothing: each name stays whole."""
    restes = [nom for nom in avant if nom in apres]
    groupes = (
        (Genre.EGAL, restes),
        (Genre.RETIRE, [nom for nom in avant if nom not in apres]),
        (Genre.AJOUTE, [nom for nom in apres if nom not in avant]),
    )
    morceaux: list[Morceau] = []
    for genre, noms in groupes:
        if noms and morceaux:
            morceaux.append(Morceau(Genre.EGAL, " ; "))
        morceaux += [Morceau(genre, " ; ".join(noms))] if noms else []
    return morceaux


def _aligner(avant: Sequence[str], apres: Sequence[str]) -> Iterator[Morceau]:
    for operation, i1, i2, j1, j2 in SequenceMatcher(str.isspace, avant, apres, autojunk=False).get_opcodes():
        if operation == "equal":
            yield Morceau(Genre.EGAL, "".join(avant[i1:i2]))
        else:
            yield Morceau(Genre.RETIRE, "".join(avant[i1:i2]))
            yield Morceau(Genre.AJOUTE, "".join(apres[j1:j2]))


def _par_lignes(avant: list[str], apres: list[str]) -> Iterator[Morceau]:
    """Compare the words of the lines that changed only; those of a block too large are not compared."""
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, avant, apres, autojunk=False).get_opcodes():
        parties = "".join(avant[i1:i2]), "".join(apres[j1:j2])
        mots = MOT.findall(parties[0]), MOT.findall(parties[1])
        if operation == "equal":
            yield Morceau(Genre.EGAL, parties[0])
        elif len(mots[0]) * len(mots[1]) <= A_COMPARER:
            yield from _aligner(*mots)
        else:
            yield from remplacement(*parties)


def _rassembler(morceaux: Iterable[Morceau]) -> list[Morceau]:
    """Join what went and what came around a mere space: three words changed in a row read better as one change."""
    lus = [morceau for morceau in morceaux if morceau.texte]
    faits: list[Morceau] = []
    retire = ajoute = ""
    for rang, morceau in enumerate(lus):
        if morceau.genre is Genre.RETIRE:
            retire += morceau.texte
        elif morceau.genre is Genre.AJOUTE:
            ajoute += morceau.texte
        elif (retire or ajoute) and morceau.texte.isspace() and rang + 1 < len(lus):
            retire, ajoute = retire + morceau.texte, ajoute + morceau.texte
        else:
            faits += [*remplacement(retire, ajoute), morceau]
            retire = ajoute = ""
    return [*faits, *remplacement(retire, ajoute)]
