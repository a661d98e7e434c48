"""What a visitor asks, understood without any database: groups of interchangeable words, phrases, exclusions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from publication.recherche.mots import (
    ABREVIATIONS,
    FAIBLES,
    NATURE_INDIQUEE,
    SIGLE_NUMEROTE,
    VIDES,
    nom_propre,
    normer_codes,
    plier,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Synonymes = Mapping[str, tuple[str, ...]]

GROUPES_AU_PLUS = 10
MOTS_D_UN_TERME = 5
COLLECTIVITES_CODEES = {"cd": ("departement",), "cr": ("region",)}
SIREN = re.compile(r"\d{9}")
CODE = re.compile(r"c[dr]\w{2,3}|\d{5,9}")
GUILLEMETS = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "\N{MINUS SIGN}": "-"})
MORCEAU = re.compile(r'(?P<moins>(?<!\S)-(?=["\w]))?(?:"(?P<phrase>[^"]*)"|(?P<mot>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Groupe:
    """Folded words, or sequences of words, that answer one another; the first is what was typed."""

    variantes: tuple[str, ...]
    est_faible: bool = False

    @property
    def tape(self) -> str:
        """What was typed."""
        return self.variantes[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demande:
    """A search, understood: ``groupes`` must all answer (but for the weak), ``phrases`` too, ``exclus`` never."""

    texte: str
    plie: str = ""
    groupes: tuple[Groupe, ...] = ()
    phrases: tuple[str, ...] = ()
    exclus: tuple[str, ...] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)

    @property
    def est_vide(self) -> bool:
        """Whether nothing is asked that a sheet could answer."""
        return not (self.groupes or self.phrases)

    @property
    def est_precise(self) -> bool:
        """Whether a phrase or an exclusion says exactly what is wanted: then nothing is widened or corrected."""
        return bool(self.phrases or self.exclus)

    @property
    def siren(self) -> str:
        """The SIREN that is all that is asked, empty when something else is."""
        return self.plie if SIREN.fullmatch(self.plie) and not self.est_precise else ""

    @property
    def requis(self) -> tuple[Groupe, ...]:
        """Groups that a sheet must answer: the strong ones, or all when a search has only weak words."""
        return self.forts or self.groupes

    @property
    def natures(self) -> set[str]:
        """Natures of sheet that some words call for."""
        mots = [mot for groupe in self.groupes for mot in groupe.tape.split()]
        return {NATURE_INDIQUEE[mot] for mot in mots if mot in NATURE_INDIQUEE}

    @property
    def forts(self) -> tuple[Groupe, ...]:
        """Groups that say something by themselves."""
        return tuple(g for g in self.groupes if not g.est_faible)

    @property
    def noms(self) -> list[str]:
        """Folded names by which the whole text may designate a sheet exactly."""
        if self.est_precise or not self.plie:
            return []
        utiles = " ".join(mot for mot in self.plie.split() if mot not in FAIBLES)
        noms = [self.plie, nom_propre(self.plie), utiles, nom_propre(utiles)]
        if all(CODE.fullmatch(groupe.tape) for groupe in self.requis):
            noms += [groupe.tape for groupe in self.requis]
        return list(dict.fromkeys(filter(None, noms)))

    def corrigee(self, corrections: Mapping[str, str], synonymes: Synonymes) -> Demande:
        """The same search with other words in place of those that no sheet says."""
        plie = " ".join(corrections.get(mot, mot) for mot in self.plie.split())
        return replace(self, plie=plie, groupes=_groupes(plie.split(), synonymes), corrections=dict(corrections))


def lire(texte: str, synonymes: Synonymes) -> Demande:
    """Understand a text: "quoted phrases", -exclusions, then words with their synonyms, folded."""
    phrases, exclus, libres = [], [], []
    for morceau in MORCEAU.finditer(texte.translate(GUILLEMETS)):
        plie = plier(morceau["phrase"] if morceau["mot"] is None else morceau["mot"])
        if plie and morceau["moins"]:
            exclus.append(plie)
        elif plie and morceau["mot"] is None:
            phrases.append(plie)
        else:
            libres.append(plie)
    plie = normer_codes(" ".join(filter(None, libres)))
    return Demande(
        texte=texte,
        plie=plie,
        groupes=_groupes(plie.split(), synonymes),
        phrases=tuple(phrases),
        exclus=tuple(exclus),
    )


def _groupes(mots: list[str], synonymes: Synonymes) -> tuple[Groupe, ...]:
    """Cut words into groups, the longest known terms first; a word said twice counts once."""
    groupes: dict[str, Groupe] = {}
    rang = 0
    while rang < len(mots) and len(groupes) < GROUPES_AU_PLUS:
        longueur = _longueur_du_terme(mots, rang, synonymes)
        terme = " ".join(mots[rang : rang + longueur])
        rang += longueur
        if terme not in VIDES:
            groupes.setdefault(terme, _groupe(terme, synonymes))
    return tuple(groupes.values())


def _longueur_du_terme(mots: list[str], rang: int, synonymes: Synonymes) -> int:
    for longueur in range(min(MOTS_D_UN_TERME, len(mots) - rang), 1, -1):
        if " ".join(mots[rang : rang + longueur]) in synonymes:
            return longueur
    return 2 if SIGLE_NUMEROTE.fullmatch(" ".join(mots[rang : rang + 2])) and mots[rang] not in VIDES else 1


def _groupe(terme: str, synonymes: Synonymes) -> Groupe:
    variantes = dict.fromkeys((terme, *ABREVIATIONS.get(terme, ()), *synonymes.get(terme, ()), *_soudes(terme)))
    return Groupe(tuple(variantes), est_faible=terme in FAIBLES)


def _soudes(terme: str) -> Iterator[str]:
    """« tag35 » is also written in two words, « cd35 » also « département 35 »."""
    if trouve := re.fullmatch(r"([a-z]{2,4})( ?)(\d{2}|2[ab]|97\d)", terme):
        yield f"{trouve[1]}{'' if trouve[2] else ' '}{trouve[3]}"
        yield from (f"{entier} {trouve[3]}" for entier in COLLECTIVITES_CODEES.get(trouve[1], ()))
