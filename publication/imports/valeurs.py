"""Read the values of cells as people and spreadsheets write them, and say what was repaired or why it cannot be."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from publication.imports.lecture import ESPACES, replier

CENTIME = Decimal("0.01")
PREMIERE_ANNEE, DERNIERE_ANNEE = 1900, 2100
EPOQUE_DES_TABLEURS = dt.date(1899, 12, 30)
SERIE = range(20_000, 80_000)
"""Days since the epoch of spreadsheets that a number of five digits may be: 1954 to 2119."""
OUI = frozenset({"oui", "o", "true", "vrai", "1", "yes", "y", "x"})
NON = frozenset({"non", "n", "false", "faux", "0", "no"})
MOIS = {
    nom: rang
    for rang, noms in enumerate(
        (
            ("janvier", "janv"), ("fevrier", "fevr"), ("mars",), ("avril", "avr"), ("mai",), ("juin",),
            ("juillet", "juil"), ("aout",), ("septembre", "sept"), ("octobre", "oct"), ("novembre", "nov"),
            ("decembre", "dec"),
        ),
        start=1,
    )
    for nom in noms
}  # fmt: skip
ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ][0-9:.]+(?:Z|[+-]\d{2}:?\d{2})?)?\Z")
FRANCAISE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?: [0-9:]+)?\Z")
EN_LETTRES = re.compile(r"(\d{1,2})(?:er)? (\w+)\.? (\d{4})\Z")
DATE_DANS_UN_TEXTE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}")
ENTRE_DEUX_DATES = re.compile(r"(?:du|le|au|a|à|et|jusqu['’]au|[\s/;_|,–-])*\Z", re.IGNORECASE)
NOMBRE = re.compile(r"-?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?\Z")
GROUPES = re.compile(r"-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*\Z")
MILLIERS_SEULS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}\Z")


class ValeurRefusee(Exception):
    """A cell cannot be read; the message says why and what to write, in French."""


def montant(texte: str) -> tuple[Decimal, str]:
    """Amount in euros, and what was done to read it: spaces, French commas, « € », more than two decimals."""
    brut = ESPACES.sub("", texte).replace("€", "").replace("'", "").replace("’", "")
    brut = re.sub("(?i)(euros?|eur)$", "", brut)
    valeur = nombre(brut, texte)
    if valeur < 0:
        raise ValeurRefusee(f"« {texte} » est négatif : un montant est positif ou nul.")
    arrondie = valeur.quantize(CENTIME)
    remarque = "" if arrondie == valeur else f"« {texte} » est arrondi à {arrondie} €."
    return arrondie, remarque


def nombre(brut: str, texte: str = "") -> Decimal:
    """Number written in the French or in the English way; one that may be read in two ways is refused."""
    texte = texte or brut
    if MILLIERS_SEULS.match(brut):
        proposes = f"{re.sub('[.,]', '', brut)} ou {brut.replace(',', '.')[:-1]}"
        raise ValeurRefusee(f"« {texte} » se lit de deux façons : écrivez {proposes}.")
    if GROUPES.match(brut):
        brut = re.sub("[.,]", "", brut)
    elif "," in brut and "." in brut:
        decimal = max(",", ".", key=brut.rfind)
        brut = brut.replace("." if decimal == "," else ",", "")
    if not NOMBRE.match(brut):
        raise ValeurRefusee(f"« {texte} » n’est pas un nombre.")
    return Decimal(brut.replace(",", "."))


def date(texte: str) -> tuple[dt.date, str]:
    """Day written as AAAA-MM-JJ, JJ/MM/AAAA, in letters, or as the number that a spreadsheet left."""
    brut = ESPACES.sub(" ", texte).strip()
    if trouvee := ISO.match(brut):
        return _jour(texte, *map(int, trouvee.groups())), ""
    if trouvee := FRANCAISE.match(brut):
        jour, mois, an = trouvee.groups()
        annee = int(an) if len(an) > len("25") else 2000 + int(an)
        lue = _jour(texte, annee, int(mois), int(jour))
        return lue, f"« {texte} » est lu {lue.isoformat()}."
    if (trouvee := EN_LETTRES.match(brut)) and (rang := MOIS.get(replier(trouvee[2]))):
        lue = _jour(texte, int(trouvee[3]), rang, int(trouvee[1]))
        return lue, f"« {texte} » est lu {lue.isoformat()}."
    if brut.isascii() and brut.isdigit() and int(brut) in SERIE:
        lue = EPOQUE_DES_TABLEURS + dt.timedelta(days=int(brut))
        return lue, f"« {texte} », nombre laissé par un tableur, est lu {lue.isoformat()}."
    raise ValeurRefusee(f"« {texte} » n’est pas une date : écrivez AAAA-MM-JJ ou JJ/MM/AAAA.")


def _jour(texte: str, annee: int, mois: int, jour: int) -> dt.date:
    if not PREMIERE_ANNEE <= annee <= DERNIERE_ANNEE:
        raise ValeurRefusee(f"« {texte} » : l’année {annee} est hors du calendrier des subventions.")
    try:
        return dt.date(annee, mois, jour)
    except ValueError as erreur:
        raise ValeurRefusee(f"« {texte} » n’existe pas dans le calendrier.") from erreur


def periode(texte: str) -> tuple[dt.date, dt.date | None, str]:
    """One day, or two in one cell: the first, the last or nothing, and how they were read."""
    trouvees = DATE_DANS_UN_TEXTE.findall(texte)
    reste = DATE_DANS_UN_TEXTE.sub(" ", texte)
    if len(trouvees) not in {1, 2} or not ENTRE_DEUX_DATES.match(reste):
        debut, remarque = date(texte)
        return debut, None, remarque
    debut, _remarque = date(trouvees[0])
    fin = date(trouvees[1])[0] if trouvees[1:] else None
    if fin is not None and fin < debut:
        raise ValeurRefusee(f"« {texte} » : la période finit avant d’avoir commencé, inversez les deux dates.")
    canonique = debut.isoformat() if fin is None else f"{debut.isoformat()}/{fin.isoformat()}"
    return debut, fin, "" if canonique == texte else f"« {texte} » est lu {canonique}."


def booleen(texte: str) -> bool:
    """Yes or no, in the words of people and of spreadsheets."""
    replie = replier(texte)
    if replie in OUI:
        return True
    if replie in NON:
        return False
    raise ValeurRefusee(f"« {texte} » n’est ni oui ni non.")


def part(texte: str) -> tuple[Decimal, str]:
    """Share between 0 and 1; « 45 % » and « 45 » are shares of a hundred."""
    brut = ESPACES.sub("", texte)
    cent = brut.endswith("%")
    valeur = nombre(brut.rstrip("%"), texte)
    remarque = ""
    if cent or valeur > 1:
        valeur /= 100
        remarque = f"« {texte} » est lu {valeur.normalize():f}."
    arrondie = valeur.quantize(Decimal("0.0001"))
    if not CENTIME <= arrondie <= 1:
        raise ValeurRefusee(f"« {texte} » : une part va de 0.01 à 1 (1 : bénéficiaire unique).")
    return arrondie, remarque
