"""What the tests of the network's sheets share: a little official code, and the table of ``docs/chiffres.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collectivites.models import Collectivite, Departement, Region, TypeCollectivite
from tests.factories import CollectiviteFactory, CommuneFactory, DepartementFactory, RegionFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLEAU = Path(__file__).resolve().parents[2] / "docs" / "chiffres.md"
RANGEE = re.compile(
    r"^\| (?P<source>[^|]+) \| (?P<dit>[^|]+) \| `(?P<fiche>[^`|]+)` \| `(?P<ou>[^`|]+)` \| `(?P<valeur>[^`|]+)` \|$"
)
PAS = re.compile(r"(?P<cle>\w+)(?:\[(?P<choix>[^\]]*)\])?\.?")
NOMBRE = re.compile(r"\d+(?: \d{3}(?!\d))*(?:[.,]\d+)?")
DE_SERVICE = {
    "uid",
    "slug",
    "url",
    "code",
    "code_insee",
    "siren",
    "sigle",
    "region",
    "departement",
    "licence",
    "population",
    "territoires",
    "publiee_le",
    "modifiee_le",
    "a_revoir_le",
}
"""Keys of a document whose digits name or date the record itself, rather than say something of the world."""

REGIONS = {"32": "Hauts-de-France", "44": "Grand Est", "53": "Bretagne"}
DEPARTEMENTS = {
    "08": ("Ardennes", "44"),
    "22": ("Côtes-d’Armor", "53"),
    "35": ("Ille-et-Vilaine", "53"),
    "51": ("Marne", "44"),
    "52": ("Haute-Marne", "44"),
    "54": ("Meurthe-et-Moselle", "44"),
    "57": ("Moselle", "44"),
    "62": ("Pas-de-Calais", "32"),
    "67": ("Bas-Rhin", "44"),
    "68": ("Haut-Rhin", "44"),
}
COMMUNES = {
    "52178": ("Doulevant-le-Château", "52"),
    "54135": ("Colombey-les-Belles", "54"),
    "68224": ("Mulhouse", "68"),
}
EPCI = {
    "200027308": ("CC d’Auberive Vingeanne et Montsaugeonnais", TypeCollectivite.COMMUNAUTE_COMMUNES, "52"),
    "200066009": ("CA Mulhouse Alsace Agglomération", TypeCollectivite.COMMUNAUTE_AGGLOMERATION, "68"),
    "200067213": ("CU du Grand Reims", TypeCollectivite.COMMUNAUTE_URBAINE, "51"),
    "243500139": ("Rennes Métropole", TypeCollectivite.METROPOLE, "35"),
    "246700488": ("Eurométropole de Strasbourg", TypeCollectivite.METROPOLE, "67"),
}


def installer_territoires() -> None:
    """Create the regions, departments and communes, and their authorities as drafts that nobody wrote."""
    for code, nom in REGIONS.items():
        region = RegionFactory(code=code, nom=nom, slug=f"r{code}")
        brouillon(f"Région {nom}", TypeCollectivite.REGION, region=region, departement=None, code_insee=code)
    for code, (nom, code_region) in DEPARTEMENTS.items():
        region = Region.objects.get(pk=code_region)
        departement = DepartementFactory(code=code, nom=nom, slug=f"d{code}", region=region)
        lieu = {"region": region, "departement": departement}
        brouillon(f"Département {nom}", TypeCollectivite.DEPARTEMENT, **lieu, code_insee=code)
    for code, (nom, code_departement) in COMMUNES.items():
        CommuneFactory(code=code, nom=nom, departement=Departement.objects.get(pk=code_departement))
    for siren, (nom, genre, code_departement) in EPCI.items():
        departement = Departement.objects.select_related("region").get(pk=code_departement)
        brouillon(nom, genre, region=departement.region, departement=departement, siren=siren)


def brouillon(nom: str, genre: TypeCollectivite, **champs: object) -> Collectivite:
    """Create a draft, as the importer does."""
    numero = champs.get("siren") or f"{genre}-{champs['code_insee']}"
    return CollectiviteFactory(nom=nom, type=genre, slug=f"brouillon-{numero}", **champs)


@dataclass(frozen=True)
class Ligne:
    """A row of the table: who says what, and where the public can read it."""

    source: str
    dit: str
    fiche: str
    ou: str
    valeur: str

    def erreur(self, documents: dict[str, dict[str, Any]]) -> str:
        """What is wrong with the row, nothing when it is right."""
        if self.fiche not in documents:
            return f"{self.fiche} n’est pas publique"
        try:
            trouve = suivre(documents[self.fiche], self.ou)
        except (KeyError, IndexError, TypeError, StopIteration):
            return f"{self.fiche} n’a pas {self.ou}"
        signe, voulu = self.valeur.split(" ", 1)
        juste = voulu in normal(trouve) if signe == "~" else egaux(trouve, voulu)
        return "" if juste else f"{self.fiche} {self.ou} dit « {normal(trouve)} », pas « {voulu} »"


def lire_tableau(texte: str) -> list[Ligne]:
    """Rows of the machine-readable table; the explanations around it are not rows."""
    return [Ligne(**trouvee.groupdict()) for rangee in normal_par_ligne(texte) if (trouvee := RANGEE.match(rangee))]


def normal_par_ligne(texte: str) -> list[str]:
    """Lines of a text, their spaces made ordinary."""
    return [normal(ligne) for ligne in texte.splitlines()]


def normal(valeur: object) -> str:
    """Text of a value; no-break and thin spaces are spaces, truth is said in French."""
    if isinstance(valeur, bool):
        return "vrai" if valeur else "faux"
    return re.sub(r"\s+", " ", "" if valeur is None else str(valeur))


def egaux(trouve: object, voulu: str) -> bool:
    """Whether two values are the same number or the same text."""
    try:
        return Decimal(normal(trouve)) == Decimal(voulu)
    except InvalidOperation:
        return normal(trouve) == voulu


def suivre(valeur: Any, chemin: str) -> Any:
    """Value at a path such as ``budgets[annee=2019].montant`` of a document."""
    for pas in PAS.finditer(chemin):
        valeur = valeur[pas["cle"]]
        if pas["choix"] is not None:
            valeur = choisir(valeur, pas["choix"])
    return valeur


def choisir(elements: list[Any], choix: str) -> Any:
    """Element of a list: by its rank, from 1, or by the value of one of its keys."""
    if choix.isdigit():
        return elements[int(choix) - 1]
    cle, voulu = choix.split("=", 1)
    return next(element for element in elements if egaux(element[cle], voulu))


def feuilles(valeur: Any) -> Iterator[str]:
    """Texts and numbers that a document says of the world."""
    if isinstance(valeur, dict):
        for cle, contenu in valeur.items():
            if cle not in DE_SERVICE:
                yield from feuilles(contenu)
    elif isinstance(valeur, list):
        for contenu in valeur:
            yield from feuilles(contenu)
    elif valeur is not None and not isinstance(valeur, bool):
        yield normal(valeur)


def nombres(texte: str) -> set[Decimal]:
    """Numbers written in digits in a text, whatever their spaces and zeros."""
    return {Decimal(nombre.replace(" ", "").replace(",", ".")) for nombre in NOMBRE.findall(normal(texte))}
