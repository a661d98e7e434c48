"""Withdraw a sheet from the public, or delete one that never was public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.actions.publier import verrouiller
from publication.actions.synchroniser import synchroniser
from publication.models import Fiche, Statut
from publication.natures import registre

if TYPE_CHECKING:
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
    if dependantes := fiches_dependantes(verrouillee):
        raise RetraitImpossible(_refus(verrouillee, dependantes))
    verrouillee._history_user = par
    verrouillee.statut = Statut.RETIREE
    verrouillee.retiree_le, verrouillee.retiree_par = timezone.now(), par
    verrouillee.motif_retrait = motif.strip()
    verrouillee.save()
    synchroniser([verrouillee])


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


def fiches_dependantes(fiche: Fiche) -> list[Fiche]:
    """Public sheets that may only be public while ``fiche`` is."""
    return [
        dependante
        for inscription in registre
        for chemin in inscription.modele.exige
        if inscription.modele._meta.get_field(chemin).related_model is type(fiche)
        for dependante in inscription.modele.fiches().filter(**{chemin: fiche}).publiees().order_by("pk")
    ]


def _refus(fiche: Fiche, dependantes: list[Fiche]) -> str:
    noms = ", ".join(f"« {dependante} »" for dependante in dependantes[:EXEMPLES])
    suite = "…" if len(dependantes) > EXEMPLES else ""
    phrase = ngettext(
        "« %(fiche)s » porte encore %(nombre)d fiche publiée : %(noms)s. Retirez-la d’abord.",
        "« %(fiche)s » porte encore %(nombre)d fiches publiées : %(noms)s%(suite)s. Retirez-les d’abord.",
        len(dependantes),
    )
    return phrase % {"fiche": fiche, "nombre": len(dependantes), "noms": noms, "suite": suite}
