"""Whole tables, in the columns that imports read, by the writers of every other export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

from publication.exports.source import Export
from publication.imports.champs import ValeurWidget, cellule
from publication.tableaux import Colonne

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from publication.imports.genres import Genre
    from publication.imports.ressource import Ressource
    from publication.tableaux import Cellule

FORMATS_DE_TABLE = ("csv", "xlsx", "ods")
LOT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDeTable(Export):
    """Records as they are written, not as their documents show them."""

    ressource: Ressource

    def cellules(self) -> Iterator[list[Cellule]]:
        """Cells of each record, in the order of the columns."""
        for objet in self.ressource.tous().iterator(chunk_size=LOT):
            yield [self._cellule(nom, objet) for nom in self.ressource.fields]

    def _cellule(self, nom: str, objet: Any) -> Cellule:
        champ = self.ressource.fields[nom]
        valeur = self.ressource._valeur(champ, objet)
        if isinstance(champ.widget, ValeurWidget):
            return cellule(valeur)
        return None if valeur is None else champ.widget.render(valeur) or None


def exporter(genre: Genre, *, racine: str, le: dt.date) -> ExportDeTable:
    """Export of a table that the account may read."""
    ressource: Ressource = genre.importeur()
    return ExportDeTable(
        titre=genre.libelle,
        adresse=racine,
        racine=racine,
        le=le,
        colonnes=[Colonne(cle=nom, libelle=nom, lire=_rien, genre=_genre(ressource, nom)) for nom in ressource.fields],
        lignes=(),
        ressource=ressource,
    )


def _rien(_document: Any) -> None:
    """Columns of tables are not read in documents."""


def _genre(ressource: Ressource, nom: str) -> str:
    champ: Any = ressource.modele()._meta.get_field(nom)
    if isinstance(champ, models.DateField):
        return "date"
    return "nombre" if isinstance(champ, models.DecimalField | models.IntegerField) else "texte"
