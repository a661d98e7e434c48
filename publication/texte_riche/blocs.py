"""What a rich text says, whatever it is written in: blocks, lines, fragments. Read here from HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PROFONDEUR = 6
"""Lists in lists beyond which items go to the list that holds them."""
BLANCS = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
INVISIBLES = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
NUMERO = re.compile(r"[0-9]{1,6}")
COUPURE = "\n"
GRAS = frozenset({"strong", "b"})
ITALIQUE = frozenset({"em", "i"})
TITRES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTES = frozenset({"ul", "ol"})
AUTRES_BLOCS = frozenset(
    {"address", "article", "blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "header"}
    | {"hr", "main", "nav", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
BLOCS = TITRES | LISTES | AUTRES_BLOCS | {"li"}
LUES = BLOCS | GRAS | ITALIQUE | {"a", "br"}
"""Elements that mean something here; of the others, only the text is read."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text with the same marks throughout."""

    texte: str
    gras: bool = False
    italique: bool = False
    lien: str = ""


Ligne = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Paragraphe:
    """Lines of text, none of them empty; a subheading has one."""

    lignes: tuple[Ligne, ...]
    est_titre: bool = False


@dataclass(frozen=True, slots=True)
class Liste:
    """Items, none of them empty; ``debut`` is the first number, ``None`` for bullets."""

    elements: tuple[tuple[Bloc, ...], ...]
    debut: int | None = None


Bloc = Paragraphe | Liste


