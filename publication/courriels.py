"""Messages, in text and in HTML: none is kept or logged."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

AUTOMATIQUE = {"Auto-Submitted": "auto-generated"}


def envoyer(
    email: str,
    objet: str,
    gabarit: str,
    contexte: dict[str, Any],
    entetes: dict[str, str] | None = None,
) -> None:
    """Send the two versions of a template of ``courriels/``, in the language in use. Raises what the server refuses."""
    contexte = {**contexte, "objet": objet, "site": settings.ADRESSE_DU_SITE, "langue": translation.get_language()}
    message = EmailMultiAlternatives(
        f"{objet} · {_('Répertoire ESS')}",
        render_to_string(f"courriels/{gabarit}.txt", contexte),
        to=[email],
        headers={**AUTOMATIQUE, **(entetes or {})},
    )
    message.attach_alternative(render_to_string(f"courriels/{gabarit}.html", contexte), "text/html")
    message.send()
