"""A little official code for the tests that take over existing sheets."""

from __future__ import annotations

from pathlib import Path

from collectivites.models import Collectivite, TypeCollectivite
from tests.factories import CollectiviteFactory, DepartementFactory, RegionFactory

PAGES = Path(__file__).resolve().parent / "pages"
REGIONS = {"44": "Grand Est", "53": "Bretagne", "32": "Hauts-de-France"}
DEPARTEMENTS = {
    "35": ("d’Ille-et-Vilaine", "53"),
    "52": ("de la Haute-Marne", "44"),
    "57": ("de la Moselle", "44"),
    "62": ("du Pas-de-Calais", "32"),
    "68": ("du Haut-Rhin", "44"),
}
GROUPEMENTS = {
    "200027308": ("Communauté de communes d’Auberive Vingeanne et Montsaugeonnais", "communaute_communes", "52"),
    "200066009": ("Mulhouse Alsace Agglomération", "communaute_agglomeration", "68"),
    "243500139": ("Rennes Métropole", "metropole", "35"),
}


def installer_le_code() -> None:
    """Create the authorities as the importer does: drafts that nobody wrote, with an official population."""
    for code, nom in REGIONS.items():
        region = RegionFactory(code=code, nom=nom, slug=f"r{code}")
        une(f"Région {nom}", "region", region=region, departement=None, code_insee=code)
    for code, (nom, code_region) in DEPARTEMENTS.items():
        region = RegionFactory(code=code_region)
        departement = DepartementFactory(code=code, nom=nom.split(" ")[-1], slug=f"d{code}", region=region)
        une(f"Département {nom}", "departement", region=region, departement=departement, code_insee=code)
    for siren, (nom, type_, code) in GROUPEMENTS.items():
        departement = DepartementFactory(code=code)
        une(nom, type_, region=departement.region, departement=departement, siren=siren, population=300_000)
    une("Rennes", "commune", **_de("35"), code_insee="35238")


def _de(code: str) -> dict[str, object]:
    departement = DepartementFactory(code=code)
    return {"region": departement.region, "departement": departement}


def une(nom: str, type_: str, **champs: object) -> Collectivite:
    """Create an authority of the official code."""
    cle = champs.get("siren") or champs.get("code_insee")
    return CollectiviteFactory(nom=nom, type=TypeCollectivite(type_), slug=f"{type_}-{cle}".replace("_", "-"), **champs)
