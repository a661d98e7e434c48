"""Make a text of a file: its encoding, and the text content of HTML."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html.parser import HTMLParser

MARQUES = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BALISE = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|main|article|section|div|p|h[1-6]|ul|ol|li|table|tr|td|th|br|span|strong"
    r"|b|em|i|a|dl|dt|dd|header|footer|nav|blockquote|pre|img|hr)\b[^<>]*)/?>",
    re.IGNORECASE,
)
JEU_DECLARE = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
BLOCS = frozenset(
    re.findall(
        r"\w+",
        """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section summary table tbody td tfoot th
    thead title tr ul
    """,
    )
)
MUETS = frozenset({"script", "style"})
A_PART = frozenset({"dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "table", "ul"})
PUCE = "  • "
SAUT_DANS_LE_TEXTE = re.compile(r"[\r\n\t\f\v\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, and whether it came from HTML."""

    texte: str
    est_html: bool = False


def decoder(contenu: bytes | str) -> Source:
    """Return the text of a file or of a pasted document; HTML gives its text content, one block a line.

    Bytes are UTF-8, UTF-16 or UTF-32 as their mark says, UTF-8 without one, else the declared set, else Windows-1252,
    which is Latin-1 with more signs; a byte that it leaves undefined is read as Latin-1. Nothing is refused.
    """
    texte = contenu if isinstance(contenu, str) else _texte(contenu)
    if BALISE.search(texte):
        return Source(texte_de_html(texte), est_html=True)
    return Source(texte)


def _texte(contenu: bytes) -> str:
    for marque, jeu in MARQUES:
        if contenu.startswith(marque):
            return contenu.decode(jeu, errors="replace")
    declare = JEU_DECLARE.search(contenu[:2048])
    for jeu in ("utf-8", declare[1].decode("ascii") if declare else "utf-8", "cp1252"):
        try:
            return contenu.decode(jeu)
        except (UnicodeDecodeError, LookupError):
            continue
    return contenu.decode("latin-1")


def texte_de_html(html: str) -> str:
    """Text content of HTML, scripts and styles apart: blocks on lines of their own, items of lists after a bullet.

    Every character of the text nodes is kept in order; a line break inside one becomes a space, since it is one.
    """
    lecteur = _Lecteur()
    lecteur.feed(html)
    lecteur.close()
    return "".join(lecteur.parties).strip("\n")


class _Lecteur(HTMLParser):
    """Collects the text of the nodes, and the line breaks between blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parties: list[str] = []
        self.muets = 0
        self.brut = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line before a block, put a bullet before an item."""
        self.muets += tag in MUETS
        self.brut += tag in {"pre", "textarea"}
        if tag == "br":
            self.parties.append("\n")
        elif tag in BLOCS:
            self._sauter(double=tag in A_PART)
        if tag == "li":
            self.parties.append(PUCE)

    def handle_endtag(self, tag: str) -> None:
        """End the line after a block."""
        self.muets = max(0, self.muets - (tag in MUETS))
        self.brut = max(0, self.brut - (tag in {"pre", "textarea"}))
        if tag in BLOCS:
            self._sauter(double=tag in A_PART)

    def handle_data(self, data: str) -> None:
        """Keep a text; indentation between blocks is no text."""
        if self.muets or (not data.strip(" \t\r\n\f\v") and self._en_debut_de_ligne()):
            return
        self.parties.append(data if self.brut else SAUT_DANS_LE_TEXTE.sub(" ", data))

    def _en_debut_de_ligne(self) -> bool:
        return not self.parties or self.parties[-1].endswith("\n")

    def _sauter(self, *, double: bool) -> None:
        """End the line, and leave one blank when ``double``; an item holds on to its bullet."""
        if not self.parties or self.parties[-1] == PUCE:
            return
        fin = "".join(self.parties[-2:])
        presents = len(fin) - len(fin.rstrip("\n"))
        if (manque := (2 if double else 1) - presents) > 0:
            self.parties.append("\n" * manque)
