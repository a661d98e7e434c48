"""What pages say of an authority."""

from __future__ import annotations

from django import template

from collectivites.models import Ruralite

register = template.Library()


@register.filter
def ruralite_libelle(code: str) -> str:
    """Words of a class of rurality."""
    return str(Ruralite(code).label)
