import requests

reponse = requests.get(
    "http://127.0.0.1:8000/api/v1/dispositifs/",
    params={"etat": "ouvert", "taille": 5},
    timeout=30,
)
reponse.raise_for_status()
page = reponse.json()
print(page["total"], "dispositifs ouverts")
for dispositif in page["resultats"]:
    print(dispositif["titre"], dispositif["url"])
