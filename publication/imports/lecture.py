"""Read a table from a file as people make them: CSV of any encoding and separator, XLSX, ODS, with titles or not."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, CalamineWorkbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TAILLE_MAXIMALE = 20_000_000
"""Bytes of a file."""
LIGNES_AU_PLUS = 100_000
HAUTEUR_DES_TITRES = 30
"""Lines among which the header is looked for."""
SEPARATEURS = (";", ",", "\t", "|")
DEBUT_DE_CLASSEUR = b"PK\x03\x04"
MAL_LU = re.compile("Ã[\u00a0-\u00bf]|â€™|Â[\u00a0-\u00bf]")
"""UTF-8 that someone read as Windows-1252 and saved."""
ESPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")

Rangee = list[str]


class FichierIllisible(Exception):
    """Nothing can be read in the file; the message says why and what to do, in French."""


@dataclass(frozen=True, slots=True)
class LigneDeFichier:
    """A line of a table: its number in the file (the first is 1), and its cells by column, as text."""

    numero: int
    cellules: dict[str, str]


@dataclass(slots=True)
class Grille:
    """The table of a file: the columns that were recognised, its lines, and what had to be guessed to read it."""

    colonnes: dict[str, str]
    lignes: list[LigneDeFichier] = field(default_factory=list)
    inconnues: list[str] = field(default_factory=list)
    remarques: list[str] = field(default_factory=list)


def replier(texte: str) -> str:
    """Letters and digits of a name, lower case, without accents: how columns are compared."""
    decompose = unicodedata.normalize("NFKD", texte)
    return "".join(caractere for caractere in decompose.casefold() if caractere.isalnum())


def lire_grille(contenu: bytes, noms: Mapping[str, str], *, au_moins: int = 2) -> Grille:
    """Read a table; ``noms`` gives the column for each folded name that its header may have.

    The header is the line where most columns are recognised, ``au_moins`` of them. Raises ``FichierIllisible``.
    """
    if not contenu.strip():
        raise FichierIllisible("Le fichier est vide.")
    if len(contenu) > TAILLE_MAXIMALE:
        raise FichierIllisible("Le fichier dépasse 20 Mo : découpez-le en plusieurs fichiers.")
    meilleure: tuple[int, list[Rangee], int, list[str]] = (0, [], 0, [])
    for rangees, remarques in _feuilles(contenu):
        note, rang = _entete(rangees, noms)
        if note > meilleure[0]:
            meilleure = (note, rangees, rang, remarques)
    note, rangees, rang, remarques = meilleure
    if note < au_moins:
        attendues = ", ".join(dict.fromkeys(noms.values()))
        raise FichierIllisible(f"Aucune ligne de titres n’est reconnue. Colonnes attendues : {attendues}.")
    return _grille(rangees, rang, noms, remarques)


def _grille(rangees: list[Rangee], rang: int, noms: Mapping[str, str], remarques: list[str]) -> Grille:
    places: dict[str, int] = {}
    grille = Grille(colonnes={}, remarques=list(remarques))
    for place, titre in enumerate(rangees[rang]):
        colonne = noms.get(replier(titre))
        if colonne and colonne not in places:
            places[colonne] = place
            grille.colonnes[colonne] = titre
        elif titre:
            grille.inconnues.append(titre)
    if rang:
        grille.remarques.append(f"{rang} ligne(s) au-dessus des titres de colonnes ne sont pas lues.")
    if grille.inconnues:
        grille.remarques.append(f"Colonnes ignorées : {', '.join(grille.inconnues)}.")
    for numero, rangee in enumerate(rangees[rang + 1 :], start=rang + 2):
        if any(rangee):
            cellules = {nom: rangee[place] if place < len(rangee) else "" for nom, place in places.items()}
            grille.lignes.append(LigneDeFichier(numero, cellules))
    if len(grille.lignes) > LIGNES_AU_PLUS:
        raise FichierIllisible("Le fichier dépasse 100 000 lignes : découpez-le en plusieurs fichiers.")
    return grille


def _entete(rangees: list[Rangee], noms: Mapping[str, str]) -> tuple[int, int]:
    """How many columns the best line recognises, and its rank."""
    notes = [
        (len({noms[replie] for titre in rangee if (replie := replier(titre)) in noms}), -rang)
        for rang, rangee in enumerate(rangees[:HAUTEUR_DES_TITRES])
    ]
    note, rang = max(notes, default=(0, 0))
    return note, -rang


def _feuilles(contenu: bytes) -> Iterator[tuple[list[Rangee], list[str]]]:
    """Every way of cutting the file into lines and cells: its sheets, or its possible separators."""
    if contenu.startswith(DEBUT_DE_CLASSEUR):
        yield from _classeur(contenu)
        return
    texte, remarques = decoder(contenu)
    for separateur in SEPARATEURS:
        lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur)
        try:
            rangees = [[propre(cellule) for cellule in rangee] for rangee in lecteur]
        except csv.Error:
            continue
        yield rangees, remarques


def _classeur(contenu: bytes) -> Iterator[tuple[list[Rangee], list[str]]]:
    try:
        classeur = CalamineWorkbook.from_filelike(io.BytesIO(contenu))
        for nom in classeur.sheet_names:
            feuille = classeur.get_sheet_by_name(nom).to_python(skip_empty_area=False)
            yield [[en_texte(cellule) for cellule in rangee] for rangee in feuille], []
    except (CalamineError, OSError, ValueError) as erreur:
        raise FichierIllisible(
            "Ce classeur ne s’ouvre pas : enregistrez-le de nouveau en XLSX, en ODS ou en CSV."
        ) from erreur


def decoder(contenu: bytes) -> tuple[str, list[str]]:
    """Text of a file, and what had to be guessed: UTF-8, UTF-16, Windows-1252, UTF-8 saved twice."""
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        return contenu.decode("utf-16", errors="replace"), ["Encodage reconnu : UTF-16."]
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _windows(contenu), ["Encodage reconnu : Windows-1252 (la norme demande UTF-8)."]
    if MAL_LU.search(texte):
        try:
            return texte.encode("cp1252").decode("utf-8"), ["Accents abîmés (« Ã© ») réparés."]
        except UnicodeError:
            pass
    return texte, []


def _windows(contenu: bytes) -> str:
    try:
        return contenu.decode("cp1252")
    except UnicodeDecodeError:
        return contenu.decode("latin-1")


def en_texte(cellule: Any) -> str:
    """Text of a cell of a spreadsheet: whole numbers without decimals, dates as ISO 8601."""
    if isinstance(cellule, bool):
        return "oui" if cellule else "non"
    if isinstance(cellule, float):
        return f"{cellule:.0f}" if cellule.is_integer() else repr(cellule)
    if isinstance(cellule, dt.datetime):
        minuit = cellule.time() == dt.time()
        return cellule.date().isoformat() if minuit else cellule.isoformat()
    if isinstance(cellule, dt.date):
        return cellule.isoformat()
    return propre(str(cellule))


def propre(texte: str) -> str:
    """Text without spaces at its ends, nor the apostrophe that our exports put before what a spreadsheet would run."""
    texte = texte.replace("\r\n", "\n").strip()
    return texte[1:] if re.match(r"'(?:[=+\-@]|0\d+\Z)", texte) else texte
