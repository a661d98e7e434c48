# Créer un brouillon, et garder son adresse et sa version.
read -r adresse version <<< "$(curl --silent --output brouillon.json --write-out '%header{location} %header{etag}' \
  --header "Authorization: Bearer $JETON" --header 'Content-Type: application/json' \
  --data '{"nature": "dispositif", "champs": {"titre": "Aide au démarrage", "nature_aide": "subvention", "instruction": "permanent"}}' \
  'http://127.0.0.1:8000/api/v1/brouillons/')"
# Le compléter, si personne ne l’a modifié entre-temps.
curl --request PATCH --header "Authorization: Bearer $JETON" --header "If-Match: $version" \
  --header 'Content-Type: application/json' --data '{"champs": {"montant_max": "15000"}}' \
  "http://127.0.0.1:8000$adresse"
# Demander la relecture à l’équipe.
curl --request POST --header "Authorization: Bearer $JETON" "http://127.0.0.1:8000${adresse}relecture/"
