"""Withdraw a sheet from the public, or delete one that never was public."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import PROTECT, RESTRICT, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publication.actions.ecrire import ecrire
from publication.actions.publier import CHAMPS_DU_RETRAIT, verrouiller
from publication.actions.synchroniser import synchroniser
from publication.models import Fiche, Statut
from publication.natures import registre

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import AbstractBaseUser

EXEMPLES = 5
RETENUE = gettext_lazy("Elle sert encore ailleurs : détachez-la d’abord.")


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


def effacer(fiches: Sequence[Fiche], *, par: AbstractBaseUser, raison: str = "") -> dict[Any, str]:
    """Delete locked sheets of one nature that were never public; say which ones others forbid to delete, by key."""
    for fiche in fiches:
        fiche._history_user, fiche._change_reason = par, raison
    if _effacer(fiches):
        return {}
    return {fiche.pk: str(RETENUE) for fiche in fiches if not _effacer([fiche])}


def _effacer(fiches: Sequence[Fiche]) -> bool:
    """Delete all of them, or none when something forbids it."""
    collecteur = Collector(using=DEFAULT_DB_ALIAS)
    try:
        collecteur.collect(list(fiches))
    except (ProtectedError, RestrictedError):
        return False
    collecteur.delete()
    return True


def refus_d_effacer(fiches: Sequence[Fiche]) -> dict[Any, str]:
    """Why sheets of one nature cannot be deleted, by key: they were public, or rows that stay name them."""
    etat = _("Elle est ou a été publique : retirez-la au lieu de la supprimer.")
    refus: dict[Any, str] = {}
    for relation in type(fiches[0])._meta.related_objects if fiches else ():
        if relation.on_delete in (PROTECT, RESTRICT):
            lignes = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": fiches})
            nommees = lignes.order_by().values_list(f"{relation.field.name}__pk", flat=True).distinct()
            refus |= dict.fromkeys(nommees, _retenue(relation))
    return refus | {fiche.pk: etat for fiche in fiches if fiche.a_ete_publique}


def _retenue(relation: Any) -> str:
    phrase = _("Elle sert encore ailleurs (%(quoi)s) : détachez-la d’abord.")
    return phrase % {"quoi": relation.related_model._meta.verbose_name_plural}


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
