"""What may be imported and exported, as the floors above declare it when Django starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publication.imports.rapport import Rapport


class Importeur(Protocol):
    """What takes a file."""

    def importer(self, contenu: bytes, **options: Any) -> Rapport:
        """Write a file, or say what it would do."""


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of file: its name, what takes it, and the models that it writes."""

    cle: str
    libelle: str
    chemin: str
    modeles: tuple[str, ...]
    aide: str = ""
    est_table: bool = True

    @property
    def importeur(self) -> Any:
        """Class or object that takes the file."""
        return import_string(self.chemin)

    def est_permis(self, compte: Any) -> bool:
        """Whether an account may write every model that the file writes; a referent reads no import."""
        return self._est_de_l_equipe(compte) and all(
            compte.has_perms(_permissions(modele, ("add", "change"))) for modele in self.modeles
        )

    def est_lisible(self, compte: Any) -> bool:
        """Whether an account may read every model that the file holds."""
        return self._est_de_l_equipe(compte) and all(
            compte.has_perms(_permissions(modele, ("view",))) for modele in self.modeles
        )

    @staticmethod
    def _est_de_l_equipe(compte: Any) -> bool:
        return bool(compte.has_perm("publication.view_import"))


def _permissions(modele: str, verbes: tuple[str, ...]) -> list[str]:
    application, nom = modele.split(".")
    return [f"{application}.{verbe}_{nom.lower()}" for verbe in verbes]


class Genres:
    """Kinds of files, in the order of declaration."""

    def __init__(self) -> None:
        """Start empty."""
        self._genres: dict[str, Genre] = {}

    def inscrire(self, *genres: Genre) -> None:
        """Declare kinds of files; a second declaration replaces the first."""
        self._genres |= {genre.cle: genre for genre in genres}

    def __getitem__(self, cle: str) -> Genre:
        """Kind of that key; ``KeyError`` when nobody declared it."""
        return self._genres[cle]

    def __contains__(self, cle: str) -> bool:
        """Whether somebody declared that kind."""
        return cle in self._genres

    def __iter__(self) -> Iterator[Genre]:
        """Iterate over the kinds."""
        return iter(self._genres.values())


genres = Genres()
