"""Where communes are, from the committed file; the towns that GeoNames does not list have no coordinates."""

from __future__ import annotations

import csv
from pathlib import Path

COORDONNEES = Path(__file__).resolve().parents[1] / "donnees" / "coordonnees-communes.csv"


def lire_coordonnees() -> dict[str, tuple[float, float]]:
    """Latitude and longitude, in degrees WGS 84, by INSEE code."""
    with COORDONNEES.open(encoding="utf-8", newline="") as fichier:
        return {
            ligne["code_insee"]: (float(ligne["latitude"]), float(ligne["longitude"]))
            for ligne in csv.DictReader(fichier)
        }
