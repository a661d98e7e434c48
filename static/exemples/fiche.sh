# Identifiant public, adresse courte, SIREN, code (CD35, CR53, 35238) ; --location suit ce qui a changé d’adresse.
curl --location 'http://127.0.0.1:8000/api/v1/collectivites/7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21/'
curl --location 'http://127.0.0.1:8000/api/v1/collectivites/pays-exemple/'
curl --location 'http://127.0.0.1:8000/api/v1/collectivites/243500139/'
curl --location 'http://127.0.0.1:8000/api/v1/collectivites/CD35/'
