import requests

projets = []
adresse = "http://127.0.0.1:8000/api/v1/projets/?curseur=*&taille=200&champs=uid,nom"
while adresse:
    reponse = requests.get(adresse, timeout=30)
    reponse.raise_for_status()
    page = reponse.json()
    projets += page["resultats"]
    adresse = page["suivante"]
print(len(projets), "projets")
