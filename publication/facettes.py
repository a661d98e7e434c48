"""How many sheets each value of a filter would keep, the other filters being what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from publication.filters import EXCLUSION, ChoixMultipleFilter, CodesField

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from publication.filters import FicheFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class Valeur:
    """A value of a filter: ``nombre`` is how many sheets bear it under the other filters."""

    code: str
    libelle: str
    nombre: int
    est_voulue: bool
    est_exclue: bool

    @property
    def est_active(self) -> bool:
        """Whether it is asked for, one way or the other."""
        return self.est_voulue or self.est_exclue


@dataclass(frozen=True, slots=True, kw_only=True)
class Facette:
    """A filter with its values: all those of a short list, those that some sheet bears of a long one."""

    nom: str
    libelle: str
    valeurs: list[Valeur]

    @property
    def est_active(self) -> bool:
        """Whether some value is asked for."""
        return any(valeur.est_active for valeur in self.valeurs)


LISTE_COURTE = 15


def facettes(filtre: FicheFilter) -> dict[str, Facette]:
    """Facets of a valid ``FilterSet`` by the name of their filter; one query each, whatever the number of sheets."""
    return {
        nom: Facette(nom=nom, libelle=str(un.label), valeurs=list(_valeurs(filtre, nom, un)))
        for nom, un in filtre.filters.items()
        if isinstance(un, ChoixMultipleFilter) and _est_offerte(filtre, un)
    }


def _est_offerte(filtre: FicheFilter, un: ChoixMultipleFilter) -> bool:
    return not un.apres or any(filtre.form.cleaned_data[nom] for nom in un.apres)


def _valeurs(filtre: FicheFilter, nom: str, un: ChoixMultipleFilter) -> Iterator[Valeur]:
    comptes = _comptes(filtre, nom, un)
    demandees = set(filtre.form.cleaned_data[nom] or ())
    choix = _choix(filtre.form.fields[nom], {*comptes, *(code.removeprefix(EXCLUSION) for code in demandees)})
    for code, libelle in choix:
        valeur = Valeur(
            code=code,
            libelle=libelle,
            nombre=comptes.get(code, 0),
            est_voulue=code in demandees,
            est_exclue=f"{EXCLUSION}{code}" in demandees,
        )
        if valeur.nombre or valeur.est_active or len(choix) <= LISTE_COURTE:
            yield valeur


def _choix(champ: Any, presents: Collection[str]) -> list[tuple[str, str]]:
    """Values and labels: those that the field offers, or the names of those that some sheet bears."""
    if isinstance(champ, CodesField):
        noms = champ.noms(presents)
        return sorted(noms.items(), key=lambda couple: couple[1])
    return [(str(code), str(libelle)) for code, libelle in champ.choices]


def _comptes(filtre: FicheFilter, nom: str, un: ChoixMultipleFilter) -> dict[str, int]:
    compter: Any = getattr(filtre, f"compter_{nom}", None)
    fiches = filtre.sauf(nom)
    comptes: dict[str, int] = compter(fiches) if compter else fiches.compter_par(un.facette or un.field_name)
    return comptes
