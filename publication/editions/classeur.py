"""One workbook for who works by hand: a sheet a table, where it comes from, and what each column means."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import xlsxwriter

from publication.exports.xlsx import LONGUEUR_MAXIMALE, lisible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from publication.editions.tables import Table

NOM_AU_PLUS = 31
"""Characters of the name of a sheet."""
LARGEUR = 22


class Classeur:
    """An Excel workbook whose rows go to temporary files as they come."""

    def __init__(self, chemin: Path, provenance: Iterable[tuple[str, str]]) -> None:
        """Begin with the sheet that says where the data come from."""
        self.classeur: Any = xlsxwriter.Workbook(
            chemin,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
                "tmpdir": str(chemin.parent),
            },
        )
        self.gras = self.classeur.add_format({"bold": True, "bottom": 1})
        self.jour = self.classeur.add_format({"num_format": "dd/mm/yyyy"})
        self.feuilles: dict[str, Any] = {}
        self.textes("provenance", provenance)

    def textes(self, nom: str, lignes: Iterable[Iterable[str]]) -> None:
        """Add a sheet of texts."""
        feuille = self.classeur.add_worksheet(nom[:NOM_AU_PLUS])
        feuille.set_column(0, 5, LARGEUR * 2)
        for numero, ligne in enumerate(lignes):
            for rang, texte in enumerate(ligne):
                feuille.write_string(numero, rang, texte)

    def ouvrir(self, table: Table) -> None:
        """Add the sheet of a table, with its header."""
        feuille = self.feuilles[table.nom] = self.classeur.add_worksheet(table.nom[:NOM_AU_PLUS])
        feuille.freeze_panes(1, 1)
        feuille.set_column(0, len(table.entete) - 1, LARGEUR)
        for rang, nom in enumerate(table.entete):
            feuille.write_string(0, rang, nom, self.gras)

    def ecrire(self, table: Table, numero: int, valeurs: list[Any]) -> None:
        """Write a row; ``numero`` begins at 1, under the header."""
        feuille = self.feuilles[table.nom]
        decalage = len(valeurs) - len(table.colonnes)
        for rang, valeur in enumerate(valeurs):
            genre = table.colonnes[rang - decalage].type if rang >= decalage else ""
            self._cellule(feuille, (numero, rang), valeur, genre)

    def _cellule(self, feuille: Any, place: tuple[int, int], valeur: Any, genre: str) -> None:
        if valeur is None:
            return
        if isinstance(valeur, bool):
            feuille.write_boolean(*place, valeur)
        elif isinstance(valeur, int | float) or genre == "number":
            feuille.write_number(*place, float(valeur))
        elif genre == "date":
            feuille.write_datetime(*place, dt.date.fromisoformat(valeur), self.jour)
        else:
            feuille.write_string(*place, lisible(str(valeur))[:LONGUEUR_MAXIMALE])

    def fermer(self) -> None:
        """Write the file."""
        self.classeur.close()
