"""What a list page shows beside its results: the active filters, each with the address that removes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BoundField
    from django.http import QueryDict

    from publication.filters import FicheFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class Liste:
    """Words and templates of the list of one nature."""

    titre: Any
    chapo: Any
    vide: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Puce:
    """An active filter."""

    champ: str
    valeur: str
    sans: str


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
        libelles = {str(v): n for v, n in iter(getattr(champ.field, "choices", ()))}
        for brute in self.requete.getlist(champ.name):
            if brute.strip():
                yield Puce(
                    champ=str(champ.label),
                    valeur=str(libelles.get(brute, brute)),
                    sans=self._sans(champ.name, brute),
                )

    def _sans(self, nom: str, valeur: str) -> str:
        reste = self.requete.copy()
        reste.setlist(nom, [autre for autre in self.requete.getlist(nom) if autre != valeur])
        return sans_page(reste)


def sans_page(requete: QueryDict) -> str:
    """Query string without its page number and its empty values, « ? » included."""
    reste = requete.copy()
    reste.pop("page", None)
    for nom in list(reste):
        reste.setlist(nom, [valeur for valeur in reste.getlist(nom) if valeur])
    return f"?{reste.urlencode()}"
