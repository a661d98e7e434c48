"""Excel, by XlsxWriter: rows go to a temporary file as they come."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publication.exports.source import Export
    from publication.tableaux import Cellule, Colonne

MORCEAU = 65_536
LARGEURS = {"texte": 32, "lien": 40}
LARGEUR = 16
FORMATS_DE_NOMBRE = {"euros": "# ##0.00 €", "date": "dd/mm/yyyy"}
ILLISIBLES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML document may hold."""
LONGUEUR_MAXIMALE = 32_767
"""Characters that a cell of Excel holds."""


def ecrire_xlsx(export: Export) -> Iterator[bytes]:
    """Write a sheet of data, its header frozen, and one that says where they come from."""
    with TemporaryFile() as fichier:
        classeur: Any = xlsxwriter.Workbook(
            fichier,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        _donnees(classeur, export)
        _provenance(classeur, export)
        classeur.close()
        fichier.seek(0)
        while morceau := fichier.read(MORCEAU):
            yield morceau


def _donnees(classeur: Any, export: Export) -> None:
    feuille = classeur.add_worksheet(_("Données"))
    gras = classeur.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    formats = {genre: classeur.add_format({"num_format": format_}) for genre, format_ in FORMATS_DE_NOMBRE.items()}
    feuille.freeze_panes(1, 1)
    for rang, colonne in enumerate(export.colonnes):
        feuille.set_column(rang, rang, LARGEURS.get(colonne.genre, LARGEUR))
        feuille.write_string(0, rang, str(colonne.libelle), gras)
    for numero, cellules in enumerate(export.cellules(), start=1):
        for rang, (colonne, cellule) in enumerate(zip(export.colonnes, cellules, strict=True)):
            _ecrire(feuille, (numero, rang), cellule, colonne, formats)


def _ecrire(feuille: Any, place: tuple[int, int], cellule: Cellule, colonne: Colonne, formats: dict[str, Any]) -> None:
    format_ = formats.get(colonne.genre)
    if isinstance(cellule, Decimal | int):
        feuille.write_number(*place, float(cellule), format_)
    elif isinstance(cellule, dt.date):
        feuille.write_datetime(*place, cellule, format_)
    elif cellule is not None:
        feuille.write_string(*place, lisible(cellule)[:LONGUEUR_MAXIMALE])


def _provenance(classeur: Any, export: Export) -> None:
    feuille = classeur.add_worksheet(_("Provenance"))
    feuille.set_column(0, 1, 48)
    for numero, ligne in enumerate(provenance(export)):
        for rang, texte in enumerate(ligne):
            feuille.write_string(numero, rang, texte)


def provenance(export: Export) -> list[tuple[str, str]]:
    """What a workbook says of itself."""
    return [
        (_("Contenu"), export.titre),
        (_("Source"), export.adresse),
        (_("Extrait le"), export.le.isoformat()),
        (_("Licence"), _("Licence Ouverte 2.0 (etalab-2.0)")),
    ]


def lisible(texte: str) -> str:
    """Text without the characters that no XML document may hold."""
    return ILLISIBLES.sub("", texte)
