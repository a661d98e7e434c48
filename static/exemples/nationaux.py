from pathlib import Path

import requests

SUBVENTIONS = "http://127.0.0.1:8000/api/v1/subventions"
collectivite = "pays-exemple"

# Combien de subventions le fichier national contient chaque année ; l’année, si on peut l’écrire.
bilan = requests.get(f"{SUBVENTIONS}/scdl/bilan/", params={"collectivite": collectivite}, timeout=30)
bilan.raise_for_status()
for annee in bilan.json():
    print(annee["annee"], annee["completes"], "sur", annee["total"])
    if annee["completes"]:
        choix = {"collectivite": collectivite, "annee": annee["annee"]}
        fichier = requests.get(f"{SUBVENTIONS}/scdl.csv", params=choix, timeout=60)
        fichier.raise_for_status()
        Path(f"subventions-{annee['annee']}.csv").write_bytes(fichier.content)
