"""What a list page shows beside its results: views, columns, active filters, each with the address it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from publication.filters import EXCLUSION, CodesField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.forms import BoundField
    from django.http import HttpRequest

    from publication.facettes import Comptage
    from publication.filters import FicheFilter
    from publication.tableaux import Colonne, Tableau

PRESENTATION = ("vue", "par_page", "colonnes", "mailles", "figure")
"""Parameters that change how results are shown, not which they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Liste:
    """Words and columns of the list of one nature.

    ``export`` names the URL of the exports, whose argument is the format. ``somme`` says what the total of the amounts
    is; empty where adding them up would mean nothing. ``mediane`` says what their middle value is. ``carte`` makes the
    context of the map from the query of the page and what is counted; without it the list has no map.
    """

    titre: Any
    chapo: Any
    vide: Any
    tableau: Tableau
    export: str
    somme: Any = ""
    mediane: Any = ""
    carte: Callable[[QueryDict, Comptage], dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Puce:
    """An active filter."""

    champ: str
    valeur: str
    sans: str
    est_exclusion: bool = False


class Puces:
    """The active filters of a list, from its valid form."""

    def __init__(self, filtre: FicheFilter, requete: QueryDict) -> None:
        """``requete`` is the query of the page; its page number does not survive a change of filter."""
        self.filtre = filtre
        self.requete = requete

    def __iter__(self) -> Iterator[Puce]:
        """Give the filters in the order of the form."""
        for champ in self.filtre.form:
            if champ.name != "tri":
                yield from self._du_champ(champ)

    def _du_champ(self, champ: BoundField) -> Iterator[Puce]:
        demandees = [brute for brute in self.requete.getlist(champ.name) if brute.strip()]
        libelles = _libelles(champ.field, [brute.removeprefix(EXCLUSION) for brute in demandees])
        for brute in demandees:
            connue = brute in libelles
            yield Puce(
                champ=str(champ.label),
                valeur=libelles.get(brute) or libelles.get(brute.removeprefix(EXCLUSION)) or brute,
                sans=avec(self.requete, champ.name, [autre for autre in demandees if autre != brute]),
                est_exclusion=not connue and brute.removeprefix(EXCLUSION) in libelles,
            )


def _libelles(champ: Any, codes: list[str]) -> dict[str, str]:
    if isinstance(champ, CodesField):
        return champ.noms(codes)
    return {str(code): str(libelle) for code, libelle in iter(getattr(champ, "choices", ()))}


def avec(requete: QueryDict, nom: str, valeurs: list[str]) -> str:
    """Query string of the first page with these values for a parameter, « ? » included."""
    reste = requete.copy()
    reste.setlist(nom, valeurs)
    return sans_page(reste)


def sans_page(requete: QueryDict) -> str:
    """Query string without its page number and its empty values, « ? » included."""
    reste = requete.copy()
    reste.pop("page", None)
    return f"?{propre(reste)}"


def propre(requete: QueryDict) -> str:
    """Query string without its empty values."""
    reste = requete.copy()
    for nom in list(reste):
        reste.setlist(nom, [valeur for valeur in reste.getlist(nom) if valeur.strip()])
    return reste.urlencode()


def sans_filtre(request: HttpRequest) -> str:
    """Address of the same view of everything."""
    reste = request.GET.copy()
    for nom in [nom for nom in reste if nom not in PRESENTATION]:
        reste.pop(nom)
    return f"{request.path}?{propre(reste)}" if propre(reste) else request.path


def avec_colonnes(requete: QueryDict, colonnes: Iterable[Colonne]) -> str:
    """Query string of the filters and of some columns: what an export of them alone takes."""
    reste = QueryDict(filtres_seuls(requete), mutable=True)
    reste.setlist("colonnes", [colonne.cle for colonne in colonnes])
    return reste.urlencode()


def filtres_seuls(requete: QueryDict) -> str:
    """Query string of the filters and of the order alone: what an export or a feed of the same list takes."""
    reste = requete.copy()
    for nom in (*PRESENTATION, "page"):
        reste.pop(nom, None)
    return propre(reste)
