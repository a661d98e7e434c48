import requests

API = "http://127.0.0.1:8000/api/v1"

# Identifiant public, adresse courte, SIREN, code (CD35, CR53, 35238).
for cle in ("7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21", "pays-exemple", "243500139", "CD35"):
    reponse = requests.get(f"{API}/collectivites/{cle}/", timeout=30)
    reponse.raise_for_status()
    fiche = reponse.json()
    print(fiche["uid"], fiche["nom"])
