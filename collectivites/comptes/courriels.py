"""The message of an invitation; it is neither kept nor logged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from collectivites.comptes.jetons import DUREE, signer

if TYPE_CHECKING:
    from collectivites.models import Invitation


def envoyer_invitation(invitation: Invitation) -> None:
    """Send the link that opens the account; the team writes in French."""
    with translation.override("fr"):
        chemin = reverse("comptes:invitation", args=[signer(invitation)])
        contexte: dict[str, Any] = {
            "invitation": invitation,
            "lien": f"{settings.ADRESSE_DU_SITE}{chemin}",
            "delai": DUREE.days,
            "objet": _("Votre compte au Répertoire ESS"),
            "site": settings.ADRESSE_DU_SITE,
            "langue": "fr",
        }
        message = EmailMultiAlternatives(
            contexte["objet"],
            render_to_string("courriels/invitation.txt", contexte),
            to=[invitation.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("courriels/invitation.html", contexte), "text/html")
        message.send()
