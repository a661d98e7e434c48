"""The public sheets of a nature held in memory by columns, so that counting them costs the same for ten as for 100,000.

PostgreSQL reads every row again for each facet: over 100,000 sheets the facets of one page took two seconds. Here a
facet is a ``bincount`` over one array. The arrays belong to a state of the public data (``EtatPublic``) and to a day;
a later state reads again only the sheets whose revision is later. What a filter keeps is still said once, by the
``FilterSet``: a value of a facet means the same in SQL and here, which ``tests/site/test_listes.py`` holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils import timezone

from publication.colonnes import Colonne, ColonneMultiple, ColonneSimple
from publication.filters import ChoixMultipleFilter
from publication.models import EtatPublic
from publication.models.fiche import Montants

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from publication.colonnes import Masque
    from publication.filters import FicheFilter
    from publication.models import FicheQuerySet

SANS_MONTANT = -1
CENTIMES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Memoire:
    """Public sheets of a nature in the order of their keys; ``montants`` are in cents, -1 where unknown."""

    numero: int
    jour: dt.date
    revision: int = 0
    cles: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    montants: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    colonnes: Mapping[str, Colonne] = field(default_factory=dict)

    def toutes(self) -> Masque:
        """Every sheet."""
        return np.ones(len(self.cles), np.bool_)

    def masque(self, cles: Iterable[int]) -> Masque:
        """Sheets whose key is one of ``cles``."""
        return np.isin(self.cles, np.fromiter(cles, np.int64))

    def entre(self, bas: Decimal | None, haut: Decimal | None) -> Masque:
        """Sheets whose known amount lies between two bounds, included, in euros."""
        masque: Masque = self.montants != SANS_MONTANT
        if bas is not None:
            masque &= self.montants >= float(bas * CENTIMES)
        if haut is not None:
            masque &= self.montants <= float(haut * CENTIMES)
        return masque

    def somme(self, masque: Masque) -> Montants:
        """What the known amounts of some sheets come to, in euros."""
        connus = self.montants[masque & (self.montants != SANS_MONTANT)]
        if not len(connus):
            return Montants(connus=0, total=None, mediane=None)
        return Montants(
            connus=len(connus), total=Decimal(int(connus.sum())) / CENTIMES, mediane=float(np.median(connus)) / CENTIMES
        )


_memoires: dict[type[FicheFilter], Memoire] = {}
_verrou = Lock()


def oublier() -> None:
    """Forget everything: the database is not the same any more."""
    _memoires.clear()


def memoire(filtre: FicheFilter) -> Memoire:
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


def _a_jour(tenue: Memoire, filtre: FicheFilter, numero: int) -> Memoire:
    """Read the sheets that changed since; the others keep their place."""
    facettes = _facettes(filtre)
    fiches: FicheQuerySet[Any] = filtre.queryset.model.fiches()
    lignes = list(fiches.depuis(tenue.revision, facettes))
    changees = np.array([ligne[0] for ligne in lignes], np.int64)
    vivantes = [ligne for ligne in lignes if ligne[2]]
    gardees = np.flatnonzero(~np.isin(tenue.cles, changees))
    toutes = np.concatenate([tenue.cles, np.array([ligne[0] for ligne in vivantes], np.int64)])
    places = np.concatenate([gardees, np.arange(len(tenue.cles), len(toutes))])
    places = places[np.argsort(toutes[places])]
    montants = [SANS_MONTANT if ligne[3] is None else int(ligne[3] * CENTIMES) for ligne in vivantes]
    colonnes: dict[str, Colonne] = {}
    for rang, nom in enumerate(facettes, start=4):
        nouvelles = [ligne[rang] for ligne in vivantes]
        colonnes[nom] = _tenue(tenue, filtre, nom).refaite(places, nouvelles)
    cles = toutes[places]
    for nom, un in filtre.filters.items():
        if isinstance(un, ChoixMultipleFilter) and (lire := getattr(filtre, f"lire_{nom}", None)):
            colonnes[nom] = _rangee(cles, lire())
    return Memoire(
        numero=numero,
        jour=tenue.jour,
        revision=max([tenue.revision, *(ligne[1] for ligne in lignes)]),
        cles=cles,
        montants=np.concatenate([tenue.montants, np.array(montants, np.int64)])[places],
        colonnes=colonnes,
    )


def _facettes(filtre: FicheFilter) -> dict[str, Any]:
    """Expression of the value that each facet counts, by the name of its filter, when a row of the sheet tells it."""
    return {
        nom: un.expression()
        for nom, un in filtre.filters.items()
        if isinstance(un, ChoixMultipleFilter)
        and not hasattr(filtre, f"lire_{nom}")
        and (un.facette is not None or not hasattr(filtre, f"compter_{nom}"))
    }


def _tenue(tenue: Memoire, filtre: FicheFilter, nom: str) -> Colonne:
    if nom in tenue.colonnes:
        return tenue.colonnes[nom]
    return ColonneMultiple.vide() if filtre.filters[nom].est_multiple else ColonneSimple.vide()


def _rangee(cles: NDArray[np.int64], lues: Iterable[tuple[int, Sequence[str]]]) -> ColonneMultiple:
    """Column of the values read for some keys, several times for a same key if need be."""
    valeurs: dict[int, list[str]] = {}
    for cle, portees in lues:
        valeurs.setdefault(cle, []).extend(portees)
    lignes = [valeurs.get(cle) for cle in cles.tolist()]
    return ColonneMultiple.vide().refaite(np.arange(len(lignes)), lignes)
