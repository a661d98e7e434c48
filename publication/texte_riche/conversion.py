"""From the stored text to HTML and to plain text, and from the HTML of the editor to the text to store."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from publication.texte_riche.blocs import LUES, Lecteur
from publication.texte_riche.ecriture import ecrire, en_lignes

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

    from publication.texte_riche.blocs import Bloc

REGLES = ("newline", "escape", "emphasis", "link", "autolink", "list", "heading")
SCHEMAS = {"http", "https", "mailto"}
MONTREES = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
ATTRIBUTS = {"a": {"href"}, "ol": {"start"}}
SCHEMA = re.compile(r"[\x00-\x20]*([^/?#]*?):")
A_ENCODER = re.compile(r"[\s()<>\\]")
"""What could be misread in the address of a link."""
MARQUES = re.compile(r"[\\*_<]|\]\(|^[ \t]*#", re.MULTILINE)
"""Without any of these, a text is read as it is written."""


class Dialecte(MarkdownIt):
    """The rules that texts may use, and no other."""

    def __init__(self) -> None:
        """A line break is kept as it is typed; a heading, whatever its level, is a subheading."""
        super().__init__("zero", {"html": False, "breaks": True, "maxNesting": 40})
        self.enable([*REGLES])
        self.core.ruler.push("intertitres", _intertitres)

    def validateLink(self, url: str) -> bool:  # noqa: N802  # its name in markdown-it
        """Whether a link may lead there: a page, a mail address, a place of this site."""
        schema = SCHEMA.match(url)
        return schema is None or schema[1].lower() in SCHEMAS


def _intertitres(etat: StateCore) -> None:
    for jeton in etat.tokens:
        if jeton.type.startswith("heading_"):
            jeton.tag = f"h{etat.env.get('niveau', 3)}"


markdown = Dialecte()
montrer = {
    niveau: nh3.Cleaner(
        tags=MONTREES | {f"h{niveau}"}, attributes=ATTRIBUTS, url_schemes=SCHEMAS, link_rel="noopener noreferrer"
    )
    for niveau in range(2, 7)
}
lire_propre = nh3.Cleaner(tags=LUES, attributes=ATTRIBUTS, url_schemes=SCHEMAS, link_rel=None)


@lru_cache(maxsize=1000)
def en_html(texte: str, niveau: int = 3) -> SafeString:
    """HTML of a stored text, safe whatever it says; ``niveau`` is the level of its subheadings."""
    return SafeString(montrer[niveau].clean(markdown.render(texte, {"niveau": niveau})))


def en_clair(texte: str) -> str:
    """What a stored text says, without its marks; the same text when it has none."""
    return en_lignes(lire_texte(texte)) if MARQUES.search(texte) else texte


def depuis_html(html: str) -> str:
    """Text to store for HTML, wherever it comes from: what the small CommonMark does not say is left out."""
    return _ecrire(lire_html(html))


def reprendre(html: str, texte: str) -> str:
    """Text to store for HTML that was shown for ``texte``: the very same, unless what it says was changed."""
    blocs = lire_html(html)
    return texte if blocs == lire_texte(texte) else _ecrire(blocs)


def lire_html(html: str) -> tuple[Bloc, ...]:
    """What HTML says."""
    lecteur = Lecteur(_adresse)
    lecteur.feed(lire_propre.clean(html))
    lecteur.close()
    return lecteur.blocs()


def lire_texte(texte: str) -> tuple[Bloc, ...]:
    """What a stored text says."""
    return lire_html(markdown.render(texte))


def _ecrire(blocs: tuple[Bloc, ...]) -> str:
    return ecrire(blocs, lire_texte)


def _adresse(href: str) -> str:
    adresse = href.strip()
    return A_ENCODER.sub(_encoder, markdown.normalizeLink(adresse)) if markdown.validateLink(adresse) else ""


def _encoder(trouve: re.Match[str]) -> str:
    return "".join(f"%{octet:02X}" for octet in trouve[0].encode())
