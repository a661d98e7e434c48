"""An edition that holds one small file, to test what is served without writing everything."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING

import orjson
from django.utils import timezone

from publication.editions.dossier import MANIFESTE, Edition, courante, nouvelle, seul
from publication.models import EtatPublic, Publication

if TYPE_CHECKING:
    from typing import Any

NOM = "changements.jsonl"
ADRESSE = f"/donnees/fichiers/{NOM}"
CONTENU = b'{"uid":"un"}\n' * 50


def poser(**autres: Any) -> Edition:
    """Write an edition of the data as they stand."""
    le = timezone.now()
    fichier = {"nom": NOM, "format": "jsonl", "titre": "Tout", "type_mime": "application/x-ndjson"}
    sommes = {"taille": len(CONTENU), "sha256": hashlib.sha256(CONTENU).hexdigest(), "table": "", "norme": ""}
    manifeste = {
        "generated_at": le.isoformat(),
        "etat": EtatPublic.objects.numero(),
        "revision": Publication.objects.generation(),
        "tables": [],
        "fichiers": [{**fichier, **sommes}],
        **autres,
    }
    with seul(), nouvelle(le) as dossier:
        (dossier / NOM).write_bytes(CONTENU)
        (dossier / f"{NOM}.gz").write_bytes(gzip.compress(CONTENU))
        (dossier / MANIFESTE).write_bytes(orjson.dumps(manifeste))
    edition = courante()
    assert edition is not None
    return edition


def statut(client: Any, **options: Any) -> int:
    """Status of the file, read to its end: that closes it."""
    reponse = client.get(ADRESSE, **options)
    assert reponse.status_code != 200 or reponse.getvalue() == CONTENU
    code: int = reponse.status_code
    return code
