"""Seeded draws: the row of a rank is the same in every run of a seed, whatever was drawn before it."""

from __future__ import annotations

import datetime as dt
import math
import random
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")

REFERENCE = dt.date(2026, 6, 1)
INSTANT = dt.datetime(2026, 6, 1, 10, 0, tzinfo=dt.UTC)
MENTION = "(donnée synthétique)"
MAXIMUM = Decimal("999999999.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How many rows to make; policies and schemes follow from the number of authorities."""

    collectivites: int = 0
    projets: int = 0
    subventions: int = 0

    def erreur(self) -> str:
        """French sentence that says why the volume makes no sense, or nothing."""
        if min(self.collectivites, self.projets, self.subventions) < 0:
            return "Les nombres demandés ne peuvent pas être négatifs."
        if self.subventions and not self.collectivites:
            return "Une subvention vient d’une collectivité : demandez au moins une collectivité."
        if not self.total:
            return "Rien à fabriquer : demandez au moins une collectivité ou un projet."
        return ""

    @property
    def total(self) -> int:
        """Number of rows asked for."""
        return self.collectivites + self.projets + self.subventions


class Tirage:
    """The draws of one row, named by the seed, the kind of row and its rank."""

    def __init__(self, graine: int, genre: str, rang: int) -> None:
        self.graine, self.genre, self.rang = graine, genre, rang
        self._hasard = random.Random(f"{graine}/{genre}/{rang}")  # noqa: S311 - repeatable on purpose, nothing secret

    def uid(self) -> uuid.UUID:
        """Draw a public identifier."""
        return uuid.UUID(int=self._hasard.getrandbits(128), version=4)

    def slug(self) -> str:
        """End of the public address: the seed, the kind and the rank make it unique."""
        return f"synthetique-{self.graine}-{self.genre}-{self.rang}"

    def chance(self, probabilite: float) -> bool:
        """Be true with the given probability."""
        return self._hasard.random() < probabilite

    def entier(self, bas: int, haut: int) -> int:
        """Draw a whole number between two bounds, both included."""
        return self._hasard.randint(bas, haut)

    def parmi(self, choix: Sequence[T]) -> T:
        """Draw one of the choices, each as likely."""
        return choix[self._hasard.randrange(len(choix))]

    def pondere(self, poids: Mapping[T, int]) -> T:
        """Draw one of the keys, in proportion to its weight."""
        return self._hasard.choices(list(poids), weights=list(poids.values()))[0]

    def quelques(self, choix: Sequence[T], nombre: int) -> list[T]:
        """Draw at most ``nombre`` different choices."""
        return self._hasard.sample(choix, min(nombre, len(choix)))

    def concentre(self, nombre: int) -> int:
        """Draw a rank below ``nombre``; low ranks come up more often, as big authorities give more grants."""
        return int(nombre * self._hasard.random() ** 2)

    def taille(self, mediane: int, etalement: float = 0.6) -> int:
        """Draw a log-normal size around a median: many small ones, a few very large ones."""
        return max(1, round(self._hasard.lognormvariate(math.log(mediane), etalement)))

    def montant(self, mediane: int) -> Decimal:
        """Draw an amount in euros, log-normal, rounded to the hundred as budgets are."""
        return min(MAXIMUM, Decimal(max(100, round(self.taille(mediane, 0.9), -2))))

    def jour(self, avant: int, apres: int) -> dt.date:
        """Draw a day from ``avant`` days before the reference date to ``apres`` days after it."""
        return REFERENCE + dt.timedelta(days=self.entier(-avant, apres))

    def lieu(self) -> str:
        """Draw the name of a place that exists nowhere; the rank tells two of them apart."""
        return f"{self.parmi(DEBUTS)}-{self.parmi(FINS)} n°\u00a0{self.rang}"


DEBUTS = ("Val", "Mont", "Rive", "Plaine", "Haut", "Bas", "Clos", "Pont", "Bois", "Lac", "Port", "Pré")
FINS = (
    "Chimère",
    "Mirage",
    "Songe",
    "Fabulette",
    "Nulle-Part",
    "Utopie",
    "Fiction",
    "Brumaille",
    "Illusion",
    "Rêverie",
)