class Lecteur(HTMLParser):
    """Read the blocks of HTML that was cleaned."""

    def __init__(self, adresse: Callable[[str], str]) -> None:
        """Nothing is read yet; ``adresse`` writes where a link leads in one way, empty when it may not."""
        super().__init__(convert_charrefs=True)
        self.adresse = adresse
        self.piles: list[list[Bloc]] = [[]]
        self.listes: list[tuple[list[tuple[Bloc, ...]], int | None]] = []
        self.ignorees = 0
        self.fragments: list[Fragment] = []
        self.gras = self.italique = 0
        self.lien = ""
        self.est_titre = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in BLOCS:
            self._finir_le_paragraphe()
        if tag == "br":
            self.fragments.append(Fragment(COUPURE))
        elif tag == "a":
            self.lien = self.adresse(dict(attrs).get("href") or "")
        elif tag == "li":
            self._ouvrir_l_element()
        elif tag in LISTES:
            self._ouvrir_la_liste(tag, dict(attrs).get("start"))
        self._marquer(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in BLOCS:
            self._finir_le_paragraphe()
        if tag == "a":
            self.lien = ""
        elif tag == "li":
            self._fermer_l_element()
        elif tag in LISTES:
            self._fermer_la_liste()
        self._marquer(tag, -1)

    def handle_data(self, data: str) -> None:
        """Take text; its white space means nothing but a space."""
        texte = BLANCS.sub(" ", INVISIBLES.sub("", data))
        self.fragments.append(Fragment(texte, self.gras > 0, self.italique > 0, self.lien))

    def blocs(self) -> tuple[Bloc, ...]:
        """All that was read."""
        while self.listes:
            self._fermer_la_liste()
        self._finir_le_paragraphe()
        return reunir(self.piles[0])

    def _marquer(self, tag: str, sens: int) -> None:
        self.gras += sens * (tag in GRAS)
        self.italique += sens * (tag in ITALIQUE)
        if tag in TITRES:
            self.est_titre = sens > 0

    def _ouvrir_la_liste(self, tag: str, debut: str | None) -> None:
        if len(self.listes) == PROFONDEUR:
            self.ignorees += 1
            return
        premier = int(debut) if debut and NUMERO.fullmatch(debut) else 1
        self.listes.append(([], None if tag == "ul" else premier))
        self.piles.append([])

    def _fermer_la_liste(self) -> None:
        if self.ignorees:
            self.ignorees -= 1
        elif self.listes:
            self._fermer_l_element()
            self.piles.pop()
            elements, debut = self.listes.pop()
            if elements:
                self.piles[-1].append(Liste(tuple(elements), debut))

    def _ouvrir_l_element(self) -> None:
        if not self.ignorees:
            self._fermer_l_element()

    def _fermer_l_element(self) -> None:
        if self.listes and not self.ignorees:
            self._finir_le_paragraphe()
            if contenu := reunir(self.piles[-1]):
                self.listes[-1][0].append(contenu)
            self.piles[-1] = []

    def _finir_le_paragraphe(self) -> None:
        lignes: list[Ligne] = []
        for ligne in _en_lignes(self.fragments):
            if ligne:
                lignes.append(ligne)
            else:
                self._poser(lignes)
                lignes = []
        self._poser(lignes)
        self.fragments = []

    def _poser(self, lignes: list[Ligne]) -> None:
        if lignes and self.est_titre:
            espace = Fragment(" ")
            suite = [fragment for ligne in lignes for fragment in (espace, *ligne)][1:]
            self.piles[-1].append(Paragraphe((_ligne(suite),), est_titre=True))
        elif lignes:
            self.piles[-1].append(Paragraphe(tuple(lignes)))


def reunir(blocs: list[Bloc]) -> tuple[Bloc, ...]:
    """Make one list of two that follow each other: nothing tells them apart."""
    reunis: list[Bloc] = []
    for bloc in blocs:
        avant = reunis[-1] if reunis else None
        if isinstance(bloc, Liste) and isinstance(avant, Liste) and (bloc.debut is None) == (avant.debut is None):
            reunis[-1] = Liste(avant.elements + bloc.elements, avant.debut)
        else:
            reunis.append(bloc)
    return tuple(reunis)


def _en_lignes(fragments: list[Fragment]) -> list[Ligne]:
    lignes: list[list[Fragment]] = [[]]
    for fragment in fragments:
        if fragment.texte == COUPURE:
            lignes.append([])
        else:
            lignes[-1].append(fragment)
    return [_ligne(ligne) for ligne in lignes]


def _ligne(fragments: list[Fragment]) -> Ligne:
    """A line without space at its ends, nor twice, nor at the edge of a mark; like fragments are one."""
    sortis = [morceau for fragment in fondre(fragments) for morceau in _sans_bords(fragment)]
    poses: list[Fragment] = []
    for fragment in sortis:
        double = not poses or poses[-1].texte.endswith(" ")
        texte = fragment.texte.lstrip(" ") if double else fragment.texte
        if texte:
            poses.append(replace(fragment, texte=texte))
    return _rogner(fondre(_marquer_les_espaces(poses)))


def _marquer_les_espaces(fragments: list[Fragment]) -> list[Fragment]:
    """Give to the space between two words the marks that both have."""
    marques = list(fragments)
    for rang in range(1, len(fragments) - 1):
        avant, espace, apres = fragments[rang - 1 : rang + 2]
        if not espace.texte.strip():
            lien = avant.lien if avant.lien == apres.lien else ""
            marques[rang] = Fragment(espace.texte, avant.gras and apres.gras, avant.italique and apres.italique, lien)
    return marques


def fondre(fragments: list[Fragment]) -> list[Fragment]:
    """Make one of fragments that follow each other with the same marks."""
    groupes = groupby(fragments, key=lambda f: (f.gras, f.italique, f.lien))
    fondus = (Fragment(BLANCS.sub(" ", "".join(f.texte for f in groupe)), *marques) for marques, groupe in groupes)
    return [fragment for fragment in fondus if fragment.texte]


def _sans_bords(fragment: Fragment) -> list[Fragment]:
    """A marked fragment, and the spaces of its edges, which the mark leaves out."""
    nu = fragment.texte.strip()
    if not (fragment.gras or fragment.italique or fragment.lien) or nu == fragment.texte:
        return [fragment]
    if not nu:
        return [Fragment(fragment.texte)]
    avant, _nu, apres = fragment.texte.partition(nu)
    return [Fragment(avant), replace(fragment, texte=nu), Fragment(apres)]


def _rogner(fragments: list[Fragment]) -> Ligne:
    while fragments and not fragments[0].texte.strip():
        fragments = fragments[1:]
    while fragments and not fragments[-1].texte.strip():
        fragments = fragments[:-1]
    if fragments:
        fragments[0] = replace(fragments[0], texte=fragments[0].texte.lstrip())
        fragments[-1] = replace(fragments[-1], texte=fragments[-1].texte.rstrip())
    return tuple(fragments)
