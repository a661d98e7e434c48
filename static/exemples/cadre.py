import requests

reponse = requests.get(
    "http://127.0.0.1:8000/oembed/",
    params={"url": "http://127.0.0.1:8000/collectivites/pays-exemple/", "maxwidth": 400},
    timeout=30,
)
reponse.raise_for_status()
cadre = reponse.json()
print(cadre["title"])
print(cadre["html"])
