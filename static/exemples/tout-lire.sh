# La première page ; la suivante est à l’adresse que donne « suivante », nulle à la fin.
curl 'http://127.0.0.1:8000/api/v1/projets/?curseur=*&taille=200&champs=uid,nom'
