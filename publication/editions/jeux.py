"""What an edition holds: the lists of the API, and whole files that applications write themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from publication.exports.source import Ligne


@dataclass(frozen=True, slots=True, kw_only=True)
class Jeu:
    """A list of the API, whole: its name there, its title, and its view, named and not imported."""

    nom: str
    titre: Any
    chemin: str

    def vue(self) -> Any:
        """View of the list, that no request has asked."""
        classe = import_string(self.chemin)
        return classe(request=None, format_kwarg=None, action="list")

    def lire(self) -> Iterator[Ligne]:
        """Documents of the list, one at a time, each with its place."""
        vue = self.vue()
        return (vue.ligne(brute) for brute in vue.toutes().iterator(chunk_size=500))

    @property
    def est_situe(self) -> bool:
        """Whether its documents have a place on a map."""
        return "geojson" in import_string(self.chemin).formats["list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FichierEntier:
    """A file that a function, named by its path, writes by itself; ``norme`` is the standard it follows."""

    nom: str
    titre: Any
    chemin: str
    norme: str

    def ecrire(self) -> Iterator[bytes]:
        """Pieces of the file."""
        fonction: Callable[[], Iterator[bytes]] = import_string(self.chemin)
        return fonction()


ORDRE = (
    "collectivites",
    "politiques",
    "dispositifs",
    "projets",
    "subventions",
    "ressources",
    "organismes",
    "thematiques",
    "regions",
    "departements",
    "communes",
)
"""Lists in the order of files and pages: what the directory is about first, reference tables last."""


class Sommaire:
    """What the applications have declared."""

    def __init__(self) -> None:
        """Start empty; each application's ``ready()`` fills it."""
        self._jeux: dict[str, Jeu] = {}
        self.fichiers: dict[str, FichierEntier] = {}

    @property
    def jeux(self) -> dict[str, Jeu]:
        """Lists by name, in their order."""
        return {nom: self._jeux[nom] for nom in sorted(self._jeux, key=ORDRE.index)}

    def inscrire(self, nom: str, titre: Any, vue: str) -> None:
        """Declare a list of ``ORDRE``; a second declaration replaces the first."""
        self._jeux[nom] = Jeu(nom=nom, titre=titre, chemin=vue)

    def inscrire_fichier(self, nom: str, titre: Any, chemin: str, *, norme: str) -> None:
        """Declare a file of a national standard."""
        self.fichiers[nom] = FichierEntier(nom=nom, titre=titre, chemin=chemin, norme=norme)


sommaire = Sommaire()
