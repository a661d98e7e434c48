"""The authorities that exist according to a vintage of the official code."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from collectivites.models import TypeCollectivite
from collectivites.noms import adresse, nom_de_departement, nom_de_groupement, nom_de_region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from collectivites.referentiel.lecture import CodeOfficiel

Coordonnees = tuple[float, float]
MAYOTTE = "976"
ANNEES_DU_RECENSEMENT = 3


@dataclass(frozen=True, slots=True)
class Attendue:
    """What the official code says of one authority."""

    type: TypeCollectivite
    nom: str
    sigle: str
    siren: str | None
    code_insee: str
    population: int
    population_annee: int | None
    region: str
    departement: str | None
    lieu: Coordonnees | None
    communes: tuple[str, ...] = ()
    slug: str = ""

    @property
    def cle(self) -> str:
        """What tells the authority from all others: its SIREN for a grouping, else its type and INSEE code."""
        return f"{self.type.value}:{self.code_insee}" if self.code_insee else str(self.siren)

    @property
    def niveau(self) -> str:
        """Line of the report in which the authority counts."""
        if self.code_insee:
            return "collectivités territoriales"
        return "EPT" if self.type == TypeCollectivite.EPT else "EPCI"


@dataclass(frozen=True, slots=True)
class Particuliere:
    """An authority that stands in place of one or more departmental councils, sometimes of the region too."""

    code_insee: str
    nom: str
    sigle: str
    departements: tuple[str, ...]
    remplace_region: bool = True


PARTICULIERES = (
    Particuliere("94", "Collectivité de Corse", "CdC", ("2A", "2B")),
    Particuliere("02", "Collectivité territoriale de Martinique", "CTM", ("972",)),
    Particuliere("03", "Collectivité territoriale de Guyane", "CTG", ("973",)),
    Particuliere("06", "Département-Région de Mayotte", "", (MAYOTTE,)),
    Particuliere("6AE", "Collectivité européenne d’Alsace", "CeA", ("67", "68"), remplace_region=False),
    Particuliere("75056", "Ville de Paris", "", ("75",), remplace_region=False),
    Particuliere("975", "Collectivité territoriale de Saint-Pierre-et-Miquelon", "", ("975",)),
    Particuliere("977", "Collectivité de Saint-Barthélemy", "", ("977",)),
    Particuliere("978", "Collectivité de Saint-Martin", "", ("978",)),
    Particuliere("986", "Territoire des îles Wallis et Futuna", "", ("986",)),
    Particuliere("987", "Polynésie française", "", ("987",)),
    Particuliere("988", "Nouvelle-Calédonie", "", ("988",)),
)
"""Codes: of the region where the authority is one, INSEE's own for Alsace, of the commune for Paris, else the zone."""

SANS_CONSEIL = frozenset(code for particuliere in PARTICULIERES for code in particuliere.departements)


def collectivites_attendues(code: CodeOfficiel, lieux: Mapping[str, Coordonnees]) -> list[Attendue]:
    """Every authority of a vintage, each with a slug of its own; ``lieux`` locates communes."""
    calcul = _Calcul(code, lieux)
    attendues = [*calcul.groupements(), *calcul.regions(), *calcul.departements(), *calcul.particulieres()]
    bases = [adresse(attendue.nom) for attendue in attendues]
    repetees = {base for base, nombre in Counter(bases).items() if nombre > 1}
    return [
        replace(attendue, slug=f"{base}-{attendue.departement}".lower() if base in repetees else base)
        for attendue, base in zip(attendues, bases, strict=True)
    ]


