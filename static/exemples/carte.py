import requests

reponse = requests.get(
    "http://127.0.0.1:8000/api/v1/collectivites/",
    params={"autour": "48.11,-1.68", "rayon": 50, "format": "geojson"},
    timeout=30,
)
reponse.raise_for_status()
for entite in reponse.json()["features"]:
    longitude, latitude = entite["geometry"]["coordinates"]
    print(entite["properties"]["nom"], f"{latitude:.2f} {longitude:.2f}")
