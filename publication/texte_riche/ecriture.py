"""Write what a text says in CommonMark that reads as plain text: nothing is escaped unless it would be misread."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from publication.texte_riche.blocs import Fragment, Liste, Paragraphe, fondre

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publication.texte_riche.blocs import Bloc, Ligne

Lecture = Callable[[str], "tuple[Bloc, ...]"]
DEBUT_DE_LISTE = re.compile(r"([-+*])(?=\s|\Z)")
DEBUT_DE_NUMERO = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)")
DEBUT_DE_TITRE = re.compile(r"(#{1,6})(?=\s|\Z)")
SIGNES = re.compile(r"[\\*_\[\]<#]")
PONCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
SANS: dict[str, Any] = {"lien": {"lien": ""}, "gras": {"gras": False}, "italique": {"italique": False}}
AVEC_SCHEMA = re.compile(r"https?:|mailto:", re.IGNORECASE)
RIEN = re.compile(r"(?!)")
ESSAIS = ((RIEN, "*"), (SIGNES, "*"), (PONCTUATION, "*"), (SIGNES, "_"))
"""What is escaped, and the sign of italics: the first try that reads as it should is kept."""


def ecrire(blocs: Sequence[Bloc], lire: Lecture) -> str:
    """Write blocks; ``lire`` says what a text would be read as."""
    return "\n\n".join(_bloc(bloc, lire) for bloc in blocs)


def en_lignes(blocs: Sequence[Bloc]) -> str:
    """Write blocks without any mark: for programs and for places that show plain text."""
    return "\n\n".join(_bloc(bloc, None) for bloc in blocs)


def _bloc(bloc: Bloc, lire: Lecture | None) -> str:
    if isinstance(bloc, Liste):
        return _liste(bloc, lire)
    if lire is None:
        return "\n".join("".join(fragment.texte for fragment in ligne) for ligne in bloc.lignes)
    essais = (
        (voulu, _paragraphe(voulu, echappes, signe))
        for voulu in (bloc, _sans_italique(bloc), _sans_marque(bloc))
        for echappes, signe in ESSAIS
    )
    return next(texte for voulu, texte in essais if lire(texte) == (voulu,))


def _liste(liste: Liste, lire: Lecture | None) -> str:
    serree = all(_suit_sans_vide(bloc) for element in liste.elements for bloc in element[1:])
    ecrits = []
    for rang, element in enumerate(liste.elements):
        puce = "- " if liste.debut is None else f"{liste.debut + rang}. "
        texte = ("\n" if serree else "\n\n").join(_bloc(bloc, lire) for bloc in element)
        ecrits.append(puce + re.sub(r"\n(?!\n)", "\n" + " " * len(puce), texte))
    return ("\n" if serree else "\n\n").join(ecrits)


def _suit_sans_vide(bloc: Bloc) -> bool:
    """Whether a block is read as one without an empty line before it: bullets, and numbers from 1."""
    return isinstance(bloc, Liste) and bloc.debut in {None, 1}


def _paragraphe(bloc: Paragraphe, echappes: re.Pattern[str], signe: str) -> str:
    lignes = [_proteger_le_debut(_ligne(ligne, echappes, signe), echappes) for ligne in bloc.lignes]
    return ("### " if bloc.est_titre else "") + "\n".join(lignes)


def _sans_italique(bloc: Paragraphe) -> Paragraphe:
    lignes = (fondre([replace(f, italique=False) for f in ligne]) for ligne in bloc.lignes)
    return replace(bloc, lignes=tuple(map(tuple, lignes)))


def _sans_marque(bloc: Paragraphe) -> Paragraphe:
    return replace(bloc, lignes=tuple((Fragment("".join(f.texte for f in ligne)),) for ligne in bloc.lignes))


def _proteger_le_debut(ligne: str, echappes: re.Pattern[str]) -> str:
    if echappes is PONCTUATION:
        return ligne
    ligne = DEBUT_DE_LISTE.sub(r"\\\1", ligne, count=1) if DEBUT_DE_LISTE.match(ligne) else ligne
    ligne = DEBUT_DE_TITRE.sub(r"\\\1", ligne, count=1) if DEBUT_DE_TITRE.match(ligne) else ligne
    return DEBUT_DE_NUMERO.sub(r"\1\\\2", ligne, count=1) if DEBUT_DE_NUMERO.match(ligne) else ligne


def _ligne(ligne: Ligne, echappes: re.Pattern[str], signe: str) -> str:
    morceaux = []
    reste = list(ligne)
    while reste:
        marque, longueur = _marque_la_plus_longue(reste)
        couvert, reste = reste[:longueur], reste[longueur:]
        if not marque:
            morceaux.append(echappes.sub(r"\\\g<0>", couvert[0].texte))
            continue
        sans = tuple(replace(fragment, **SANS[marque]) for fragment in couvert)
        dedans = _ligne(sans, echappes, signe)
        morceaux.append(_entourer(marque, dedans, couvert[0].lien, signe))
    return "".join(morceaux)


def _marque_la_plus_longue(fragments: Sequence[Fragment]) -> tuple[str, int]:
    """Mark of the first fragment that goes furthest, and how many fragments it covers; none for plain text."""
    longueurs = {}
    for marque in ("lien", "gras", "italique"):
        if valeur := getattr(fragments[0], marque):
            autres = (rang for rang, f in enumerate(fragments) if getattr(f, marque) != valeur)
            longueurs[marque] = next(autres, len(fragments))
    return max(longueurs.items(), key=lambda paire: paire[1], default=("", 1))


def _entourer(marque: str, dedans: str, lien: str, signe: str) -> str:
    if marque == "gras":
        return f"**{dedans}**"
    if marque == "italique":
        return f"{signe}{dedans}{signe}"
    if lien in {dedans, f"mailto:{dedans}"} and AVEC_SCHEMA.match(lien):
        return f"<{dedans}>"
    return f"[{dedans}]({lien})"
