import os
from urllib.parse import urljoin

import requests

BROUILLONS = "http://127.0.0.1:8000/api/v1/brouillons/"
session = requests.Session()
session.headers["Authorization"] = f"Bearer {os.environ['JETON']}"

# Créer un brouillon, et garder son adresse et sa version.
champs = {"titre": "Aide au démarrage", "nature_aide": "subvention", "instruction": "permanent"}
cree = session.post(BROUILLONS, json={"nature": "dispositif", "champs": champs}, timeout=30)
cree.raise_for_status()
adresse, version = urljoin(BROUILLONS, cree.headers["Location"]), cree.headers["ETag"]

# Le compléter, si personne ne l’a modifié entre-temps.
complete = session.patch(adresse, json={"champs": {"montant_max": "15000"}}, headers={"If-Match": version}, timeout=30)
complete.raise_for_status()

# Demander la relecture à l’équipe.
relu = session.post(urljoin(adresse, "relecture/"), timeout=30)
relu.raise_for_status()
print(relu.json()["titre"], relu.json()["statut"])
