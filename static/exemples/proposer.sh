# JETON contient le jeton remis par l’équipe ; « fiche » est l’uid d’une fiche publique.
curl --header "Authorization: Bearer $JETON" \
  --header 'Content-Type: application/json' \
  --header 'Idempotency-Key: nouveau-site-1' \
  --data '{"fiche": "a4f1c7d2-6b3e-4f58-9c0d-8e2a7b5c4d30", "changements": {"site_web": "https://example.org/"}, "message": "Nouveau site."}' \
  'http://127.0.0.1:8000/api/v1/propositions/'
