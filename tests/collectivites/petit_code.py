"""A vintage of the official code with four communes, in the layout of the npm package."""

from __future__ import annotations

import json
import tarfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Entree = dict[str, Any]


def commune(
    code: str, nom: str, population: int, *codes_postaux: str, departement: str = "35", region: str = "53"
) -> Entree:
    return {
        "code": code,
        "nom": nom,
        "type": "commune-actuelle",
        "departement": departement,
        "region": region,
        "siren": "213502388" if code == "35238" else "213500515",
        "codesPostaux": list(codes_postaux),
        "population": population,
    }


def departement(code: str, nom: str, region: str, liaison: int, chef_lieu: str) -> Entree:
    return {"code": code, "nom": nom, "region": region, "chefLieu": chef_lieu, "typeLiaison": liaison, "zone": "metro"}


def region(code: str, nom: str, chef_lieu: str) -> Entree:
    return {"code": code, "nom": nom, "chefLieu": chef_lieu, "typeLiaison": 0, "zone": "metro"}


class PetitCode:
    """The files of a package, to change before they are written."""

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        self.paquet: Entree = {"name": "@etalab/decoupage-administratif", "version": "6.0.0"}
        self.contenu: dict[str, list[Entree]] = {
            "regions": [region("53", "Bretagne", "35238")],
            "departements": [
                departement("35", "Ille-et-Vilaine", "53", 1, "35238"),
                departement("22", "Côtes-d'Armor", "53", 4, "22278"),
            ],
            "communes": [
                commune("35238", "Rennes", 220_000, "35000", "35200", "35700"),
                commune("35051", "Cesson-Sévigné", 3_000, "35510"),
                commune("22278", "Saint-Brieuc", 44_000, "22000", departement="22"),
                commune("22001", "Allineuc", 500, "22460", departement="22"),
                {**commune("35001", "Ancienne", 10), "type": "commune-deleguee"},
            ],
            "epci": [
                {
                    "code": "243500139",
                    "nom": "Rennes Métropole",
                    "type": "METRO",
                    "populationMunicipale": 223_000,
                    "membres": [{"code": "35238"}, {"code": "35051"}],
                }
            ],
            "ept": [
                {
                    "code": "200057867",
                    "nom": "Plaine Commune",
                    "type": "EPT",
                    "populationMunicipale": 44_500,
                    "membres": [{"code": "22278"}, {"code": "22001"}],
                }
            ],
        }

    def millesime(self, annee: int) -> None:
        self.paquet["version"] = f"{annee - 2020}.0.0"

    def entree(self, niveau: str, code: str) -> Entree:
        return next(entree for entree in self.contenu[niveau] if entree["code"] == code)

    def retirer(self, niveau: str, code: str) -> Entree:
        entree = self.entree(niveau, code)
        self.contenu[niveau].remove(entree)
        if niveau == "communes":
            for groupement in [*self.contenu["epci"], *self.contenu["ept"]]:
                groupement["membres"] = [m for m in groupement["membres"] if m["code"] != code]
        if niveau == "epci" and not self.contenu["epci"]:
            self.contenu["epci"].append(
                {**entree, "code": "200052264", "nom": "CC Autre", "type": "CC", "membres": [{"code": "22278"}]}
            )
        return entree

    def ajouter_corse_et_alsace(self) -> None:
        self.contenu["regions"] += [region("94", "Corse", "2A004"), region("44", "Grand Est", "67482")]
        self.contenu["departements"] += [
            departement("2A", "Corse-du-Sud", "94", 3, "2A004"),
            departement("2B", "Haute-Corse", "94", 3, "2B033"),
            departement("67", "Bas-Rhin", "44", 2, "67482"),
            departement("68", "Haut-Rhin", "44", 2, "68066"),
        ]
        self.contenu["communes"] += [
            commune("2A004", "Ajaccio", 70_000, "20000", departement="2A", region="94"),
            commune("2B033", "Bastia", 48_000, "20200", departement="2B", region="94"),
            commune("67482", "Strasbourg", 290_000, "67000", departement="67", region="44"),
            commune("68066", "Colmar", 68_000, "68000", departement="68", region="44"),
        ]

    def ecrire(self) -> Path:
        data = self.dossier / "data"
        data.mkdir(parents=True, exist_ok=True)
        for niveau, entrees in self.contenu.items():
            lignes = ",\n".join(json.dumps(entree, ensure_ascii=False) for entree in entrees)
            (data / f"{niveau}.json").write_text(f"[\n{lignes}\n]\n", encoding="utf-8")
        (self.dossier / "package.json").write_text(json.dumps(self.paquet), encoding="utf-8")
        return self.dossier

    def archiver(self, vers: Path) -> Path:
        with tarfile.open(vers, "w:gz") as archive:
            archive.add(self.ecrire(), "package")
        return vers
