"""How good search is on the demonstration sheets: ``python -m benchmarks.recherche``.

For each query of ``jugements.toml``: the rank of the first expected sheet, and the share of the expected sheets among
the first ten. Works in a temporary database that is dropped at the end.
"""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from collections.abc import Sequence

JUGEMENTS = Path(__file__).with_name("jugements.toml")
PREMIERES = 10
JOUR = dt.date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Jugement:
    """A query and the sheets that answer it, the best first; ``document`` is the source it is about, if any."""

    q: str
    attendues: tuple[str, ...]
    document: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What search gave for a query: its first ten sheets."""

    jugement: Jugement
    obtenues: tuple[str, ...]

    @property
    def rang(self) -> int:
        """Rank of the first expected sheet, from 1; 0 when none of the ten was expected."""
        rangs = [rang for rang, fiche in enumerate(self.obtenues, 1) if fiche in self.jugement.attendues]
        return min(rangs, default=0)

    @property
    def rappel(self) -> float:
        """Share of the expected sheets that are among the ten."""
        return mean(fiche in self.obtenues for fiche in self.jugement.attendues)

    @property
    def meilleure_en_tete(self) -> bool:
        """Whether the best expected sheet came first."""
        return self.obtenues[:1] == self.jugement.attendues[:1]


def jugements() -> list[Jugement]:
    """The committed judgements."""
    lignes = tomllib.loads(JUGEMENTS.read_text(encoding="utf-8"))["requetes"]
    return [
        Jugement(q=ligne["q"], attendues=tuple(ligne["attendues"]), document=ligne.get("document", ""))
        for ligne in lignes
    ]


def juger(jugement: Jugement) -> Verdict:
    """Ask one query of the database of the connection."""
    from publication.models import Publication

    trouvees = Publication.objects.chercher(jugement.q, le=JOUR)[:PREMIERES]
    return Verdict(jugement, tuple(f"{p.nature}/{p.slug}" for p in trouvees))


def mrr(verdicts: Sequence[Verdict]) -> float:
    """Mean reciprocal rank of the first expected sheet."""
    return mean(1 / verdict.rang if verdict.rang else 0.0 for verdict in verdicts)


def rappel(verdicts: Sequence[Verdict]) -> float:
    """Mean recall among the first ten."""
    return mean(verdict.rappel for verdict in verdicts)


def charger_la_demonstration() -> None:
    """Fill the database of the connection as ``make demo`` does."""
    from django.core.management import call_command

    with Path(os.devnull).open("w", encoding="utf-8") as silence:
        call_command("importer_referentiel", stdout=silence, stderr=silence)
        call_command("charger_fiches", stdout=silence, stderr=silence)


def main(_arguments: Sequence[str] | None = None) -> None:
    """Judge every query in a temporary database and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from benchmarks.base import base_temporaire, imprimer

    with base_temporaire():
        charger_la_demonstration()
        verdicts = [juger(jugement) for jugement in jugements()]
    lignes = [
        ("Requêtes", len(verdicts)),
        ("MRR", f"{mrr(verdicts):.3f}"),
        ("Rappel parmi les 10 premières", f"{rappel(verdicts):.3f}"),
        ("Sans bonne réponse parmi les 10 premières", sum(not verdict.rang for verdict in verdicts)),
        ("Bonne réponse en tête", sum(verdict.rang == 1 for verdict in verdicts)),
    ]
    imprimer("Recherche sur les fiches de démonstration", ("Mesure", "Valeur"), lignes)


if __name__ == "__main__":
    main()
