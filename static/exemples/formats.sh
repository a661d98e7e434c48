# Pour un tableur, puis un document par ligne pour un programme : toute la liste, en un fichier.
curl --output dispositifs.csv 'http://127.0.0.1:8000/api/v1/dispositifs/?etat=ouvert&format=csv'
curl --header 'Accept: application/x-ndjson' 'http://127.0.0.1:8000/api/v1/dispositifs/?etat=ouvert'
