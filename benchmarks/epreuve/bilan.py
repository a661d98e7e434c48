"""What came of the requests to an operation, and the journal from which an interrupted trial goes on."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from pathlib import Path

    from schemathesis.engine.recorder import ScenarioRecorder

EXTRAIT = 400
"""Characters shown of a long text."""
EXEMPLES_MONTRES = 3


@dataclass(slots=True)
class Defaut:
    """A kind of fault: what the check said, how many times, and the first exchanges that show it."""

    titre: str
    fois: int = 0
    exemples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Bilan:
    """What came of the requests to one operation."""

    operation: str
    demandes: int = 0
    controles: int = 0
    secondes: float = 0.0
    statuts: dict[str, int] = field(default_factory=dict)
    defauts: list[Defaut] = field(default_factory=list)

    def lire(self, releve: ScenarioRecorder) -> None:
        """Count what a scenario did, and keep what its checks found."""
        self.demandes += len(releve.interactions)
        for echange in releve.interactions.values():
            statut = str(echange.response.status_code) if echange.response else "sans réponse"
            self.statuts[statut] = self.statuts.get(statut, 0) + 1
        for cle, controles in releve.checks.items():
            self.controles += len(controles)
            for controle in controles:
                if controle.failure_info is not None:
                    echec = controle.failure_info.failure
                    self.noter(f"{controle.name} : {echec.title}", f"{echec.message}\n{_echange(releve, cle)}")

    def ajouter(self, autre: Bilan) -> None:
        """Count what another one counted."""
        self.demandes += autre.demandes
        self.controles += autre.controles
        self.secondes += autre.secondes
        for statut, fois in autre.statuts.items():
            self.statuts[statut] = self.statuts.get(statut, 0) + fois
        self.defauts.extend(autre.defauts)

    def noter(self, titre: str, exemple: str) -> None:
        """Keep a fault with those of its kind."""
        defaut = next((connu for connu in self.defauts if connu.titre == titre), None)
        if defaut is None:
            defaut = Defaut(titre)
            self.defauts.append(defaut)
        defaut.fois += 1
        if len(defaut.exemples) < EXEMPLES_MONTRES and exemple not in defaut.exemples:
            defaut.exemples.append(exemple)

    @property
    def trouves(self) -> int:
        """Number of faults."""
        return sum(defaut.fois for defaut in self.defauts)

    def cellules(self) -> tuple[str, ...]:
        """Cells of the printed table."""
        return (
            self.operation,
            _nombre(self.demandes),
            _nombre(self.controles),
            f"{self.secondes:.0f} s",
            " ".join(f"{statut}×{_nombre(fois)}" for statut, fois in sorted(self.statuts.items())),
            _nombre(self.trouves),
        )

    def texte(self) -> str:
        """Line of the operation, then its faults."""
        nom, demandes, controles, duree, statuts, _trouves = self.cellules()
        signe = "✗" if self.defauts else "✓"
        lignes = [f"{signe} {nom} : {demandes} demandes, {controles} contrôles, {duree} ({statuts})"]
        for defaut in self.defauts:
            lignes.append(f"  {defaut.titre} (×{_nombre(defaut.fois)})")
            lignes.extend("    " + exemple.replace("\n", "\n    ") for exemple in defaut.exemples)
        return "\n".join(lignes)


def _nombre(valeur: int) -> str:
    return f"{valeur:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _echange(releve: ScenarioRecorder, cle: str) -> str:
    """Request and answer that a check looked at."""
    echange = releve.interactions.get(cle)
    if echange is None:
        return ""
    demande, reponse = echange.request, echange.response
    entetes = " ".join(f"{nom}: {', '.join(valeurs)}" for nom, valeurs in demande.headers.items())
    corps = f"\n{demande.body[:EXTRAIT]!r}" if demande.body else ""
    dit = f"{reponse.status_code} {reponse.content[:EXTRAIT]!r}" if reponse else ""
    return f"{demande.method} {demande.uri[:EXTRAIT]}\n{entetes[:EXTRAIT]}{corps}\n{dit}"


@dataclass(frozen=True, slots=True)
class Journal:
    """File of JSON lines: one a trial of an operation; ``essai`` says which trial, description of the API included."""

    chemin: Path
    essai: dict[str, Any]

    def noter(self, bilan: Bilan) -> None:
        """Write an operation down."""
        self.chemin.parent.mkdir(parents=True, exist_ok=True)
        ligne = {"le": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "essai": self.essai}
        with self.chemin.open("ab") as fichier:
            fichier.write(orjson.dumps({**ligne, "bilan": asdict(bilan)}) + b"\n")

    def sans_defaut(self) -> dict[str, Bilan]:
        """Operations that the same trial left without a fault, by name: the last time they were tried."""
        if not self.chemin.exists():
            return {}
        derniers: dict[str, Bilan] = {}
        for ligne in map(orjson.loads, self.chemin.read_bytes().splitlines()):
            if ligne["essai"] == self.essai:
                bilan = ligne["bilan"]
                defauts = [Defaut(**defaut) for defaut in bilan.pop("defauts")]
                derniers[bilan["operation"]] = Bilan(**bilan, defauts=defauts)
        return {nom: bilan for nom, bilan in derniers.items() if not bilan.defauts}
