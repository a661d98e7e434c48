# Trois champs seulement, les fiches modifiées en dernier d’abord.
curl 'http://127.0.0.1:8000/api/v1/projets/?champs=uid,nom,url&tri=-modifiee_le&taille=3'
# Une fiche, et à côté celles qui lui sont liées.
curl 'http://127.0.0.1:8000/api/v1/collectivites/pays-exemple/?champs=uid,nom&inclure=politiques,dispositifs'
