import time

import requests


def lire(adresse):
    """Réponse, en attendant autant que le demande un refus 429."""
    while True:
        reponse = requests.get(adresse, timeout=30)
        if reponse.status_code != 429:
            reponse.raise_for_status()
            return reponse
        time.sleep(int(reponse.headers["Retry-After"]))


reponse = lire("http://127.0.0.1:8000/api/v1/regions/")
print(reponse.headers["RateLimit-Policy"])
print(reponse.headers["RateLimit"])
