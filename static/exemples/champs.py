import requests

API = "http://127.0.0.1:8000/api/v1"


def lire(chemin, **parametres):
    reponse = requests.get(f"{API}/{chemin}", params=parametres, timeout=30)
    reponse.raise_for_status()
    return reponse.json()


# Trois champs seulement, les fiches modifiées en dernier d’abord.
for projet in lire("projets/", champs="uid,nom,url", tri="-modifiee_le", taille=3)["resultats"]:
    print(projet["nom"], projet["url"])
# Une fiche, et à côté celles qui lui sont liées.
fiche = lire("collectivites/pays-exemple/", champs="uid,nom", inclure="politiques,dispositifs")
print(fiche["nom"], fiche["inclus"]["total"], "fiches liées")
for liee in fiche["inclus"]["resultats"]:
    print(liee["nature"], liee["titre"])
