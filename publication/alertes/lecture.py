"""What a search answers at one instant, and what is new in it since the last time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publication.actions.verrou import instantane
from publication.alertes.recherche import Recherche
from publication.models import Publication, Reponse, Version

if TYPE_CHECKING:
    from uuid import UUID

    from publication.models import Alerte


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifiee:
    """A sheet that changed, with the parts of its document that did."""

    publication: Publication
    parties: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """What to tell: sheets that now answer, that changed, that were withdrawn, and that no longer answer."""

    reponse: Reponse
    nouvelles: list[Publication] = field(default_factory=list)
    modifiees: list[Modifiee] = field(default_factory=list)
    retirees: list[Publication] = field(default_factory=list)
    sorties: list[Publication] = field(default_factory=list)

    @property
    def nombre(self) -> int:
        """How many sheets there are to tell of."""
        return len(self.nouvelles) + len(self.modifiees) + len(self.retirees) + len(self.sorties)


class RechercheIncomprise(Exception):
    """A filter of the search means nothing any more: a theme or a place is gone."""


def repondre(recherche: Recherche) -> Reponse:
    """Read the answer and the revision at one instant. Raises ``RechercheIncomprise``."""
    if not recherche.est_comprise:
        raise RechercheIncomprise
    with instantane():
        return _reponse(recherche)


def resumer(alerte: Alerte) -> Resume:
    """Compare the answer with what the alert remembers, at one instant. Raises ``RechercheIncomprise``.

    Everything comes from the read model: a sheet that is not public has nothing there that could be told.
    """
    recherche = Recherche.de(alerte)
    if not recherche.est_comprise:
        raise RechercheIncomprise
    with instantane():
        reponse = _reponse(recherche)
        avant, apres = set(alerte.vues), set(reponse.vues)
        parties = _parties(alerte.derniere_revision or 0, avant & apres)
        lues = Publication.objects.pour_resume({*(apres - avant), *(avant - apres), *parties})
        return Resume(
            reponse=reponse,
            nouvelles=[lue for lue in lues if lue.pk in apres - avant],
            modifiees=[Modifiee(publication=lue, parties=parties[lue.pk]) for lue in lues if lue.pk in parties],
            retirees=[lue for lue in lues if lue.est_retiree],
            sorties=[lue for lue in lues if lue.pk not in apres and not lue.est_retiree],
        )


def _reponse(recherche: Recherche) -> Reponse:
    return Reponse(revision=Publication.objects.generation(), vues=recherche.uids())


def _parties(revision: int, suivies: set[UUID]) -> dict[UUID, list[str]]:
    """Parts that changed since a revision, by sheet among those followed."""
    changees = suivies.intersection(Publication.objects.changees_depuis(revision))
    return Version.objects.parties_depuis(revision, changees)
