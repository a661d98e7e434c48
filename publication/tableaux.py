"""The columns of a nature: what its table shows and what its exports write, both from the document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Document = dict[str, Any]
    Cellule = str | int | Decimal | dt.date | None

LIBELLE = "_libelle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colonne:
    """A column: its name in files, its label on pages, and how it is read in a document.

    ``genre`` is « texte », « code » (digits that are no number), « nombre », « annee », « euros », « date » or
    « lien ».
    """

    cle: str
    libelle: Any
    lire: Callable[[Document], Cellule]
    genre: str = "texte"

    @property
    def est_chiffree(self) -> bool:
        """Whether its cells are numbers, aligned to the right."""
        return self.genre in {"euros", "nombre", "annee"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tableau:
    """The columns of a nature, and those that the page shows when none is chosen."""

    colonnes: tuple[Colonne, ...]
    par_defaut: tuple[str, ...]

    def choisies(self, cles: Iterable[str]) -> list[Colonne]:
        """Columns of the names asked for, in their order here; the usual ones when none is known."""
        voulues = set(cles) & {colonne.cle for colonne in self.colonnes} or set(self.par_defaut)
        return [colonne for colonne in self.colonnes if colonne.cle in voulues]

    def exportees(self, cles: Iterable[str]) -> Sequence[Colonne]:
        """Columns of the names asked for, in their order here; all of them when none is known."""
        demandees = set(cles)
        return [colonne for colonne in self.colonnes if colonne.cle in demandees] or self.colonnes


def champ(chemin: str) -> Callable[[Document], Cellule]:
    """Read the field at the end of a path, such as ``collectivite.nom``; ``None`` when something is missing.

    The label of a choice is given in the language of the page.
    """

    def lire(document: Document) -> Cellule:
        valeur: Any = document
        for nom in chemin.split("."):
            valeur = valeur.get(nom) if isinstance(valeur, dict) else None
        if chemin.endswith(LIBELLE) and isinstance(valeur, str) and valeur:
            return gettext(valeur)
        return None if valeur == "" else valeur

    return lire


def montant(chemin: str) -> Callable[[Document], Cellule]:
    """Read an amount in euros, a text in documents."""
    brut = champ(chemin)

    def lire(document: Document) -> Cellule:
        valeur = brut(document)
        return None if valeur is None else Decimal(str(valeur))

    return lire


def jour(chemin: str) -> Callable[[Document], Cellule]:
    """Read the day of a date or of a date-time."""
    brut = champ(chemin)

    def lire(document: Document) -> Cellule:
        valeur = brut(document)
        return None if valeur is None else dt.date.fromisoformat(str(valeur)[:10])

    return lire


def liste(chemin: str, sous_champ: str = "") -> Callable[[Document], Cellule]:
    """Read a list as « a | b »; ``sous_champ`` is what is read of each of its items."""

    def lire(document: Document) -> Cellule:
        elements = document.get(chemin) or ()
        textes = [str(element[sous_champ] if sous_champ else element) for element in elements]
        return " | ".join(textes) or None

    return lire


IDENTITE = (
    Colonne(cle="uid", libelle=_("Identifiant"), lire=champ("uid")),
    Colonne(cle="adresse", libelle=_("Adresse de la fiche"), lire=champ("url"), genre="lien"),
)
SUIVI = (
    Colonne(cle="verifiee_le", libelle=_("Vérifiée le"), lire=jour("verifiee_le"), genre="date"),
    Colonne(cle="verifiee_par", libelle=_("Vérifiée par"), lire=champ("verifiee_par")),
    Colonne(cle="a_revoir_le", libelle=_("À revoir le"), lire=jour("a_revoir_le"), genre="date"),
    Colonne(cle="modifiee_le", libelle=_("Modifiée le"), lire=jour("modifiee_le"), genre="date"),
    Colonne(cle="licence", libelle=_("Licence"), lire=champ("licence")),
)
"""Columns that begin and end every table."""
PROVENANCE = (
    Colonne(cle="source", libelle=_("Source"), lire=champ("source")),
    Colonne(cle="licence", libelle=_("Licence"), lire=champ("licence")),
)
"""Columns that end the tables of what is no sheet."""
RESULTATS = Tableau(
    colonnes=(
        Colonne(cle="titre", libelle=_("Titre"), lire=champ("titre")),
        Colonne(cle="nature", libelle=_("Nature"), lire=champ("nature")),
        Colonne(cle="resume", libelle=_("Résumé"), lire=champ("resume")),
        Colonne(cle="region", libelle=_("Code de région"), lire=champ("region"), genre="code"),
        Colonne(cle="departement", libelle=_("Code de département"), lire=champ("departement"), genre="code"),
        *IDENTITE,
        *SUIVI,
    ),
    par_defaut=("titre", "nature"),
)
"""Columns of what a search finds, whatever its nature."""
