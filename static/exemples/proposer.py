import os

import requests

# JETON contient le jeton remis par l’équipe ; « fiche » est l’uid d’une fiche publique.
reponse = requests.post(
    "http://127.0.0.1:8000/api/v1/propositions/",
    headers={"Authorization": f"Bearer {os.environ['JETON']}", "Idempotency-Key": "nouveau-site-1"},
    json={
        "fiche": "a4f1c7d2-6b3e-4f58-9c0d-8e2a7b5c4d30",
        "changements": {"site_web": "https://example.org/"},
        "message": "Nouveau site.",
    },
    timeout=30,
)
reponse.raise_for_status()
print(reponse.status_code, reponse.json()["statut"], reponse.headers["Location"])
