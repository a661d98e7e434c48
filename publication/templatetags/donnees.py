"""How the dictionary of data names things."""

from __future__ import annotations

from django import template

register = template.Library()

TYPES = {
    "boolean": "oui ou non",
    "date": "date",
    "datetime": "date et heure",
    "integer": "nombre entier",
    "number": "nombre",
    "string": "texte",
}
"""Types of Table Schema; the dictionary is in French, as the data are."""


@register.filter
def type_de_colonne(nom: str) -> str:
    """Name the type of a column."""
    return TYPES[nom]
