"""SIRET and RNA numbers as files hold them: spaced, shortened, or damaged by a spreadsheet."""

from __future__ import annotations

import re
from decimal import Decimal

from stdnum.exceptions import ValidationError as NumeroInvalide
from stdnum.fr import siret as norme

from publication.imports.valeurs import ValeurRefusee

LONGUEUR = 14
LONGUEUR_SIREN = 9
ABIME = re.compile(r"\d(?:[.,](\d+))?[eE]\+?(\d+)\Z")
SEPARATIONS = re.compile(r"[\s\u00a0\u202f.\-]")


def lire_siret(texte: str) -> tuple[str, str]:
    """SIRET of fourteen digits, and what was repaired: spaces, first zeros lost, a power of ten with all its digits."""
    brut = re.sub(r"(?<=\d)[.,]0+\Z", "", texte.strip())
    if trouve := ABIME.match(brut):
        return _depuis_une_puissance(texte, brut, len(trouve[1] or "")), f"« {texte} » est rétabli en entier."
    chiffres = SEPARATIONS.sub("", brut)
    if not chiffres.isascii() or not chiffres.isdigit():
        raise ValeurRefusee(f"« {texte} » n’est pas un SIRET : quatorze chiffres sont attendus.")
    if len(chiffres) == LONGUEUR_SIREN:
        raise ValeurRefusee(f"« {texte} » est un SIREN : ajoutez les cinq chiffres de l’établissement.")
    complet = chiffres.zfill(LONGUEUR)
    if len(complet) > LONGUEUR or len(chiffres) < LONGUEUR_SIREN:
        raise ValeurRefusee(f"« {texte} » compte {len(chiffres)} chiffres : un SIRET en compte quatorze.")
    _verifier(texte, complet)
    if complet != chiffres:
        return complet, f"« {texte} » : les zéros du début, perdus par un tableur, sont rétablis ({complet})."
    return complet, ""


def _depuis_une_puissance(texte: str, brut: str, decimales: int) -> str:
    """Digits of a number written as a power of ten, when none is lost."""
    valeur = Decimal(brut.replace(",", "."))
    complet = f"{valeur:f}"
    if decimales < len(complet) - 1 or len(complet) != LONGUEUR:
        raise ValeurRefusee(
            f"« {texte} » : un tableur a effacé les derniers chiffres de ce SIRET, ils ne se retrouvent pas. "
            "Reprenez le fichier d’origine, la colonne au format Texte."
        )
    _verifier(texte, complet)
    return complet


def _verifier(texte: str, siret: str) -> None:
    try:
        norme.validate(siret)
    except NumeroInvalide as erreur:
        raise ValeurRefusee(f"« {texte} » : la clé de ce SIRET est fausse, vérifiez les chiffres.") from erreur


def lire_rna(texte: str) -> str:
    """RNA number: W and nine characters."""
    brut = SEPARATIONS.sub("", texte).upper()
    if not re.fullmatch(r"W\d{9}", brut):
        raise ValeurRefusee(f"« {texte} » n’est pas un numéro RNA : un W suivi de neuf chiffres.")
    return brut
