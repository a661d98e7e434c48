"""Keep the read model in step with the write tables, in the same transaction."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from publication.actions.adresses import deplacer
from publication.actions.calcul import COLONNES_CALCULEES, calculer
from publication.actions.concernees import lots_concernes
from publication.actions.reculs import constater, recule
from publication.actions.verrou import verrouiller_revisions
from publication.models import EtatPublic, Publication, Version
from publication.models.version import version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from uuid import UUID

    from publication.models import Fiche

TAILLE_DE_LOT = 500


@transaction.atomic
def synchroniser(fiches: Iterable[Fiche], *, avancer: Callable[[int], object] = lambda _nombre: None) -> int:
    """Recompute the publication of ``fiches`` and of the public sheets that mention them; return how many changed.

    Call it last in the transaction of the write. Writers pass one at a time from here to their commit: that is what
    makes revisions increase in commit order, so that a client who has read up to revision N never later discovers a
    revision at or below N. Which sheets mention ``fiches`` is asked once our turn has come, so that a mention that the
    writer before us has just committed is not missed. Nothing is written, and no revision taken, for a sheet whose
    public face did not change. Raises ``AdresseReservee`` when a sheet would take the former address of another one.

    ``avancer`` is called with the number of sheets recomputed after each batch.
    """
    verrouiller_revisions()
    EtatPublic.objects.avancer()
    lots = lots_concernes(fiches)
    changees = 0
    for modele, cles in lots.items():
        for lot in par_lots(sorted(cles)):
            changees += _synchroniser_lot(modele, lot)
            avancer(len(lot))
    return changees


def par_lots(cles: Iterable[int], taille: int = TAILLE_DE_LOT) -> Iterator[list[int]]:
    """Cut keys into lists of at most ``taille``."""
    reste = iter(cles)
    while lot := list(islice(reste, taille)):
        yield lot


def _synchroniser_lot(modele: type[Fiche], cles: list[int]) -> int:
    fiches = modele.fiches().filter(pk__in=cles).pour_document().order_by("pk")
    voulues = [voulue for fiche in fiches if (voulue := calculer(fiche))]
    actuelles = Publication.objects.in_bulk([voulue.pk for voulue in voulues])
    changees = [voulue for voulue in voulues if differences(actuelles.get(voulue.pk), voulue)]
    deplacer(actuelles, changees)
    if any(recule(actuelles.get(changee.pk), changee) for changee in changees):
        constater()
    revision, le = Publication.objects.generation(), timezone.now()
    for rang, publication in enumerate(changees, start=1):
        publication.revision, publication.changee_le = revision + rang, le
    Version.objects.bulk_create(_versions(actuelles, changees))
    Publication.objects.bulk_create(
        changees,
        update_conflicts=True,
        unique_fields=["uid"],
        update_fields=[*COLONNES_CALCULEES, "revision", "changee_le"],
    )
    return len(changees)


def _versions(actuelles: Mapping[UUID, Publication], changees: Iterable[Publication]) -> list[Version]:
    """What the public history will say of the changed rows; a withdrawn sheet has none."""
    faites = [version(_contenu(actuelles.get(changee.pk)), changee) for changee in changees if changee.document]
    return [faite for faite in faites if faite is not None]


def _contenu(actuelle: Publication | None) -> dict[str, Any]:
    return actuelle.contenu if actuelle is not None and actuelle.document else {}


def differences(actuelle: Publication | None, voulue: Publication) -> list[str]:
    """Names of the computed columns in which two rows differ; all of them when there is no current row."""
    if actuelle is None:
        return list(COLONNES_CALCULEES)
    return [nom for nom in COLONNES_CALCULEES if getattr(actuelle, nom) != getattr(voulue, nom)]
