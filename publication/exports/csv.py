"""CSV for French spreadsheets: semicolons, decimal commas, UTF-8 with its mark."""

from __future__ import annotations

import csv
import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publication.exports.source import Export
    from publication.graphiques import Graphique
    from publication.tableaux import Cellule

MARQUE = b"\xef\xbb\xbf"
A_PROTEGER = re.compile(r"[=+\-@\t\r\n]|0\d+\Z")
"""What a spreadsheet would run as a formula, and codes whose first zeros it would drop."""


class _Ligne:
    """A file that keeps the last line written."""

    def write(self, texte: str) -> int:
        self.texte = texte
        return len(texte)


def ecrire_csv(export: Export) -> Iterator[bytes]:
    """Write the header, then a line a record."""
    tampon = _Ligne()
    redacteur = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    redacteur.writerow([str(colonne.libelle) for colonne in export.colonnes])
    yield MARQUE + tampon.texte.encode()
    for cellules in export.cellules():
        redacteur.writerow([texte_sur(cellule) for cellule in cellules])
        yield tampon.texte.encode()


def ecrire_graphique(dessin: Graphique) -> Iterator[bytes]:
    """Write the table of a chart."""
    tampon = _Ligne()
    redacteur = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    redacteur.writerow([str(titre) for titre in (dessin.entete, *dessin.series)])
    yield MARQUE + tampon.texte.encode()
    for ligne in dessin.lignes:
        redacteur.writerow([texte_sur(str(ligne.libelle)), *(texte_sur(valeur) for valeur in ligne.valeurs)])
        yield tampon.texte.encode()


def texte_sur(cellule: Cellule) -> str:
    """Text of a cell; an apostrophe comes before what a spreadsheet would run or shorten."""
    if cellule is None:
        return ""
    if isinstance(cellule, Decimal):
        return f"{cellule:f}".replace(".", ",")
    if isinstance(cellule, int | dt.date):
        return str(cellule)
    return f"'{cellule}" if A_PROTEGER.match(cellule) else cellule
