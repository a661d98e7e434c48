curl 'http://127.0.0.1:8000/api/v1/collectivites/?adherente=true&region=53&region=44&type=-commune'
