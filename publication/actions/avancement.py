"""How far a job is, written where the page that waits reads it."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from django.db import connections
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model

CADENCE = 1.0
"""Seconds between two notes of progress."""


class Compteur:
    """Writes how far a job is, on a connection of its own: what the job writes is not visible before its end.

    ``total`` names the column of the whole, where it is not known beforehand: it grows with what is done.
    """

    def __init__(self, modele: type[Model], cle: int, *, total: str = "") -> None:
        """Open the connection."""
        self.cle, self.faites, self.dit = cle, 0, 0.0
        self.connexion = connections["default"].copy()
        nom = self.connexion.ops.quote_name
        croissant = f", {nom(total)} = greatest({nom(total)}, %(faites)s)" if total else ""
        self.ordre = (
            f"UPDATE {nom(modele._meta.db_table)} SET avancement = %(faites)s, vu_le = %(maintenant)s{croissant} "  # noqa: S608  # names of our own columns
            "WHERE id = %(cle)s"
        )

    def __call__(self, nombre: int) -> None:
        """Count; write the sum when a second has passed."""
        self.faites += nombre
        if time.monotonic() - self.dit < CADENCE:
            return
        self.dit = time.monotonic()
        with self.connexion.cursor() as curseur:
            curseur.execute(self.ordre, {"faites": self.faites, "maintenant": timezone.now(), "cle": self.cle})

    def close(self) -> None:
        """Give the connection back."""
        self.connexion.close()


@contextmanager
def suivre(modele: type[Model], cle: int, *, en_base: bool, total: str = "") -> Iterator[Callable[[int], object]]:
    """Give what counts the rows done: written ``en_base`` for a page that waits, or told to nobody."""
    if not en_base:
        yield _ne_rien_dire
        return
    with closing(Compteur(modele, cle, total=total)) as compteur:
        yield compteur


def _ne_rien_dire(_nombre: int) -> None:
    """Nobody watches."""
