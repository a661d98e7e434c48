"""What very many public sheets answer, kept in memory: the next page of a search, or the next filter, reads it no more.

PostgreSQL must visit each row that says a common word to tell its nature: over 100,000 of them that takes a tenth of a
second, for the same list as long as nothing public changes. Searches that few sheets answer are not kept: an index
gives them at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from publication.models import EtatPublic, Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from publication.recherche import Comprise

    Revisions = NDArray[np.int64]

GARDEES_AU_PLUS = 2_000_000
"""Revisions kept, all searches together: 16 MB."""


@dataclass
class _Tenues:
    """Revisions that answer each search, by nature, for one state of the public data; the last asked come last."""

    numero: int = -1
    par_recherche: dict[str, Mapping[str, Revisions]] = field(default_factory=dict)

    def garder(self, cle: str, trouvees: Mapping[str, Revisions]) -> None:
        """Keep one, and drop those asked least recently when there are too many."""
        self.par_recherche.pop(cle, None)
        self.par_recherche[cle] = trouvees
        while len(self.par_recherche) > 1 and sum(map(_taille, self.par_recherche.values())) > GARDEES_AU_PLUS:
            del self.par_recherche[next(iter(self.par_recherche))]


_tenues = _Tenues()
_verrou = Lock()


def _taille(trouvees: Mapping[str, Revisions]) -> int:
    return sum(map(len, trouvees.values()))


def oublier() -> None:
    """Forget everything."""
    with _verrou:
        _tenues.numero = -1
        _tenues.par_recherche.clear()


def reponses(comprise: Comprise) -> Mapping[str, Revisions]:
    """Revisions of all the public sheets that answer a search, by nature."""
    numero = EtatPublic.objects.numero()
    cle = repr((comprise.requete, comprise.demande.noms, comprise.collectivites, comprise.demande.plie))
    with _verrou:
        if _tenues.numero != numero:
            _tenues.numero = numero
            _tenues.par_recherche.clear()
        trouvees = _tenues.par_recherche.get(cle)
    if trouvees is None:
        trouvees = {nature: np.array(lues, np.int64) for nature, lues in Publication.objects.revisions(comprise)}
    with _verrou:
        if comprise.est_commune and _tenues.numero == numero:
            _tenues.garder(cle, trouvees)
    return trouvees
