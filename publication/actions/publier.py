"""Make a sheet public."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publication.actions.adresses import adresses_reservees
from publication.actions.ecrire import ecrire
from publication.actions.relecture import (
    apres_le_commit,
    demandeurs,
    par_auteur,
    prevenir_de_la_publication,
    prevenir_du_renvoi,
    prevenir_les_relecteurs,
)
from publication.actions.synchroniser import synchroniser
from publication.actions.verrou import verrouiller_revisions
from publication.models import Fiche, Statut

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from django.contrib.auth.models import AbstractBaseUser


LONGUEUR_DU_MOTIF = 100
"""Characters that the history keeps of a reason."""
CHAMPS_DU_RETRAIT = ("statut", "retiree_le", "retiree_par", "motif_retrait")


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
    if obstacles := obstacles_a_la_publication([verrouillee])[verrouillee.pk]:
        raise PublicationImpossible(verrouillee, obstacles)
    mettre_en_ligne([verrouillee], par=par)


def mettre_en_ligne(fiches: Sequence[Fiche], *, par: AbstractBaseUser, raison: str = "") -> None:
    """Make public locked sheets of one nature that nothing forbids to; who asked for a review is told once."""
    auteurs = demandeurs([fiche for fiche in fiches if fiche.statut == Statut.A_RELIRE])
    maintenant = timezone.now()
    for fiche in fiches:
        fiche.statut = Statut.PUBLIEE
        fiche.publiee_le, fiche.publiee_par_id = maintenant, par.pk
        fiche.retiree_le = fiche.retiree_par = None
        fiche.motif_retrait = ""
        fiche.publication_id = fiche.uid
    ecrire(fiches, (*CHAMPS_DU_RETRAIT, "publiee_le", "publiee_par", "publication"), par=par, raison=raison)
    synchroniser(fiches)
    for auteur, siennes in par_auteur(fiches, auteurs, sauf=par):
        apres_le_commit(prevenir_de_la_publication, siennes, par=par, auteur=auteur)


@transaction.atomic
def demander_relecture(*, fiche: Fiche, par: AbstractBaseUser) -> None:
    """Hand a draft over for review; nothing happens when it is not a draft. The history says who asked (``par``)."""
    verrouillee = verrouiller(fiche)
    if verrouillee.statut == Statut.BROUILLON:
        mettre_a_relire([verrouillee], par=par)


def mettre_a_relire(fiches: Sequence[Fiche], *, par: AbstractBaseUser, raison: str = "") -> None:
    """Hand locked drafts of one nature over for review; each reviewer is told once."""
    for fiche in fiches:
        fiche.statut = Statut.A_RELIRE
    ecrire(fiches, ["statut"], par=par, raison=raison)
    if fiches:
        apres_le_commit(prevenir_les_relecteurs, list(fiches), par=par)


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
    remettre_en_brouillon([verrouillee], motif=motif, par=par)


def remettre_en_brouillon(fiches: Sequence[Fiche], *, motif: str, par: AbstractBaseUser) -> None:
    """Send locked sheets of one nature that wait for a review back to their authors, each told once and why."""
    auteurs = demandeurs(fiches)
    for fiche in fiches:
        fiche.statut = Statut.BROUILLON
    ecrire(fiches, ["statut"], par=par, raison=motif)
    for auteur, siennes in par_auteur(fiches, auteurs, sauf=par):
        apres_le_commit(prevenir_du_renvoi, siennes, motif, par=par, auteur=auteur)


@transaction.atomic
def confirmer(*, fiche: Fiche, par: AbstractBaseUser) -> None:
    """Say that ``par`` read the sheet over today and found it true."""
    verrouillee = verrouiller(fiche)
    verrouillee.verifiee_le, verrouillee.verifiee_par_id = timezone.localdate(), par.pk
    regler([verrouillee], ["verifiee_le", "verifiee_par"], par=par)


def regler(fiches: Sequence[Fiche], champs: Collection[str], *, par: AbstractBaseUser, raison: str = "") -> None:
    """Write ``champs`` of locked sheets of one nature, and what the public sees of them."""
    ecrire(fiches, champs, par=par, raison=raison)
    synchroniser(fiches)


def verrouiller(fiche: Fiche) -> Fiche:
    """Return the sheet as the database has it, its row locked and our turn to write taken until the commit."""
    verrouiller_revisions()
    verrouillee: Fiche = type(fiche).fiches().select_for_update(of=("self",)).get(pk=fiche.pk)
    return verrouillee


def obstacles_a_la_publication(fiches: Sequence[Fiche]) -> dict[Any, list[str]]:
    """Everything that still forbids the publication of each sheet of one nature, by key.

    What it lacks, an address taken, parents not public; one query, besides the parents that were not read with it.
    """
    reservees = adresses_reservees(fiches[0].nature, {fiche.slug: fiche.uid for fiche in fiches}) if fiches else {}
    return {fiche.pk: list(_obstacles(fiche, reservees)) for fiche in fiches}


def refus_de_publier(fiches: Sequence[Fiche]) -> dict[Any, str]:
    """Why sheets of one nature may not be published, in one text, by key; those that may are absent."""
    return {cle: " ".join(dits) for cle, dits in obstacles_a_la_publication(fiches).items() if dits}


def _obstacles(fiche: Fiche, reservees: Mapping[str, str]) -> Iterator[str]:
    yield from fiche.obstacles()
    if fiche.slug in reservees:
        yield reservees[fiche.slug]
    for chemin in fiche.exige:
        parente: Fiche = attrgetter(chemin)(fiche)
        if not parente.est_publique:
            yield _("Publiez d’abord « %(parente)s ».") % {"parente": parente}
