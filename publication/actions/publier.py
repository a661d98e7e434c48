"""Make a sheet public."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publication.actions.adresses import AdresseReservee, refuser_les_reservees
from publication.actions.relecture import (
    apres_le_commit,
    demandeur,
    prevenir_de_la_publication,
    prevenir_du_renvoi,
    prevenir_les_relecteurs,
)
from publication.actions.synchroniser import synchroniser
from publication.actions.verrou import verrouiller_revisions
from publication.models import Fiche, Statut

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


LONGUEUR_DU_MOTIF = 100
"""Characters that the history keeps of a reason."""


class RenvoiImpossible(Exception):
    """The sheet cannot be sent back to its author; the message says why, in French."""


class PublicationImpossible(Exception):
    """The sheet cannot be public yet; ``obstacles`` says why, one French sentence each."""

    def __init__(self, fiche: Fiche, obstacles: list[str]) -> None:
        """Keep the sheet and the reasons."""
        super().__init__(f"{fiche} : {' '.join(map(str, obstacles))}")
        self.fiche = fiche
        self.obstacles = obstacles


@transaction.atomic
def publier(*, fiche: Fiche, par: AbstractBaseUser) -> None:
    """Make ``fiche`` public, or public again after a withdrawal; nothing happens when it already is.

    Raises ``PublicationImpossible`` when something forbids it; nothing is written then.
    """
    verrouillee = verrouiller(fiche)
    if verrouillee.est_publique:
        return
    if obstacles := obstacles_a_la_publication(verrouillee):
        raise PublicationImpossible(verrouillee, obstacles)
    auteur = demandeur(verrouillee) if verrouillee.statut == Statut.A_RELIRE else None
    verrouillee._history_user = par
    verrouillee.statut = Statut.PUBLIEE
    verrouillee.publiee_le, verrouillee.publiee_par_id = timezone.now(), par.pk
    verrouillee.retiree_le = verrouillee.retiree_par = None
    verrouillee.motif_retrait = ""
    verrouillee.publication_id = verrouillee.uid
    verrouillee.save()
    synchroniser([verrouillee])
    if auteur is not None:
        apres_le_commit(prevenir_de_la_publication, verrouillee, par=par, auteur=auteur)


@transaction.atomic
def demander_relecture(*, fiche: Fiche, par: AbstractBaseUser) -> None:
    """Hand a draft over for review; nothing happens when it is not a draft. The history says who asked (``par``)."""
    verrouillee = verrouiller(fiche)
    if verrouillee.statut == Statut.BROUILLON:
        verrouillee.statut = Statut.A_RELIRE
        verrouillee._history_user = par
        verrouillee.save()
        apres_le_commit(prevenir_les_relecteurs, verrouillee, par=par)


@transaction.atomic
def renvoyer(*, fiche: Fiche, motif: str, par: AbstractBaseUser) -> None:
    """Send a sheet that waits for a review back to its author, who is told why; the history keeps the reason.

    Raises ``RenvoiImpossible`` without a reason, with one too long for the history, or when no review was asked for.
    """
    verrouillee = verrouiller(fiche)
    motif = motif.strip()
    if not motif:
        raise RenvoiImpossible(_("Dites à l’auteur ce qu’il faut reprendre."))
    if len(motif) > LONGUEUR_DU_MOTIF:
        raise RenvoiImpossible(_("Le motif compte %(nombre)d caractères au plus.") % {"nombre": LONGUEUR_DU_MOTIF})
    if verrouillee.statut != Statut.A_RELIRE:
        raise RenvoiImpossible(_("« %(fiche)s » n’est pas à relire.") % {"fiche": verrouillee})
    auteur = demandeur(verrouillee)
    verrouillee.statut = Statut.BROUILLON
    verrouillee._history_user = par
    verrouillee._change_reason = motif
    verrouillee.save()
    apres_le_commit(prevenir_du_renvoi, verrouillee, motif, par=par, auteur=auteur)


@transaction.atomic
def confirmer(*, fiche: Fiche, par: AbstractBaseUser) -> None:
    """Say that ``par`` read the sheet over today and found it true."""
    verrouillee = verrouiller(fiche)
    verrouillee.verifiee_le, verrouillee.verifiee_par_id = timezone.localdate(), par.pk
    verrouillee._history_user = par
    verrouillee.save()
    synchroniser([verrouillee])


def verrouiller(fiche: Fiche) -> Fiche:
    """Return the sheet as the database has it, its row locked and our turn to write taken until the commit."""
    verrouiller_revisions()
    verrouillee: Fiche = type(fiche).fiches().select_for_update(of=("self",)).get(pk=fiche.pk)
    return verrouillee


def obstacles_a_la_publication(fiche: Fiche) -> list[str]:
    """Everything that still forbids publication: what it lacks, an address taken, parents not public."""
    obstacles = list(fiche.obstacles())
    try:
        refuser_les_reservees(fiche.nature, {fiche.slug: fiche.uid})
    except AdresseReservee as refus:
        obstacles.append(str(refus))
    for chemin in fiche.exige:
        parente: Fiche = attrgetter(chemin)(fiche)
        if not parente.est_publique:
            obstacles.append(_("Publiez d’abord « %(parente)s ».") % {"parente": parente})
    return obstacles
