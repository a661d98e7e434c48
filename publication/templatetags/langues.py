"""The languages that a page can be read in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()


@dataclass(frozen=True, slots=True, kw_only=True)
class Langue:
    """A language of the page: ``adresse`` is the path of the page in it, with its parameters."""

    code: str
    nom: str
    adresse: str
    absolue: str
    est_celle_ci: bool


@register.simple_tag(takes_context=True)
def langues(context: dict[str, Any]) -> list[Langue]:
    """Languages that the page of the context exists in; none when it is the same in all, as an error page is."""
    request: HttpRequest | None = context.get("request")
    if request is None or request.resolver_match is None:
        return []
    complete = request.get_full_path()
    adresses = {code: translate_url(complete, code) for code, _nom in settings.LANGUAGES}
    if len(set(adresses.values())) == 1:
        return []
    return [
        Langue(
            code=code,
            nom=str(nom),
            adresse=adresses[code],
            absolue=request.build_absolute_uri(adresses[code]),
            est_celle_ci=code == get_language(),
        )
        for code, nom in settings.LANGUAGES
    ]
