import requests

reponse = requests.get("http://127.0.0.1:8000/api/v1/projets/", params={"regoin": "53"}, timeout=30)
if not reponse.ok:
    probleme = reponse.json()
    print(probleme["status"], probleme["title"])
    for erreur in probleme["errors"]:
        print(erreur["parametre"], erreur["code"], erreur["message"])
