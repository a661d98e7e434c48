"""What a loading did, sheet by sheet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    """What became of one record of the files."""

    CREEE = "creee", _("créée")
    COMPLETEE = "completee", _("complétée")
    REMPLACEE = "remplacee", _("remplacée")
    INCHANGEE = "inchangee", _("inchangée")
    CONNUE = "connue", _("déjà connue")
    LAISSEE = "laissee", _("déjà publiée, laissée telle quelle")
    RETIREE = "retiree", _("retirée par l’équipe, laissée telle quelle")
    EN_TRAVAIL = "en_travail", _("en cours de rédaction par l’équipe, laissée telle quelle")

    @property
    def est_ecrit(self) -> bool:
        """Whether the file may write the record."""
        return self in {Sort.CREEE, Sort.COMPLETEE, Sort.REMPLACEE}

    @property
    def est_epargne(self) -> bool:
        """Whether staff's work was left alone although the file says something else, perhaps."""
        return self in {Sort.LAISSEE, Sort.RETIREE, Sort.EN_TRAVAIL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resultat:
    """The fate of one record; ``nature`` is the French name of its kind."""

    nature: str
    titre: str
    sort: Sort

    def __str__(self) -> str:
        return f"Fiche « {self.titre} » ({self.nature}) : {self.sort.label}"


@dataclass(frozen=True, slots=True)
class Rapport:
    """The fates of all records, in the order in which they were written."""

    resultats: list[Resultat] = field(default_factory=list)

    def par_sort(self) -> dict[Sort, int]:
        """Count the records by fate, in the order of ``Sort``; fates that befell nobody are absent."""
        comptes = Counter(resultat.sort for resultat in self.resultats)
        return {sort: comptes[sort] for sort in Sort if comptes[sort]}

    def epargnes(self) -> list[Resultat]:
        """Records that were left as staff have them."""
        return [resultat for resultat in self.resultats if resultat.sort.est_epargne]
