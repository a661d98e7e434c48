import requests

FICHE = "http://127.0.0.1:8000/api/v1/collectivites/pays-exemple/"

premiere = requests.get(FICHE, timeout=30)
premiere.raise_for_status()
seconde = requests.get(FICHE, headers={"If-None-Match": premiere.headers["ETag"]}, timeout=30)
print(premiere.status_code, seconde.status_code)  # 304 : rien n’a changé
