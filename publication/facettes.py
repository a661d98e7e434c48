"""How many sheets each value of a filter would keep, the other filters being what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils.functional import cached_property

from publication.filters import EXCLUSION, ChoixMultipleFilter, CodesField, separer
from publication.memoire import memoire
from publication.reponses import reponses

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from django.db.models import QuerySet
    from django_filters import FilterSet
    from numpy.typing import NDArray

    from publication.colonnes import Colonne, Masque, Places
    from publication.filters import EnMemoire
    from publication.models import FicheQuerySet
    from publication.models.fiche import Montants
    from publication.recherche import Comprise


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
SANS_VALEUR: tuple[Any, ...] = (None, "", [])


class Comptage:
    """What a valid ``FilterSet`` over all the public sheets of its nature keeps, counted.

    Filters whose values are held in memory ask PostgreSQL nothing; words ask the read model alone, and one query, at
    most, gives what all the others keep.
    """

    def __init__(self, filtre: EnMemoire) -> None:
        """Read nothing more than what is not in memory yet."""
        self.filtre = filtre
        self.memoire = memoire(filtre)
        actifs = [nom for nom, valeur in filtre.form.cleaned_data.items() if valeur not in SANS_VALEUR and nom != "tri"]
        self._masques = {nom: masque for nom in actifs if (masque := self._masque(nom)) is not None}
        self._autres = [nom for nom in actifs if nom not in self._masques]
        self._socle = self.memoire.toutes()
        if self._autres:
            self._socle = self.memoire.masque(self.memoire.places(filtre.selon(self._autres).cles()))

    @cached_property
    def ensemble(self) -> Masque:
        """Sheets that answer all the filters."""
        return self._sauf("")

    @property
    def nombre(self) -> int:
        """How many sheets answer."""
        return int(np.count_nonzero(self.ensemble))

    @property
    def montants(self) -> Montants:
        """What their known amounts come to."""
        return self.memoire.somme(self.ensemble)

    @cached_property
    def rangees(self) -> NDArray[np.int64]:
        """Keys of the rows that answer, in the order asked."""
        valeurs = self.filtre.form.cleaned_data
        ordre = self.memoire.ordre(self.filtre, valeurs["tri"])
        if valeurs["q"] and not valeurs["tri"]:
            ordre = np.concatenate([self._tetes, ordre[~self.memoire.masque(self._tetes)[ordre]]])
        return self.memoire.cles[ordre[self.ensemble[ordre]]]

    @cached_property
    def _tetes(self) -> Places:
        """Places of the sheets that best answer the words asked, the best first."""
        return self.memoire.places_des_revisions(self.filtre.meilleures())

    def _trouvees(self, comprise: Comprise) -> Places:
        """Places of the sheets that answer a search: those that are ranked, or many more."""
        if not comprise.est_commune:
            return self._tetes
        toutes = reponses(comprise)
        nature = self.filtre.queryset.model.nature
        return self.memoire.places_des_revisions(toutes[nature]) if nature in toutes else self._tetes

    def lues(self) -> Rangees:
        """Rows that answer, in the order asked, each read when it is shown."""
        return Rangees(self.filtre.queryset, self.rangees)

    def facettes(self) -> dict[str, Facette]:
        """Facets by the name of their filter."""
        return {
            nom: facette(self.filtre, nom, self._comptes(nom))
            for nom, un in self.filtre.filters.items()
            if isinstance(un, ChoixMultipleFilter) and self._est_offerte(un)
        }

    def _colonne(self, nom: str) -> Colonne | None:
        """Column of a filter, unless another filter makes its values mean something else."""
        autre = getattr(self.filtre.filters[nom], "sauf_avec", "")
        return None if autre and self.filtre.form.cleaned_data[autre] else self.memoire.colonnes.get(nom)

    def _masque(self, nom: str) -> Masque | None:
        """Sheets that answer one filter, when memory can tell."""
        valeur, un = self.filtre.form.cleaned_data[nom], self.filtre.filters[nom]
        if nom == "q" and self.filtre.comprise is not None:
            return self.memoire.masque(self._trouvees(self.filtre.comprise))
        if un.field_name == self.filtre.champ_montant and un.lookup_expr in {"gte", "lte"}:
            return self.memoire.entre(*((valeur, None) if un.lookup_expr == "gte" else (None, valeur)))
        colonne = self._colonne(nom)
        if colonne is None:
            return None
        voulues, exclues = separer(valeur)
        masque = colonne.masque(voulues) if voulues else self.memoire.toutes()
        return masque & ~colonne.masque(exclues) if exclues else masque

    def _sauf(self, nom: str) -> Masque:
        """Sheets that answer all the filters but ``nom``."""
        masque = self._socle
        for autre, sien in self._masques.items():
            masque = masque if autre == nom else masque & sien
        return masque

    def _est_offerte(self, un: ChoixMultipleFilter) -> bool:
        return not un.apres or any(self.filtre.form.cleaned_data[nom] for nom in un.apres)

    def _comptes(self, nom: str) -> dict[str, int]:
        colonne = self._colonne(nom)
        if colonne is not None:
            return colonne.comptes(self._sauf(nom))
        fiches = self.filtre.selon([autre for autre in self._autres if autre != nom])
        if self._masques:
            fiches = fiches.filter(pk__in=self.memoire.cles[self._sauf(nom)].tolist())
        compter: Callable[[FicheQuerySet[Any]], dict[str, int]] = getattr(self.filtre, f"compter_{nom}")
        return compter(fiches)


class Rangees:
    """Rows of a queryset in the order of some keys: a page of them costs what it shows, wherever it is."""

    def __init__(self, lignes: QuerySet[Any], cles: NDArray[np.int64]) -> None:
        self.lignes = lignes
        self.cles = cles

    def __len__(self) -> int:
        return len(self.cles)

    def __getitem__(self, tranche: slice) -> Rangees:
        """Rows of a slice, none of which is read yet."""
        return Rangees(self.lignes, self.cles[tranche])

    def __iter__(self) -> Iterator[Any]:
        """Read the rows; one that is public no more is left out."""
        lues = self.lignes.in_bulk(self.cles.tolist())
        return (lues[cle] for cle in self.cles.tolist() if cle in lues)


def facette(filtre: FilterSet, nom: str, comptes: dict[str, int]) -> Facette:
    """Facet of a filter from the number of rows that bear each of its values; the form is valid."""
    libelle = str(filtre.filters[nom].label)
    return Facette(nom=nom, libelle=libelle, valeurs=list(_valeurs(filtre, nom, comptes)))


def _valeurs(filtre: FilterSet, nom: str, comptes: dict[str, int]) -> Iterator[Valeur]:
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
