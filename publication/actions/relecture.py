"""Who is told that a sheet waits for a review, was published, or comes back: messages that leave after the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from publication.models import Statut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.contrib.auth.models import AbstractBaseUser

    from publication.models import Fiche

GROUPES_QUI_RELISENT = ("administration", "rédaction")
AUTOMATIQUE = {"Auto-Submitted": "auto-generated"}


def relecteurs(*, sauf: AbstractBaseUser) -> list[Any]:
    """Accounts of the staff that may be written to, the one who asks apart."""
    comptes = get_user_model()._default_manager.filter(
        is_active=True, is_staff=True, groups__name__in=GROUPES_QUI_RELISENT
    )
    return list(comptes.exclude(pk=sauf.pk).exclude(email="").order_by("pk").distinct())


def demandeur(fiche: Fiche) -> Any:
    """Account that last handed the sheet over for review, ``None`` when a command did."""
    versions = fiche.history.select_related("history_user").order_by("-history_id")
    avant = versions.exclude(statut=Statut.A_RELIRE).first()
    demandees = versions.filter(statut=Statut.A_RELIRE, history_id__gt=avant.history_id if avant else 0)
    premiere = demandees.last()
    return premiere.history_user if premiere else None


def apres_le_commit(prevenir: Callable[..., None], *args: Any, **kwargs: Any) -> None:
    """Tell people once the write is there to see; a message that cannot leave is logged, and undoes nothing."""

    def envoyer() -> None:
        prevenir(*args, **kwargs)

    transaction.on_commit(envoyer, robust=True)


def prevenir_les_relecteurs(fiche: Fiche, *, par: AbstractBaseUser) -> None:
    """Tell the reviewers that a sheet waits."""
    objet = _("À relire : %(fiche)s") % {"fiche": fiche}
    _envoyer(objet, "demande", {"fiche": fiche, "par": par}, relecteurs(sauf=par))


def prevenir_de_la_publication(fiche: Fiche, *, par: AbstractBaseUser, auteur: AbstractBaseUser) -> None:
    """Tell the author that the sheet is public."""
    objet = _("Publiée : %(fiche)s") % {"fiche": fiche}
    _envoyer(objet, "publication", {"fiche": fiche, "par": par}, _autre(auteur, par))


def prevenir_du_renvoi(fiche: Fiche, motif: str, *, par: AbstractBaseUser, auteur: AbstractBaseUser | None) -> None:
    """Tell the author what to take up again."""
    objet = _("À reprendre : %(fiche)s") % {"fiche": fiche}
    _envoyer(objet, "renvoi", {"fiche": fiche, "par": par, "motif": motif}, _autre(auteur, par))


def _autre(auteur: Any, par: AbstractBaseUser) -> list[Any]:
    joignable = auteur is not None and auteur.is_active and auteur.email
    return [auteur] if joignable and auteur.pk != par.pk else []


def _envoyer(objet: str, gabarit: str, contexte: dict[str, Any], comptes: Iterable[Any]) -> None:
    fiche: Fiche = contexte["fiche"]
    ecran = reverse(f"admin:{fiche._meta.app_label}_{fiche._meta.model_name}_change", args=[fiche.pk])
    adresses = {
        "ecran": f"{settings.ADRESSE_DU_SITE}{ecran}",
        "page": f"{settings.ADRESSE_DU_SITE}{fiche.get_absolute_url()}",
    }
    texte = render_to_string(f"admin/publication/courriels/{gabarit}.txt", {**contexte, **adresses})
    messages = [EmailMessage(objet, texte, to=[compte.email], headers=AUTOMATIQUE) for compte in comptes]
    if messages:
        get_connection().send_messages(messages)
