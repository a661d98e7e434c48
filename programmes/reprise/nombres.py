"""Numbers, amounts, years and dates as the sheets write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ESPACE = " \t\u00a0\u202f\u2009"
NOMBRE = rf"(?<![\d.,])(?:\d{{1,3}}(?:[{ESPACE}.’']\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?!\d)"
MULTIPLES = {"milliard": 10**9, "md": 10**9, "million": 10**6, "m": 10**6, "millier": 10**3, "k": 10**3}
MULTIPLE = r"(?P<multiple>milliards?|millions?|milliers?|md|m|k)"
LIAISON = rf"[{ESPACE}]*(?:d[’']|de\b)?[{ESPACE}]*"
MONTANT = re.compile(
    rf"(?P<nombre>{NOMBRE})[{ESPACE}]*(?:{MULTIPLE}(?![a-zà-ÿ]))?{LIAISON}(?:€|euros?\b|eur\b)", re.IGNORECASE
)
QUANTITE = re.compile(
    rf"(?P<nombre>{NOMBRE})(?:[{ESPACE}]*(?P<multiple>milliards?|millions?|milliers?)\b)?", re.IGNORECASE
)
ANNEE = re.compile(r"(?<![\d.,])(?:19[5-9]\d|20[0-4]\d)(?![\d]|[.,]\d)")
MOIS = {
    nom: rang
    for rang, noms in enumerate(
        (
            "janvier janv",
            "février fevrier févr fevr",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "août aout",
            "septembre sept",
            "octobre oct",
            "novembre nov",
            "décembre decembre déc dec",
        ),
        start=1,
    )
    for nom in noms.split()
}
DATE = re.compile(
    rf"(?<!\d)(?:(?P<jour>\d{{1,2}})(?:er)?[{ESPACE}]*[/.\-{ESPACE}][{ESPACE}]*(?P<mois>\d{{1,2}}|[a-zéûA-ZÉÛ]+)\.?"
    rf"[{ESPACE}]*[/.\-{ESPACE}][{ESPACE}]*(?P<an>\d{{4}})|(?P<an_iso>\d{{4}})-(?P<mois_iso>\d\d)-(?P<jour_iso>\d\d))"
    r"(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Trouve:
    """A value and the places between which the text says it."""

    valeur: Decimal
    debut: int
    fin: int


def valeur(nombre: str, multiple: str | None = "") -> Decimal:
    """Value of a written number: « 5 559 051 », « 375.000 », « 12,6 », « 1,4 » and « million »."""
    serre = re.sub(rf"[{ESPACE}’']", "", nombre)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", serre):
        serre = serre.replace(".", "")
    facteur = MULTIPLES.get((multiple or "").lower().removesuffix("s"), 1)
    return Decimal(serre.replace(",", ".")) * facteur


def ecrire(nombre: Decimal) -> str:
    """Write a number plainly: « 1400000 », « 12.6 »."""
    return f"{nombre.normalize():f}"


def montants(texte: str) -> Iterator[Trouve]:
    """Amounts in euros that a text says."""
    for trouve in MONTANT.finditer(texte):
        yield Trouve(valeur(trouve["nombre"], trouve["multiple"]), trouve.start(), trouve.end())


def quantite(texte: str) -> Trouve | None:
    """First number of a text, « 1,1 million » included."""
    trouve = QUANTITE.search(texte)
    return Trouve(valeur(trouve["nombre"], trouve["multiple"]), trouve.start(), trouve.end()) if trouve else None


def annees(texte: str) -> list[int]:
    """Years that a text says, in its order."""
    return [int(annee) for annee in ANNEE.findall(texte)]


def dates(texte: str) -> list[dt.date]:
    """Days that a text says, in its order; impossible ones are left out."""
    return [jour for trouve in DATE.finditer(texte) if (jour := _jour(trouve))]


def _jour(trouve: re.Match[str]) -> dt.date | None:
    mois = trouve["mois"] or trouve["mois_iso"]
    rang = int(mois) if mois.isdigit() else MOIS.get(mois.lower(), 0)
    try:
        return dt.date(int(trouve["an"] or trouve["an_iso"]), rang, int(trouve["jour"] or trouve["jour_iso"]))
    except ValueError:
        return None
