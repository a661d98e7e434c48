"""The administration speaks French: what libraries say included."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests import factories as f
from tests.ecrans import Monde, ecrans

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

ANGLAIS = re.compile(
    r"(?<!=)\b(the|and|of|to|this|that|these|you|your|please|add|added|changed|changes|procrastinate|true|false|delete|deleted|select|selected"
    r"|search|jobs?|any|yes|all|save|saved|view|history|filters?|show|hide|users?|password|time|none|unknown|errors?"
    r"|with|is|are|has|was|not|for|by|from|must|move|remove|items?|order|drag|choose|token|tokens|next|last"
    r"|first|home|status|task|queue|name|help|here|open|close|clear|download|log|in|out|up|down)\b",
    re.IGNORECASE,
)
DITS = ("alt", "aria-label", "placeholder", "title", "data-empty-label")
DONNEES = "{["
"""How the documents that a screen shows as they are begin."""
MUETS = {"script", "style", "template", "code", "pre", "textarea", "option"}


class Textes(HTMLParser):
    """Texts that a page shows, and those that it says to who does not see it."""

    def __init__(self) -> None:
        super().__init__()
        self.trouves: list[str] = []
        self.ouverts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in MUETS:
            self.ouverts.append(tag)
        lus = dict(attrs)
        noms = (*DITS, "value") if lus.get("type") in {"submit", "button", "reset"} else DITS
        self.trouves += [texte for nom in noms if (texte := lus.get(nom))]

    def handle_endtag(self, tag: str) -> None:
        if self.ouverts and tag == self.ouverts[-1]:
            self.ouverts.pop()

    def handle_data(self, data: str) -> None:
        if not self.ouverts and data.strip():
            self.trouves.append(" ".join(data.split()))


def test_aucun_ecran_ne_parle_anglais(client: Client) -> None:
    monde = Monde()
    compte = f.UtilisateurFactory(administration=True, is_superuser=True)
    client.force_login(compte)
    anglais: dict[str, str] = {}
    for chemin in ecrans(monde, compte):
        lus = Textes()
        lus.feed(client.get(chemin, follow=True).content.decode())
        anglais |= {texte: chemin for texte in lus.trouves if ANGLAIS.search(texte) and texte[0] not in DONNEES}
    assert anglais == {}
