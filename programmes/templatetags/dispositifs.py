"""What pages say of a scheme today."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from programmes.models.calendrier import EtatDispositif, etat_dispositif
from publication.templatetags.presentation import en_date

register = template.Library()


@register.filter
def etat(dispositif: dict[str, Any]) -> EtatDispositif:
    """State of the scheme of a document, today."""
    ouverture, cloture = en_date(dispositif["ouverture_le"]), en_date(dispositif["cloture_le"])
    a_revoir_le = en_date(dispositif["a_revoir_le"])
    return etat_dispositif(ouverture, cloture, a_revoir_le=a_revoir_le, le=timezone.localdate())
