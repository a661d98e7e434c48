# Deux fois la même commande : la seconde répond 304, sans corps, et la copie reste bonne.
curl --etag-save fiche.etag --etag-compare fiche.etag --output fiche.json --write-out '%{http_code}\n' 'http://127.0.0.1:8000/api/v1/collectivites/pays-exemple/'
curl --etag-save fiche.etag --etag-compare fiche.etag --output fiche.json --write-out '%{http_code}\n' 'http://127.0.0.1:8000/api/v1/collectivites/pays-exemple/'
