curl 'http://127.0.0.1:8000/api/v1/collectivites/?autour=48.11,-1.68&rayon=50&format=geojson'
