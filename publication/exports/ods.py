"""OpenDocument spreadsheets, written row by row.

odswriter keeps the whole document in memory; an ODS is a zip archive whose ``content.xml`` can be written as it comes
(OpenDocument 1.3, part 3).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from tempfile import TemporaryFile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.utils.translation import gettext as _

from publication.exports.xlsx import MORCEAU, lisible, provenance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from publication.exports.source import Export
    from publication.tableaux import Cellule

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFESTE = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
DEBUT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet>"""
FIN = "</office:spreadsheet></office:body></office:document-content>"


def ecrire_ods(export: Export) -> Iterator[bytes]:
    """Write a sheet of data, and one that says where they come from."""
    with TemporaryFile() as fichier:
        with ZipFile(fichier, "w", ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", TYPE, ZIP_STORED)
            archive.writestr("META-INF/manifest.xml", MANIFESTE)
            with archive.open("content.xml", "w", force_zip64=True) as contenu:
                contenu.write(DEBUT.encode())
                _feuille(contenu, _("Données"), _lignes(export))
                _feuille(contenu, _("Provenance"), provenance(export))
                contenu.write(FIN.encode())
        fichier.seek(0)
        while morceau := fichier.read(MORCEAU):
            yield morceau


def _lignes(export: Export) -> Iterator[Iterable[Cellule]]:
    yield [str(colonne.libelle) for colonne in export.colonnes]
    yield from export.cellules()


def _feuille(contenu: IO[bytes], nom: str, lignes: Iterable[Iterable[Cellule]]) -> None:
    contenu.write(f"<table:table table:name={quoteattr(nom)}>".encode())
    for cellules in lignes:
        contenu.write(f"<table:table-row>{''.join(map(_cellule, cellules))}</table:table-row>".encode())
    contenu.write(b"</table:table>")


def _cellule(cellule: Cellule) -> str:
    if cellule is None:
        return "<table:table-cell/>"
    if isinstance(cellule, Decimal | int):
        attributs, texte = f'office:value-type="float" office:value="{cellule:f}"', f"{cellule:f}"
    elif isinstance(cellule, dt.date):
        texte = cellule.isoformat()
        attributs = f'office:value-type="date" office:date-value="{texte}"'
    else:
        attributs, texte = 'office:value-type="string"', escape(lisible(cellule))
    return f"<table:table-cell {attributs}><text:p>{texte}</text:p></table:table-cell>"
