# Combien de subventions le fichier national contient chaque année, et ce qui manque aux autres.
curl 'http://127.0.0.1:8000/api/v1/subventions/scdl/bilan/?collectivite=pays-exemple'
# Les dispositifs ouverts, au format national.
curl --output dispositif-aide.csv 'http://127.0.0.1:8000/api/v1/dispositifs/dispositif-aide.csv?etat=ouvert'