class _Calcul:
    """One vintage, with its sums by department and by region."""

    def __init__(self, code: CodeOfficiel, lieux: Mapping[str, Coordonnees]) -> None:
        self.code = code
        self.lieux = lieux
        self.du_departement: dict[str, list[str]] = defaultdict(list)
        for commune in code.communes.values():
            self.du_departement[commune.departement].append(commune.code)

    def groupements(self) -> Iterator[Attendue]:
        """EPCI and EPT, in the department where most of their population lives."""
        for groupement in self.code.groupements.values():
            nom, sigle = nom_de_groupement(groupement.nom, groupement.type)
            departement = self._departement_principal(groupement.membres)
            yield Attendue(
                type=groupement.type,
                nom=nom,
                sigle=sigle,
                siren=groupement.siren,
                code_insee="",
                population=groupement.population,
                population_annee=self._annee(departement),
                region=self.code.departements[departement].region,
                departement=departement,
                lieu=self._lieu(groupement.membres),
                communes=groupement.membres,
            )

    def regions(self) -> Iterator[Attendue]:
        """Regions that have a council of their own."""
        remplacees = {
            self.code.departements[numero].region
            for particuliere in self._particulieres()
            if particuliere.remplace_region
            for numero in particuliere.departements
        }
        for region in self.code.regions.values():
            if region.zone == "com" or region.code in remplacees:
                continue
            numeros = [d.code for d in self.code.departements.values() if d.region == region.code]
            yield self._territoriale(TypeCollectivite.REGION, nom_de_region(region.nom), region.code, numeros)

    def departements(self) -> Iterator[Attendue]:
        """Departments that have a council of their own."""
        for departement in self.code.departements.values():
            if departement.zone == "com" or departement.code in SANS_CONSEIL:
                continue
            nom = nom_de_departement(departement.code, departement.nom, departement.liaison)
            attendue = self._territoriale(TypeCollectivite.DEPARTEMENT, nom, departement.code, [departement.code])
            yield replace(attendue, sigle=f"CD{departement.code}", departement=departement.code)

    def particulieres(self) -> Iterator[Attendue]:
        """Authorities with a status of their own."""
        for voulue in self._particulieres():
            seul = voulue.departements[0] if len(voulue.departements) == 1 else None
            commune = self.code.communes.get(voulue.code_insee)
            attendue = self._territoriale(
                TypeCollectivite.STATUT_PARTICULIER, voulue.nom, voulue.code_insee, voulue.departements
            )
            siren = (commune.siren or None) if commune else None
            yield replace(attendue, sigle=voulue.sigle, departement=seul, siren=siren)

    def _particulieres(self) -> Iterable[Particuliere]:
        """Those whose departments the source knows."""
        return [p for p in PARTICULIERES if all(numero in self.code.departements for numero in p.departements)]

    def _territoriale(
        self, type_: TypeCollectivite, nom: str, code_insee: str, departements: Iterable[str]
    ) -> Attendue:
        """Region or department: the sum of its communes, located at its chief town when that is known."""
        numeros = list(departements)
        communes = [code for numero in numeros for code in self.du_departement[numero]]
        region = code_insee if type_ == TypeCollectivite.REGION else self.code.departements[numeros[0]].region
        chef_lieu = (self.code.regions if type_ == TypeCollectivite.REGION else self.code.departements).get(code_insee)
        return Attendue(
            type=type_,
            nom=nom,
            sigle="",
            siren=None,
            code_insee=code_insee,
            population=sum(self._population(commune) for commune in communes),
            population_annee=self._annee(numeros[0]) if numeros else None,
            region=region,
            departement=None,
            lieu=(self.lieux.get(chef_lieu.chef_lieu) if chef_lieu else None) or self._lieu(communes),
        )

    def _departement_principal(self, membres: Iterable[str]) -> str:
        populations: Counter[str] = Counter()
        for membre in membres:
            populations[self.code.communes[membre].departement] += self._population(membre)
        return max(sorted(populations), key=lambda numero: populations[numero])

    def _population(self, commune: str) -> int:
        return self.code.communes[commune].population or 0

    def _lieu(self, communes: Iterable[str]) -> Coordonnees | None:
        """Coordinates of the most populous commune that is located."""
        situees = sorted(commune for commune in communes if commune in self.lieux)
        return self.lieux[max(situees, key=self._population)] if situees else None

    def _annee(self, departement: str) -> int | None:
        """Populations of a vintage were counted three years before, save at Mayotte and in the overseas collectivities.

        Source: INSEE, reference populations; the package says nothing of the year.
        """
        if departement == MAYOTTE or self.code.departements[departement].zone == "com":
            return None
        return self.code.millesime - ANNEES_DU_RECENSEMENT
