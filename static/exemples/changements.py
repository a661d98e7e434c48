import requests

copie, revision = {}, 0  # à garder ensemble d’une fois sur l’autre
adresse = f"http://127.0.0.1:8000/api/v1/changements/?depuis={revision}&limite=500"
while adresse:
    reponse = requests.get(adresse, timeout=60)
    reponse.raise_for_status()
    page = reponse.json()
    for changement in page["changements"]:
        if changement["document"] is None:  # retirée, ou remplacée par « remplacee_par »
            copie.pop(changement["uid"], None)
        else:
            copie[changement["uid"]] = changement["document"]
    revision, adresse = page["curseur"], page["suivante"]
print(len(copie), "fiches, révision", revision)
