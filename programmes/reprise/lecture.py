"""What a reading gives: sheets, fields, and the pieces whose texts put end to end are the whole text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Confiance(TextChoices):
    """How sure the reading of a field is."""

    SURE = "sure", _("sûre")
    PROBABLE = "probable", _("probable")
    INCERTAINE = "incertaine", _("à vérifier")


class Genre(TextChoices):
    """What a sheet describes, as its headings tell."""

    COLLECTIVITE = "collectivite", _("collectivité et sa politique")
    DISPOSITIF = "dispositif", _("dispositif")
    RESSOURCE = "ressource", _("article ou conférence")


@dataclass(frozen=True, slots=True)
class Champ:
    """A recognised field: a value, or the values of a part such as a budget, with the span of text that says it."""

    cle: str
    valeur: str | Mapping[str, str]
    confiance: Confiance
    debut: int
    fin: int


@dataclass(frozen=True, slots=True)
class Morceau:
    """A piece of the text: recognised as ``cle``, or empty ``cle`` for what is kept as it stands."""

    debut: int
    fin: int
    cle: str = ""


@dataclass(frozen=True, slots=True)
class FicheLue:
    """One sheet: the span of text that it takes, its fields, and its pieces, which cover the span."""

    genre: Genre
    debut: int
    fin: int
    champs: tuple[Champ, ...]
    morceaux: tuple[Morceau, ...]

    def valeurs(self, cle: str) -> list[str | Mapping[str, str]]:
        """Values of every field of that key, in the order of the text."""
        return [champ.valeur for champ in self.champs if champ.cle == cle]

    def texte(self, cle: str) -> str:
        """First value of a field that has one text; empty when the sheet does not give it."""
        return next((champ.valeur for champ in self.champs if champ.cle == cle and isinstance(champ.valeur, str)), "")

    @property
    def titre(self) -> str:
        """Name of the authority or title of the sheet; empty when no line gives it."""
        return self.texte("nom") or self.texte("titre")


@dataclass(frozen=True, slots=True)
class Lecture:
    """A text and its sheets, which cover it from its first to its last character."""

    texte: str
    fiches: tuple[FicheLue, ...]

    def morceaux(self) -> Iterator[Morceau]:
        """Every piece, in order: their texts put end to end are the text."""
        for fiche in self.fiches:
            yield from fiche.morceaux

    def non_reconnu(self, fiche: FicheLue) -> list[str]:
        """Texts of the sheet that no field took, blank ones apart, as they stand and in order."""
        textes = [self.texte[m.debut : m.fin] for m in fiche.morceaux if not m.cle]
        return [texte for texte in textes if texte.strip(" \t\r\n\v\f\ufeff\u00a0\u200b\u2028\u2029\u202f")]


def paver(debut: int, fin: int, pris: list[Morceau]) -> tuple[Morceau, ...]:
    """Cover a span with recognised pieces, the first come first served, and pieces of the rest between them."""
    morceaux: list[Morceau] = []
    ici = debut
    for morceau in sorted(pris, key=lambda m: (m.debut, m.fin)):
        depart, arrivee = max(morceau.debut, ici), min(morceau.fin, fin)
        if arrivee <= depart:
            continue
        if depart > ici:
            morceaux.append(Morceau(ici, depart))
        morceaux.append(Morceau(depart, arrivee, morceau.cle))
        ici = arrivee
    if ici < fin:
        morceaux.append(Morceau(ici, fin))
    return tuple(morceaux)
