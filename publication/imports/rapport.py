"""What an import does or would do, line by line."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices

from publication.exports.csv import MARQUE, texte_sur

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Sort(TextChoices):
    """What becomes of a line."""

    CREEE = "creee", "créée"
    MODIFIEE = "modifiee", "modifiée"
    INCHANGEE = "inchangee", "inchangée"
    DOUBLON = "doublon", "doublon, écarté"
    REFUSEE = "refusee", "refusée"


@dataclass(frozen=True, slots=True)
class Anomalie:
    """Something wrong in a cell: its column and what it holds, empty when the whole line is at fault, and why."""

    colonne: str
    valeur: str
    message: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that changes: its column, before, after."""

    colonne: str
    avant: str
    apres: str


@dataclass(slots=True)
class Resultat:
    """The fate of a line: what it is about, what changes, what is wrong, what was repaired, what staff protected."""

    numero: int
    titre: str = ""
    sort: Sort = Sort.INCHANGEE
    differences: list[Difference] = field(default_factory=list)
    erreurs: list[Anomalie] = field(default_factory=list)
    remarques: list[Anomalie] = field(default_factory=list)
    proteges: list[str] = field(default_factory=list)
    adresse: str = ""

    def refuser(self, colonne: str, valeur: str, message: str) -> None:
        """Say why the line cannot be taken."""
        self.sort = Sort.REFUSEE
        self.erreurs.append(Anomalie(colonne, valeur, message))

    def remarquer(self, colonne: str, valeur: str, message: str) -> None:
        """Say what was repaired or should be looked at; nothing when there is nothing to say."""
        if message:
            self.remarques.append(Anomalie(colonne, valeur, message))


@dataclass(slots=True)
class Rapport:
    """The fates of all lines; ``ecrit`` says whether the database keeps those that are not refused."""

    resultats: list[Resultat] = field(default_factory=list)
    remarques: list[str] = field(default_factory=list)
    ecrit: bool = False
    publications: int = 0

    def par_sort(self) -> dict[Sort, int]:
        """Number of lines by fate, all fates named."""
        comptes = Counter(resultat.sort for resultat in self.resultats)
        return {sort: comptes[sort] for sort in Sort}

    @property
    def refusees(self) -> list[Resultat]:
        """Lines that cannot be taken."""
        return [resultat for resultat in self.resultats if resultat.sort == Sort.REFUSEE]

    @property
    def gardees(self) -> list[Resultat]:
        """Lines that were, or would be, written or found as they are."""
        return [r for r in self.resultats if r.sort not in {Sort.REFUSEE, Sort.DOUBLON}]

    def en_donnees(self) -> dict[str, Any]:
        """Plain values, to keep with the import."""
        return asdict(self)

    @classmethod
    def depuis(cls, donnees: dict[str, Any]) -> Rapport:
        """Report of the values that ``en_donnees`` gave."""
        resultats = [
            Resultat(
                **{
                    **ligne,
                    "sort": Sort(ligne["sort"]),
                    "differences": [Difference(**d) for d in ligne["differences"]],
                    "erreurs": [Anomalie(**a) for a in ligne["erreurs"]],
                    "remarques": [Anomalie(**a) for a in ligne["remarques"]],
                }
            )
            for ligne in donnees["resultats"]
        ]
        return cls(**{**donnees, "resultats": resultats})


def nombres(numeros: Sequence[int]) -> str:
    """Line numbers in short: « 2 à 5, 9 »."""
    suites: list[tuple[int, int]] = []
    for numero in sorted(numeros):
        if suites and numero == suites[-1][1] + 1:
            suites[-1] = (suites[-1][0], numero)
        else:
            suites.append((numero, numero))
    return ", ".join(str(debut) if debut == fin else f"{debut} à {fin}" for debut, fin in suites)


def fichier_des_erreurs(rapport: Rapport) -> Iterator[bytes]:
    """CSV for spreadsheets: a line for each thing that is wrong or was repaired, with its place."""
    yield MARQUE + "ligne;gravité;colonne;valeur;message\r\n".encode()
    for resultat in rapport.resultats:
        for gravite, anomalies in (("erreur", resultat.erreurs), ("remarque", resultat.remarques)):
            for anomalie in anomalies:
                cellules = [str(resultat.numero), gravite, anomalie.colonne, anomalie.valeur, anomalie.message]
                yield (";".join(map(_cellule, cellules)) + "\r\n").encode()


def _cellule(texte: str) -> str:
    return '"' + texte_sur(texte).replace('"', '""') + '"'
