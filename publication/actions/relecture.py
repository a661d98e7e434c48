"""Who is told that a sheet waits for a review, was published, or comes back: messages that leave after the commit."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from publication.models import Statut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.contrib.auth.models import AbstractBaseUser

    from publication.models import Fiche

GROUPES_QUI_RELISENT = ("administration", "rédaction")
AUTOMATIQUE = {"Auto-Submitted": "auto-generated"}
FICHES_NOMMEES = 50
"""Sheets that a message names, when a gesture on many makes it leave."""


def relecteurs(*, sauf: AbstractBaseUser) -> list[Any]:
    """Accounts of the staff that may be written to, the one who asks apart."""
    comptes = get_user_model()._default_manager.filter(
        is_active=True, is_staff=True, groups__name__in=GROUPES_QUI_RELISENT
    )
    return list(comptes.exclude(pk=sauf.pk).exclude(email="").order_by("pk").distinct())


def demandeurs(fiches: Sequence[Fiche]) -> dict[Any, Any]:
    """Account that last handed each sheet of one nature over for review, by key; a command leaves none. Two queries."""
    if not fiches:
        return {}
    modele: Any = type(fiches[0])
    versions = modele.history.filter(id=OuterRef("pk"))
    avant = versions.exclude(statut=Statut.A_RELIRE).order_by("-history_id").values("history_id")[:1]
    demandees = versions.filter(statut=Statut.A_RELIRE, history_id__gt=Coalesce(Subquery(avant), 0))
    premiere = Subquery(demandees.order_by("history_id").values("history_user_id")[:1])
    lues = modele.fiches().order_by().filter(pk__in=[fiche.pk for fiche in fiches]).annotate(demandeur=premiere)
    cles = dict(lues.exclude(demandeur=None).values_list("pk", "demandeur"))
    comptes = get_user_model()._default_manager.in_bulk(set(cles.values())) if cles else {}
    return {fiche: comptes[compte] for fiche, compte in cles.items()}


def par_auteur(
    fiches: Sequence[Fiche], auteurs: Mapping[Any, Any], *, sauf: AbstractBaseUser
) -> list[tuple[Any, list[Fiche]]]:
    """Sheets of each author that may be written to, the one who acts apart."""
    groupes: dict[Any, list[Fiche]] = defaultdict(list)
    for fiche in fiches:
        auteur = auteurs.get(fiche.pk)
        if auteur is not None and auteur.is_active and auteur.email and auteur.pk != sauf.pk:
            groupes[auteur].append(fiche)
    return list(groupes.items())


def apres_le_commit(prevenir: Callable[..., None], *args: Any, **kwargs: Any) -> None:
    """Tell people once the write is there to see; a message that cannot leave is logged, and undoes nothing."""

    def envoyer() -> None:
        prevenir(*args, **kwargs)

    transaction.on_commit(envoyer, robust=True)


def prevenir_les_relecteurs(fiches: Sequence[Fiche], *, par: AbstractBaseUser) -> None:
    """Tell the reviewers that sheets wait."""
    _envoyer(_("À relire : %(quoi)s"), "demande", fiches, {"par": par}, relecteurs(sauf=par))


def prevenir_de_la_publication(fiches: Sequence[Fiche], *, par: AbstractBaseUser, auteur: AbstractBaseUser) -> None:
    """Tell the author that sheets are public."""
    _envoyer(_("Publiée : %(quoi)s"), "publication", fiches, {"par": par}, [auteur])


def prevenir_du_renvoi(fiches: Sequence[Fiche], motif: str, *, par: AbstractBaseUser, auteur: AbstractBaseUser) -> None:
    """Tell the author what to take up again."""
    _envoyer(_("À reprendre : %(quoi)s"), "renvoi", fiches, {"par": par, "motif": motif}, [auteur])


def _envoyer(
    objet: str, gabarit: str, fiches: Sequence[Fiche], contexte: dict[str, Any], comptes: Iterable[Any]
) -> None:
    """Write once to each account, whatever the number of sheets."""
    quoi = str(fiches[0]) if len(fiches) == 1 else _("%(nombre)d fiches") % {"nombre": len(fiches)}
    complet = {
        **contexte,
        "fiches": [{"nom": str(fiche), **_adresses(fiche)} for fiche in fiches[:FICHES_NOMMEES]],
        "nombre": len(fiches),
        "autres": max(0, len(fiches) - FICHES_NOMMEES),
    }
    texte = render_to_string(f"admin/publication/courriels/{gabarit}.txt", complet)
    messages = [
        EmailMessage(objet % {"quoi": quoi}, texte, to=[compte.email], headers=AUTOMATIQUE) for compte in comptes
    ]
    if messages:
        get_connection().send_messages(messages)


def _adresses(fiche: Fiche) -> dict[str, str]:
    ecran = reverse(f"admin:{fiche._meta.app_label}_{fiche._meta.model_name}_change", args=[fiche.pk])
    return {
        "ecran": f"{settings.ADRESSE_DU_SITE}{ecran}",
        "page": f"{settings.ADRESSE_DU_SITE}{fiche.get_absolute_url()}",
    }
