"""What the national files share: lines of text, and the way they are written."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Ligne = dict[str, str]


class _Derniere:
    """A file that keeps the last line written."""

    def write(self, texte: str) -> int:
        self.texte = texte
        return len(texte)


def ecrire(lignes: Iterable[Mapping[str, str]], colonnes: tuple[str, ...]) -> Iterator[bytes]:
    """Write a national file: UTF-8 without a mark, commas, as the standards ask; cells are written as they are."""
    tampon = _Derniere()
    redacteur = csv.DictWriter(tampon, fieldnames=colonnes, lineterminator="\r\n")
    redacteur.writeheader()
    yield tampon.texte.encode()
    for cellules in lignes:
        redacteur.writerow(dict(cellules))
        yield tampon.texte.encode()


def est_valable(controle: Callable[[str], object], texte: str) -> bool:
    """Whether a check of ours accepts a text."""
    try:
        controle(texte)
    except ValidationError:
        return False
    return True
