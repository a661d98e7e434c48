"""Differences between texts, for those who see colours and for those who do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from publication.differences import Genre

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from publication.differences import Morceau

register = template.Library()


@register.simple_tag
def differences(morceaux: Iterable[Morceau]) -> SafeString:
    """Pieces of a comparison: what went is struck, what came is underlined, and both are announced in words."""
    lus = list(morceaux)
    if not lus:
        return format_html('<span class="vide">{}</span>', _("vide"))
    annonces = {Genre.RETIRE: ("del", _("retiré :")), Genre.AJOUTE: ("ins", _("ajouté :"))}
    pieces = []
    for morceau in lus:
        if morceau.genre is Genre.EGAL:
            pieces.append(format_html("{}", morceau.texte))
        else:
            balise, annonce = annonces[morceau.genre]
            pieces.append(
                format_html(
                    '<{0}><span class="visually-hidden">[{1} </span>{2}<span class="visually-hidden">]</span></{0}>',
                    balise,
                    annonce,
                    morceau.texte,
                )
            )
    return format_html('<div class="differences">{}</div>', format_html_join("", "{}", ((piece,) for piece in pieces)))
