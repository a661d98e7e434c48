import json
from pathlib import Path

import requests

DISPOSITIFS = "http://127.0.0.1:8000/api/v1/dispositifs/?etat=ouvert"

# Pour un tableur : toute la liste, en un fichier.
tableau = requests.get(f"{DISPOSITIFS}&format=csv", timeout=60)
tableau.raise_for_status()
Path("dispositifs.csv").write_bytes(tableau.content)

# Pour un programme : un document par ligne, lu au fur et à mesure.
with requests.get(f"{DISPOSITIFS}&format=jsonl", stream=True, timeout=60) as lignes:
    lignes.raise_for_status()
    for ligne in lignes.iter_lines():
        print(json.loads(ligne)["titre"])
