from hashlib import sha256
from pathlib import Path

import requests


def telecharger(nom):
    reponse = requests.get(f"http://127.0.0.1:8000/donnees/fichiers/{nom}", timeout=60)
    reponse.raise_for_status()  # 503 : aucun export n’est servi en ce moment, Retry-After dit quand revenir
    return reponse.content


contenu = telecharger("collectivites.csv")
sommes = dict(reversed(ligne.split("  ", 1)) for ligne in telecharger("SHA256SUMS").decode().splitlines())
if sha256(contenu).hexdigest() != sommes["collectivites.csv"]:
    raise SystemExit("Le fichier reçu n’est pas celui qui est annoncé : recommencez.")
Path("collectivites.csv").write_bytes(contenu)
print("collectivites.csv: OK")
