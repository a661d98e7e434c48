import requests

# Un filtre répété garde l’une ou l’autre valeur ; « - » devant une valeur l’exclut.
reponse = requests.get(
    "http://127.0.0.1:8000/api/v1/collectivites/",
    params={"adherente": "true", "region": ["53", "44"], "type": "-commune"},
    timeout=30,
)
reponse.raise_for_status()
for collectivite in reponse.json()["resultats"]:
    print(collectivite["nom"], collectivite["type_libelle"])
