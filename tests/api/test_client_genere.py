"""A Python client made by a program from our description: no warning, and it reads what the guide reads."""

from __future__ import annotations

import importlib
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from tests.api.complets import construire

pytestmark = pytest.mark.django_db(transaction=True)
OPENAPI = Path(__file__).resolve().parent.parent.parent / "docs/api/openapi.yaml"
PAQUET = "client_du_repertoire"


@pytest.fixture(scope="module")
def paquet(tmp_path_factory) -> Any:
    dossier = tmp_path_factory.mktemp("client")
    (dossier / "options.yml").write_text("post_hooks: []\n")
    generateur = Path(sys.executable).with_name("openapi-python-client")
    commande = [generateur, "generate", "--path", OPENAPI, "--output-path", dossier / PAQUET, "--meta", "none"]
    faite = subprocess.run(
        [*commande, "--config", dossier / "options.yml", "--fail-on-warning"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (faite.returncode, "arning" in faite.stdout + faite.stderr) == (0, False), faite.stdout
    sys.path.insert(0, str(dossier))
    yield lambda nom: importlib.import_module(f"{PAQUET}.{nom}" if nom else PAQUET)
    sys.path.remove(str(dossier))


def test_le_client_genere_suit_le_scenario_du_guide(live_server, paquet) -> None:
    """Filter, read one by its code, keep some fields, follow pages, include, be refused, follow changes."""
    fiches = construire()
    with paquet("").Client(base_url=live_server.url, raise_on_unexpected_status=True) as client:

        def lire(module: str, *cles: str, **parametres: Any) -> Any:
            reponse = paquet(f"api.{module}").sync_detailed(*cles, client=client, **parametres)
            return reponse.status_code, reponse.parsed

        etats = paquet("models.dispositifs_list_etat_item").DispositifsListEtatItem
        code, aides = lire("dispositifs.dispositifs_list", etat=[etats.OUVERT], region=["53"])
        assert (code, aides.total) == (HTTPStatus.OK, 1)
        assert aides.resultats[0].uid == fiches["dispositifs"].uid
        assert lire("collectivites.collectivites_retrieve", "pays-exemple")[1].population == 25_000

        champs = paquet("models.projets_list_champs_item").ProjetsListChampsItem
        reduits = lire("projets.projets_list", champs=[champs.UID, champs.NOM])[1].resultats
        assert [reduit.nom for reduit in reduits] == ["Épicerie"]
        page = lire("collectivites.collectivites_list", curseur="*", taille=1)[1]
        assert (len(page.resultats), page.total) == (1, 2)
        assert page.suivante

        natures = paquet("models.collectivites_retrieve_inclure_item").CollectivitesRetrieveInclureItem
        entiere = lire("collectivites.collectivites_retrieve", "heritiere", inclure=[natures.POLITIQUES])[1]
        assert entiere.inclus.total == 1

        code, refus = lire("projets.projets_list", region=["999"])
        assert (code, refus.errors[0].parametre) == (HTTPStatus.NOT_FOUND, "region")
        changements = lire("changements.changements", depuis=0)[1]
        assert changements.curseur == changements.revision
        assert {changement.uid for changement in changements.changements} >= {fiche.uid for fiche in fiches.values()}
