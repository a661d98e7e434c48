"""Lines of a text, each with its place and with its folded words, which know where they stand."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from publication.recherche.mots import LIGATURES

if TYPE_CHECKING:
    from collections.abc import Iterator

LIGNE = re.compile(r"[^\r\n\u2028\u2029]*(\r\n|[\r\n\u2028\u2029]|\Z)")
PUCE = re.compile(r"\s*(?:[•▪◦‣●○■·*–—\u2011-]+(?!\d)|o(?=\s{2,}))\s*")
NUMERO = re.compile(r"\s*(?:n\s*°\s*)?\d{1,2}\s*(?:[.)]|°\)?)\s*(?=[^\W\d])", re.IGNORECASE)
BLANCS = " \t\u00a0\u202f\u2009\u200b\ufeff"


@dataclass(frozen=True)
class Ligne:
    """One line: the offsets of its text, which leave its line break out, and that text."""

    debut: int
    fin: int
    texte: str

    @cached_property
    def _repli(self) -> tuple[str, tuple[int, ...]]:
        lettres: list[str] = []
        places: list[int] = []
        for place, signe in enumerate(self.texte):
            for lettre in unicodedata.normalize("NFKD", signe.translate(LIGATURES)):
                if unicodedata.combining(lettre):
                    continue
                basse = lettre.lower()
                lettre_ou_blanc = basse if basse.isascii() and basse.isalnum() else " "
                if lettre_ou_blanc == " " and (not lettres or lettres[-1] == " "):
                    continue
                lettres.append(lettre_ou_blanc)
                places.append(place)
        if lettres and lettres[-1] == " ":
            lettres.pop()
            places.pop()
        return "".join(lettres), tuple(places)

    @property
    def plie(self) -> str:
        """Folded text: lower case, no accents, words one space apart, as ``publication.recherche.plier`` does."""
        return self._repli[0]

    def plie_avant(self, place: int) -> str:
        """Folded text of what precedes a place of the line."""
        plie, places = self._repli
        return plie[: bisect_left(places, place)].strip()

    def place(self, rang: int) -> int:
        """Place in the line of a letter of the folded text; the end of the line beyond the last."""
        places = self._repli[1]
        return places[rang] if rang < len(places) else len(self.texte)

    @cached_property
    def est_vide(self) -> bool:
        """Whether the line shows nothing."""
        return not self.texte.strip(BLANCS + "\v\f")

    @cached_property
    def puce(self) -> int:
        """Length of the bullet and the blanks before the text of an item; 0 where there is none."""
        trouvee = PUCE.match(self.texte)
        return trouvee.end() if trouvee and trouvee.end() < len(self.texte) else 0

    @cached_property
    def numero(self) -> int:
        """Length of the number before the text of a numbered line; 0 where there is none."""
        trouve = NUMERO.match(self.texte)
        return trouve.end() if trouve else 0

    @property
    def corps(self) -> str:
        """Text of the line without bullet, number or outer blanks."""
        return self.texte[self.puce or self.numero :].strip(BLANCS)

    def span(self) -> tuple[int, int]:
        """Offsets in the whole text of what the line shows, outer blanks apart."""
        debut = self.debut + len(self.texte) - len(self.texte.lstrip(BLANCS))
        return debut, max(debut, self.debut + len(self.texte.rstrip(BLANCS)))


def lignes(texte: str) -> list[Ligne]:
    """Cut a text into lines, whatever its line breaks."""
    return list(_lignes(texte))


def _lignes(texte: str) -> Iterator[Ligne]:
    for trouvee in LIGNE.finditer(texte):
        if trouvee.start() == trouvee.end() == len(texte):
            return
        yield Ligne(trouvee.start(), trouvee.start(1), texte[trouvee.start() : trouvee.start(1)])


def nettoyer(texte: str) -> str:
    """Text of a value: no outer blanks, one kind of line break, no blanks at the ends of its lines."""
    coupees = [ligne.texte.rstrip(BLANCS).lstrip("\ufeff") for ligne in _lignes(texte)]
    return "\n".join(coupees).strip("\n").strip(BLANCS)
