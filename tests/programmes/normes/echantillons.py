"""Files of grants as they are found, right and damaged."""

from __future__ import annotations

import csv
import io

from programmes.normes.scdl import COLONNES

RENNES, MULHOUSE = "24350013900015", "20006600900016"
BONNE = {
    "nomAttribuant": "Rennes Métropole",
    "idAttribuant": RENNES,
    "dateConvention": "2021-06-27",
    "referenceDecision": "C21.103",
    "nomBeneficiaire": "Les Ateliers du bourg",
    "idBeneficiaire": "22350001800013",
    "rnaBeneficiaire": "W351001234",
    "objet": "Aide au démarrage",
    "montant": "22000.80",
    "nature": "aide en numéraire",
    "conditionsVersement": "échelonné",
    "datesPeriodeVersement": "2021-09-14/2022-03-14",
    "idRAE": "",
    "notificationUE": "non",
    "pourcentageSubvention": "1.00",
    "dispositifAide": "",
}


def fichier(*lignes: dict[str, str], separateur: str = ",", encodage: str = "utf-8", avant: str = "") -> bytes:
    """National file of lines that are the good one, changed."""
    tampon = io.StringIO()
    redacteur = csv.DictWriter(tampon, COLONNES, delimiter=separateur)
    redacteur.writeheader()
    redacteur.writerows({**BONNE, **ligne} for ligne in lignes)
    return (avant + tampon.getvalue()).encode(encodage)
