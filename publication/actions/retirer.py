"""Withdraw a sheet from the public, or delete one that never was public."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.actions.ecrire import ecrire
from publication.actions.publier import CHAMPS_DU_RETRAIT, verrouiller
from publication.actions.synchroniser import synchroniser
from publication.models import Fiche, Statut
from publication.natures import registre

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import AbstractBaseUser

EXEMPLES = 5


class RetraitImpossible(Exception):
    """The sheet cannot be withdrawn; the message says why, in French."""


class SuppressionImpossible(Exception):
    """The sheet cannot be deleted; the message says why, in French."""


@transaction.atomic
def retirer(*, fiche: Fiche, motif: str, par: AbstractBaseUser) -> None:
    """Withdraw ``fiche``: its address answers 410 with ``motif``, and sync clients see a tombstone.

    Raises ``RetraitImpossible`` without a reason, when the sheet is not public, or when public sheets depend on it.
    """
    verrouillee = verrouiller(fiche)
    if not motif.strip():
        raise RetraitImpossible(_("Indiquez le motif du retrait : il est montré au public."))
    if not verrouillee.est_publique:
        raise RetraitImpossible(_("« %(fiche)s » n’est pas publiée.") % {"fiche": verrouillee})
    if refus := refus_de_retirer([verrouillee]).get(verrouillee.pk):
        raise RetraitImpossible(refus)
    cacher([verrouillee], motif=motif, par=par)


def cacher(fiches: Sequence[Fiche], *, motif: str, par: AbstractBaseUser, raison: str = "") -> None:
    """Withdraw locked public sheets of one nature on which no public sheet depends."""
    maintenant = timezone.now()
    for fiche in fiches:
        fiche.statut = Statut.RETIREE
        fiche.retiree_le, fiche.retiree_par_id = maintenant, par.pk
        fiche.motif_retrait = motif.strip()
    ecrire(fiches, CHAMPS_DU_RETRAIT, par=par, raison=raison)
    synchroniser(fiches)


@transaction.atomic
def supprimer(*, fiche: Fiche, par: AbstractBaseUser) -> None:
    """Delete a sheet that was never public; its history stays, and says who deleted it.

    Raises ``SuppressionImpossible`` for a sheet that is or was public: withdraw it, so that nobody misses the change.
    """
    verrouillee = verrouiller(fiche)
    if verrouillee.a_ete_publique:
        raise SuppressionImpossible(
            _("« %(fiche)s » est ou a été publique : retirez-la au lieu de la supprimer.") % {"fiche": verrouillee}
        )
    verrouillee._history_user = par
    verrouillee.delete()


def refus_de_retirer(fiches: Sequence[Fiche]) -> dict[Any, str]:
    """Why sheets of one nature cannot be withdrawn: those on which public sheets depend, by key."""
    noms = {fiche.pk: fiche for fiche in fiches}
    return {cle: _refus(noms[cle], dependantes) for cle, dependantes in _dependantes(fiches).items()}


def fiches_dependantes(fiche: Fiche) -> list[Fiche]:
    """Public sheets that may only be public while ``fiche`` is."""
    return _dependantes([fiche])[fiche.pk]


def _dependantes(fiches: Sequence[Fiche]) -> dict[Any, list[Fiche]]:
    """The same for sheets of one nature, by key: a query for each nature that may depend on them."""
    portees: dict[Any, list[Fiche]] = defaultdict(list)
    for inscription in registre if fiches else ():
        for chemin in inscription.modele.exige:
            champ: Any = inscription.modele._meta.get_field(chemin)
            if champ.related_model is type(fiches[0]):
                cles = [fiche.pk for fiche in fiches]
                publiques = inscription.modele.fiches().filter(**{f"{chemin}__in": cles}).publiees()
                for dependante in publiques.order_by("pk"):
                    portees[getattr(dependante, champ.attname)].append(dependante)
    return portees


def _refus(fiche: Fiche, dependantes: list[Fiche]) -> str:
    noms = ", ".join(f"« {dependante} »" for dependante in dependantes[:EXEMPLES])
    suite = "…" if len(dependantes) > EXEMPLES else ""
    phrase = ngettext(
        "« %(fiche)s » porte encore %(nombre)d fiche publiée : %(noms)s. Retirez-la d’abord.",
        "« %(fiche)s » porte encore %(nombre)d fiches publiées : %(noms)s%(suite)s. Retirez-les d’abord.",
        len(dependantes),
    )
    return phrase % {"fiche": fiche, "nombre": len(dependantes), "noms": noms, "suite": suite}
