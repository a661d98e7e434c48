"""The public sheets of a nature held in memory by columns, so that counting them costs the same for ten as for 100,000.

PostgreSQL reads every row again for each facet: over 100,000 sheets the facets of one page took two seconds. Here a
facet is a ``bincount`` over one array. The arrays belong to a state of the public data (``EtatPublic``) and to a day;
a later state reads again only the sheets whose revision is later. What a filter keeps is still said once, by the
``FilterSet``: a value of a facet means the same in SQL and here, which ``tests/site/test_listes.py`` holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from django.utils import timezone

from publication import reponses
from publication.colonnes import Colonne, ColonneMultiple, ColonneSimple
from publication.filters import ChoixMultipleFilter
from publication.models import EtatPublic, Publication
from publication.models.fiche import Montants

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from publication.colonnes import Masque, Places
    from publication.filters import EnMemoire

SANS_MONTANT = -1
UNITES = 10_000
"""Amounts are held in ten-thousandths of a euro: the part of a beneficiary is not always a whole number of cents."""


@dataclass(frozen=True, kw_only=True)
class Memoire:
    """Public rows of a nature in the order of their keys.

    ``montants`` are in ``UNITES``, -1 where unknown; places are in WGS 84 degrees, NaN where unknown. ``parents`` are
    the keys of the sheets that the rows are part of, 0 for rows that are sheets; ``revisions`` are those of their
    publications. ``ordres`` fills as orders are asked.
    """

    numero: int
    jour: dt.date
    revision: int = 0
    cles: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    parents: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    revisions: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    montants: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    latitudes: NDArray[np.float64] = field(default_factory=lambda: np.empty(0, np.float64))
    longitudes: NDArray[np.float64] = field(default_factory=lambda: np.empty(0, np.float64))
    colonnes: Mapping[str, Colonne] = field(default_factory=dict)
    ordres: dict[str, Places] = field(default_factory=dict)

    def toutes(self) -> Masque:
        """Every row."""
        return np.ones(len(self.cles), np.bool_)

    def places(self, cles: Iterable[int]) -> Places:
        """Places of the rows of these keys, in the order of the keys; those that are not held are left out."""
        return _rangs(self.cles, np.fromiter(cles, np.int64))

    def masque(self, places: Places) -> Masque:
        """Rows that are at some places."""
        masque = np.zeros(len(self.cles), np.bool_)
        masque[places] = True
        return masque

    @cached_property
    def _par_revision(self) -> Places:
        return np.argsort(self.revisions)

    def places_des_revisions(self, revisions: Sequence[int] | NDArray[np.int64]) -> Places:
        """Places of the sheets of these revisions, in their order; those that are not held are left out."""
        rangs = _rangs(self.revisions[self._par_revision], np.array(revisions, np.int64))
        tenues: Places = self._par_revision[rangs]
        return tenues

    def entre(self, bas: Decimal | None, haut: Decimal | None) -> Masque:
        """Rows whose known amount lies between two bounds, included, in euros."""
        masque: Masque = self.montants != SANS_MONTANT
        if bas is not None:
            masque &= self.montants >= float(bas * UNITES)
        if haut is not None:
            masque &= self.montants <= float(haut * UNITES)
        return masque

    def somme(self, masque: Masque) -> Montants:
        """What the known amounts of some rows come to, in euros."""
        connus = self.montants[masque & (self.montants != SANS_MONTANT)]
        if not len(connus):
            return Montants(connus=0, total=None, mediane=None)
        return Montants(
            connus=len(connus), total=Decimal(int(connus.sum())) / UNITES, mediane=float(np.median(connus)) / UNITES
        )

    def ordre(self, filtre: EnMemoire, tri: str) -> Places:
        """Places of all the rows in one of the orders of ``filtre``, asked once of the database."""
        if tri not in self.ordres:
            self.ordres[tri] = self.places(filtre.filters["tri"].filter(filtre.queryset, tri).cles())
        return self.ordres[tri]


def _rangs(triees: NDArray[np.int64], voulues: NDArray[np.int64]) -> Places:
    """Where some values are in a sorted array; those that are not there are left out."""
    if not len(triees):
        return np.empty(0, np.intp)
    rangs = np.minimum(np.searchsorted(triees, voulues), len(triees) - 1)
    presents: Places = rangs[triees[rangs] == voulues]
    return presents


FIXES = 7


class Ligne(NamedTuple):
    """A row that changed: its first ``FIXES`` columns, then the values of its facets."""

    cle: int
    parent: int
    revision: int
    est_vivante: bool
    montant: Decimal | None
    latitude: float | None
    longitude: float | None
    facettes: Sequence[Any]


_memoires: dict[type[EnMemoire], Memoire] = {}
_effectifs: dict[int, dict[str, int]] = {}
_verrou = Lock()


def oublier() -> None:
    """Forget everything: the database is not the same any more."""
    _memoires.clear()
    _effectifs.clear()
    reponses.oublier()


def effectifs() -> dict[str, int]:
    """Number of public sheets of each nature, counted once for each state of the public data."""
    numero = EtatPublic.objects.numero()
    if numero not in _effectifs:
        comptes = Publication.objects.effectifs()
        _effectifs.clear()
        _effectifs[numero] = comptes
        return comptes
    return _effectifs[numero]


def memoire(filtre: EnMemoire) -> Memoire:
    """What is held of the nature of ``filtre``, brought up to the present state of the public data."""
    classe = type(filtre)
    numero, jour = EtatPublic.objects.numero(), timezone.localdate()
    with _verrou:
        tenue = _memoires.get(classe)
        if tenue is None or tenue.jour != jour or tenue.numero > numero:
            tenue = Memoire(numero=-1, jour=jour)
        if tenue.numero != numero:
            tenue = _memoires[classe] = _a_jour(tenue, filtre, numero)
        return tenue


def _a_jour(tenue: Memoire, filtre: EnMemoire, numero: int) -> Memoire:
    """Read the rows that changed since; the others keep their place."""
    facettes = _facettes(filtre)
    lignes = [
        Ligne._make((*ligne[:FIXES], ligne[FIXES:])) for ligne in filtre.en_memoire.depuis(tenue.revision, facettes)
    ]
    parents = list(filtre.en_memoire.parents_depuis(tenue.revision)) if tenue.revision else []
    partantes = np.isin(tenue.cles, [ligne.cle for ligne in lignes]) | np.isin(tenue.parents, parents)
    vivantes = [ligne for ligne in lignes if ligne.est_vivante]
    toutes = np.concatenate([tenue.cles, np.array([ligne.cle for ligne in vivantes], np.int64)])
    places = np.concatenate([np.flatnonzero(~partantes), np.arange(len(tenue.cles), len(toutes))])
    places = places[np.argsort(toutes[places])]

    def refaire(ancienne: NDArray[Any], valeurs: Iterable[Any]) -> NDArray[Any]:
        refaite: NDArray[Any] = np.concatenate([ancienne, np.array(list(valeurs), ancienne.dtype)])[places]
        return refaite

    colonnes: dict[str, Colonne] = {}
    for rang, nom in enumerate(facettes):
        colonnes[nom] = _tenue(tenue, filtre, nom).refaite(places, [ligne.facettes[rang] for ligne in vivantes])
    cles = toutes[places]
    for nom, un in filtre.filters.items():
        if isinstance(un, ChoixMultipleFilter) and (lire := getattr(filtre, f"lire_{nom}", None)):
            colonnes[nom] = _rangee(cles, lire())
    return Memoire(
        numero=numero,
        jour=tenue.jour,
        revision=max([tenue.revision, *(ligne.revision for ligne in lignes)]),
        cles=cles,
        parents=refaire(tenue.parents, (ligne.parent for ligne in vivantes)),
        revisions=refaire(tenue.revisions, (ligne.revision for ligne in vivantes)),
        montants=refaire(tenue.montants, (_en_unites(ligne.montant) for ligne in vivantes)),
        latitudes=refaire(tenue.latitudes, (_ou_nan(ligne.latitude) for ligne in vivantes)),
        longitudes=refaire(tenue.longitudes, (_ou_nan(ligne.longitude) for ligne in vivantes)),
        colonnes=colonnes,
        ordres={} if lignes or parents else tenue.ordres,
    )


def _en_unites(montant: Decimal | None) -> int:
    return SANS_MONTANT if montant is None else int(montant * UNITES)


def _ou_nan(degres: float | None) -> float:
    return np.nan if degres is None else degres


def _facettes(filtre: EnMemoire) -> dict[str, Any]:
    """Expression of the value that each facet counts, by the name of its filter, when a row of the sheet tells it."""
    facettes = {
        nom: un.expression()
        for nom, un in filtre.filters.items()
        if isinstance(un, ChoixMultipleFilter)
        and not hasattr(filtre, f"lire_{nom}")
        and (un.facette is not None or not hasattr(filtre, f"compter_{nom}"))
    }
    return {**facettes, **filtre.colonnes_en_plus}


def _tenue(tenue: Memoire, filtre: EnMemoire, nom: str) -> Colonne:
    if nom in tenue.colonnes:
        return tenue.colonnes[nom]
    est_multiple = nom in filtre.filters and filtre.filters[nom].est_multiple
    return ColonneMultiple.vide() if est_multiple else ColonneSimple.vide()


def _rangee(cles: NDArray[np.int64], lues: Iterable[tuple[int, Sequence[str]]]) -> ColonneMultiple:
    """Column of the values read for some keys, several times for a same key if need be."""
    valeurs: dict[int, list[str]] = {}
    for cle, portees in lues:
        valeurs.setdefault(cle, []).extend(portees)
    lignes = [valeurs.get(cle) for cle in cles.tolist()]
    return ColonneMultiple.vide().refaite(np.arange(len(lignes)), lignes)
