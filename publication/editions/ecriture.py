"""Files of an edition, written as documents are read: memory does not grow with their number."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

import orjson

from publication.exports.source import LICENCE, Ligne

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from publication.editions.classeur import Classeur
    from publication.editions.tables import Table


class Bobine:
    """Documents of a list kept in a temporary file: read once from the database, then as often as there are formats."""

    def __init__(self, lignes: Iterable[Ligne]) -> None:
        """Read them all."""
        self.fichier: IO[bytes] = TemporaryFile()  # noqa: SIM115  # « fermer » closes it
        self.nombre = 0
        for self.nombre, ligne in enumerate(lignes, start=1):
            lieu = orjson.dumps([ligne.latitude, ligne.longitude])
            self.fichier.write(b"%s\t%s\n" % (lieu, ligne.document.encode()))

    def __iter__(self) -> Iterator[Ligne]:
        """Give them again, from the first."""
        self.fichier.seek(0)
        for brute in self.fichier:
            lieu, _tabulation, document = brute.partition(b"\t")
            latitude, longitude = orjson.loads(lieu)
            yield Ligne(document.rstrip(b"\n").decode(), latitude, longitude)

    def fermer(self) -> None:
        """Forget them."""
        self.fichier.close()


def ecrire_morceaux(chemin: Path, morceaux: Iterable[bytes]) -> None:
    """Write a file piece by piece."""
    with chemin.open("wb") as fichier:
        fichier.writelines(morceaux)


def ecrire_documents(chemin: Path, bobine: Bobine) -> None:
    """JSON Lines: a document a line, exactly as the API serves it."""
    ecrire_morceaux(chemin, (ligne.document.encode() + b"\n" for ligne in bobine))


def ecrire_tables(dossier: Path, tables: list[Table], bobine: Bobine, classeur: Classeur) -> dict[str, int]:
    """CSV for programs (RFC 4180: commas, points, ISO dates) and sheets of the workbook; return the rows of each."""
    comptes = dict.fromkeys((table.nom for table in tables), 0)
    with ExitStack() as pile:
        redacteurs: dict[str, Any] = {}
        for table in tables:
            fichier = pile.enter_context((dossier / f"{table.nom}.csv").open("w", encoding="utf-8", newline=""))
            redacteurs[table.nom] = csv.writer(fichier)
            redacteurs[table.nom].writerow(table.entete)
            classeur.ouvrir(table)
        for ligne in bobine:
            document = ligne.lire()
            for table in tables:
                for valeurs in table.lignes(document):
                    redacteurs[table.nom].writerow([_texte(valeur) for valeur in valeurs])
                    comptes[table.nom] += 1
                    classeur.ecrire(table, comptes[table.nom], valeurs)
    return comptes


def ecrire_geojson(chemin: Path, table: Table, bobine: Bobine) -> None:
    """GeoJSON (RFC 7946): a point a document, with the columns of its table; no geometry when its place is unknown."""
    ecrire_morceaux(chemin, _collection(table, bobine))


def _collection(table: Table, bobine: Bobine) -> Iterator[bytes]:
    yield orjson.dumps({"type": "FeatureCollection", "licence": LICENCE})[:-1] + b',"features":[\n'
    separateur = b""
    for ligne in bobine:
        document = ligne.lire()
        situee = ligne.longitude is not None and ligne.latitude is not None
        entite = {
            "type": "Feature",
            "id": document[table.cle],
            "geometry": {"type": "Point", "coordinates": [ligne.longitude, ligne.latitude]} if situee else None,
            "properties": {colonne.nom: colonne.lire(document) for colonne in table.colonnes},
        }
        yield separateur + orjson.dumps(entite)
        separateur = b",\n"
    yield b"\n]}"


def _texte(valeur: Any) -> str:
    if valeur is None:
        return ""
    return str(valeur).lower() if isinstance(valeur, bool) else str(valeur)
