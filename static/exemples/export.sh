curl --remote-name 'http://127.0.0.1:8000/donnees/fichiers/collectivites.csv'
curl --remote-name 'http://127.0.0.1:8000/donnees/fichiers/SHA256SUMS'
sha256sum --check --ignore-missing SHA256SUMS
