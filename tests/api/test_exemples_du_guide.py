"""Every example of the developers' guide is run as a reader copies it, against a server, by what it is written for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from publication.exemples_de_l_api import ADRESSE, LANGAGES, LIEU, SLUG, UID, exemples, remplacements, sources
from tests import factories as f
from tests.guide_de_l_api import ATTENDUS, CLIENT, Extrait, completer, creer_le_monde, fichiers, lire_le_guide, manques

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db(transaction=True)
NODE = shutil.which("node")
COMMANDES = {
    "sh": ["bash", "-euo", "pipefail", "-c"],
    "py": [sys.executable, "-c"],
    "js": [str(NODE), "--input-type=module", "--eval"],
}
CURL = "silent\nshow-error\nfail-with-body\n"
"""Configuration of curl: an error ends the example."""
REFUSES = {("erreur", "sh"): 22}
"""Examples that show a refusal, and what the command then returns."""


def lancer(extrait: Extrait, *, dossier: Path, jeton: str) -> subprocess.CompletedProcess[str]:
    """Run an example in a folder of its own."""
    (dossier / ".curlrc").write_text(CURL)
    return subprocess.run(
        [*COMMANDES[extrait.extension], completer(extrait)],
        cwd=dossier,
        env={"PATH": os.environ["PATH"], "HOME": str(dossier), "JETON": jeton},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("extension", LANGAGES)
def test_chaque_exemple_du_guide_s_execute_et_dit_ce_qu_il_doit(live_server, tmp_path, extension: str) -> None:
    if extension == "js" and NODE is None:
        pytest.skip("node absent: tests/navigateur/test_guide_api.py runs these examples in Chromium")
    monde = creer_le_monde()
    extraits = [extrait for extrait in lire_le_guide(live_server.url) if extrait.extension == extension]
    fautes: list[str] = []
    for extrait in extraits:
        dossier = tmp_path / extrait.nom
        dossier.mkdir()
        fait = lancer(extrait, dossier=dossier, jeton=monde.jetons.get(extrait.nom, ""))
        ecrits = [chemin.read_text(errors="replace") for chemin in dossier.iterdir() if chemin.name != ".curlrc"]
        if fait.returncode != REFUSES.get((extrait.nom, extension), 0):
            fautes.append(f"{extrait.nom} : {fait.returncode} {fait.stdout[-500:]} {fait.stderr[-800:]}")
        fautes += manques(extrait, "\n".join([fait.stdout, *ecrits]))
    assert fautes == []
    assert {(extrait.nom, extrait.extension) for extrait in extraits} == {un for un in fichiers() if un[1] == extension}


def test_la_page_montre_chaque_exemple_du_depot_une_fois_et_chacun_dit_ce_qu_on_attend(live_server) -> None:
    montres = [(extrait.nom, extrait.extension) for extrait in lire_le_guide(live_server.url)]
    assert len(montres) == len(set(montres))
    assert set(montres) == fichiers()
    assert {nom for nom, _extension in montres} == ATTENDUS.keys()
    assert [nom for nom, codes in sources().items() if "py" not in codes] == []
    assert CLIENT in sources()


def test_les_exemples_portent_l_adresse_du_site_et_des_collectivites_publiques(live_server) -> None:
    creer_le_monde()
    codes = "\n".join(extrait.code for extrait in lire_le_guide(live_server.url))
    assert ADRESSE not in codes
    assert f"{live_server.url}/api/v1/collectivites/rennes-metropole/" in codes
    assert [mot for mot in (SLUG, UID, "rennes") if mot in codes] == ["rennes"]


def test_dans_un_repertoire_vide_les_exemples_gardent_leurs_mots() -> None:
    trouves = remplacements("https://example.org")
    assert trouves == {ADRESSE: "https://example.org"}
    (extrait,) = (un for un in exemples(trouves)["carte"] if un.extension == "sh")
    assert LIEU in extrait.code
    assert "https://example.org/api/v1/collectivites/" in extrait.code


def test_aucun_brouillon_ne_sert_d_exemple() -> None:
    f.CollectiviteFactory(membre=True, siren="243500139", latitude=48.1, longitude=-1.7)
    f.CollectiviteFactory(retire=True)
    assert remplacements("https://example.org") == {ADRESSE: "https://example.org"}
    assert SLUG not in remplacements("https://example.org")
