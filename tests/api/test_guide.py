"""The page for partners says what is: its examples run, its tables are complete."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest

from tests.api.complets import construire
from tests.api.portes import FABRIQUES, liste
from tests.portes import AUTRES_LISTES

GUIDE = (Path(__file__).resolve().parent.parent.parent / "docs/api.md").read_text(encoding="utf-8")
EXEMPLES = re.findall(r"^curl (?!.*\$JETON).+$", GUIDE, re.MULTILINE)  # those with a token: tests/acces
REFUS = {"/api/v1/projets/?regoin=53": 400}


def executer(client: Any, exemple: str) -> Any:
    """Ask the test client what a curl command asks."""
    mots = shlex.split(exemple)
    entetes = dict(mots[rang + 1].split(": ", 1) for rang, mot in enumerate(mots) if mot == "-H")
    adresse = urlsplit(mots[-1])
    return client.get(f"{adresse.path}?{adresse.query}".removesuffix("?"), headers=entetes)


def test_le_guide_a_des_exemples() -> None:
    assert len(EXEMPLES) >= 8


@pytest.mark.django_db
@pytest.mark.parametrize("exemple", EXEMPLES)
def test_chaque_exemple_repond_ce_qu_annonce_le_guide(client, exemple: str) -> None:
    construire()
    reponse = executer(client, exemple)
    adresse = shlex.split(exemple)[-1].removeprefix("http://127.0.0.1:8000")
    assert reponse.status_code == REFUS.get(adresse, 200)
    assert reponse.getvalue()


@pytest.mark.django_db
def test_l_etag_du_guide_epargne_une_fiche_inchangee(client) -> None:
    construire()
    exemple = next(exemple for exemple in EXEMPLES if "If-None-Match" in exemple)
    recu = executer(client, exemple)["ETag"]
    assert executer(client, exemple.replace('"empreinte"', recu)).status_code == 304


@pytest.mark.django_db
def test_l_enveloppe_du_guide_est_celle_des_listes(client) -> None:
    (montree,) = re.findall(r"```json\n(.+?)\n```", GUIDE, re.DOTALL)
    assert list(orjson.loads(montree)) == list(client.get(liste("projets")).json())


def test_chaque_liste_est_dans_le_guide() -> None:
    absentes = [nom for nom in (*FABRIQUES, *AUTRES_LISTES, "recherche") if f"`{liste(nom)}`" not in GUIDE]
    assert absentes == []
