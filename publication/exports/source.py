"""What every format writes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from publication.tableaux import Cellule, Colonne

LICENCE = "etalab-2.0"


class Ligne(NamedTuple):
    """A record: its document as text, and where it is (WGS 84 degrees) when that is known."""

    document: str
    latitude: float | None
    longitude: float | None

    def lire(self) -> dict[str, Any]:
        """Parse the document."""
        contenu: dict[str, Any] = orjson.loads(self.document)
        return contenu


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The records of a list and its columns; ``lignes`` is read once, as it comes.

    ``racine`` is the address of the site, without a final slash: the addresses of a file must lead somewhere.
    """

    titre: str
    adresse: str
    racine: str
    le: dt.date
    colonnes: Sequence[Colonne]
    lignes: Iterable[Ligne]

    def cellules(self) -> Iterator[list[Cellule]]:
        """Cells of each record, in the order of the columns."""
        for ligne in self.lignes:
            document = ligne.lire()
            yield [self.cellule(colonne, document) for colonne in self.colonnes]

    def cellule(self, colonne: Colonne, document: dict[str, Any]) -> Cellule:
        """Value of a column; an address of our own is made absolute."""
        valeur = colonne.lire(document)
        if colonne.genre == "lien" and isinstance(valeur, str) and valeur.startswith("/"):
            return f"{self.racine}{valeur}"
        return valeur


class Format(NamedTuple):
    """A format of export: its name, its media type, what writes it, piece by piece, and whether it has columns."""

    libelle: str
    type_mime: str
    ecrire: Callable[[Export], Iterator[bytes]]
    par_colonnes: bool = True
