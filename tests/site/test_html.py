"""Every page type is valid HTML: no parse error, one of each id, references that lead somewhere, headings in order."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import html5lib
import pytest
from django.db import DatabaseError

from tests.types_de_pages import creer_les_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

pytestmark = pytest.mark.django_db
TITRES = {"h1", "h2", "h3", "h4", "h5", "h6"}
REFERENCES = ("for", "form", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")


def lire(contenu: bytes) -> Element:
    """Tree of a page. Raises ``html5lib.html5parser.ParseError`` at its first mistake."""
    analyseur = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    arbre: Element = analyseur.parse(contenu.decode())
    return arbre


def fautes(arbre: Element) -> Iterator[str]:
    """What a parser lets through, and a reader or a machine stumbles upon."""
    ids = Counter(element.attrib["id"] for element in arbre.iter() if "id" in element.attrib)
    yield from (f"id répété : {nom}" for nom, fois in ids.items() if fois > 1)
    for element in arbre.iter():
        voulus = [nom for attribut in REFERENCES for nom in element.get(attribut, "").split()]
        cible = element.get("href", "")
        voulus += [cible[1:]] if len(cible) > 1 and cible.startswith("#") else []
        yield from (f"{element.tag} mène à #{nom}, qui n’est pas là" for nom in voulus if nom not in ids)
        if element.tag == "img" and "alt" not in element.attrib:
            yield "image sans texte"
    yield from _titres([int(element.tag[1]) for element in arbre.iter() if element.tag in TITRES])
    if len(list(arbre.iter("main"))) != 1 or not arbre.get("lang"):
        yield "sans contenu principal ou sans langue"


def _titres(niveaux: list[int]) -> Iterator[str]:
    if niveaux.count(1) != 1 or niveaux[0] != 1:
        yield f"titres : {niveaux}"
    if any(suivant > niveau + 1 for niveau, suivant in pairwise(niveaux)):
        yield f"titre sauté : {niveaux}"


def test_chaque_page_est_du_html_valide(client) -> None:
    trouvees = {}
    for adresse in creer_les_pages():
        reponse = client.get(adresse)
        try:
            defauts = list(fautes(lire(reponse.getvalue())))
        except html5lib.html5parser.ParseError as erreur:
            defauts = [repr(erreur)]
        if defauts:
            trouvees[adresse] = defauts
    assert trouvees == {}


def test_page_de_panne_est_du_html_valide_et_n_a_besoin_de_rien(client, monkeypatch) -> None:
    def tomber(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("publication.models.etat.EtatPublicQuerySet.numero", tomber)
    client.raise_request_exception = False
    reponse = client.get("/")
    assert reponse.status_code == 500
    assert list(fautes(lire(reponse.content))) == []
    assert b"css/base.css" in reponse.content


@pytest.mark.parametrize(
    ("contenu", "faute"),
    [
        ("<p id=a></p><p id=a></p>", "id répété : a"),
        ("<label for=x></label>", "label mène à #x, qui n’est pas là"),
        ("<a href='#x'></a>", "a mène à #x, qui n’est pas là"),
        ("<img src=x>", "image sans texte"),
        ("<h3></h3>", "titre sauté : [1, 3]"),
    ],
)
def test_une_faute_est_vue(contenu: str, faute: str) -> None:
    page = f"<!DOCTYPE html><html lang=fr><title>x</title><main><h1>x</h1>{contenu}</main>"
    assert list(fautes(lire(page.encode()))) == [faute]


def test_une_erreur_de_syntaxe_est_vue() -> None:
    with pytest.raises(html5lib.html5parser.ParseError):
        lire(b"<!DOCTYPE html><html lang=fr><title>x</title><main><p><div></div></p></main>")
