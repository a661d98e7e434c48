"""Schemathesis, all checks, on one operation of each kind; ``make schemathesis`` tries all, two hundred times more."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.epreuve import Bilan, main
from tests.api.complets import construire

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db(transaction=True)
EXEMPLES = 10
OPERATIONS = (
    "changements",
    "collectivites_retrieve",
    "departements_list",
    "organismes_list",
    "statistiques_retrieve",
    "subventions_scdl",
    "proposer",
)
"""One of each kind: those that are left are as they are, and take longer."""
RACINE = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def _servi(settings, monkeypatch) -> Iterator[None]:
    settings.API_LIMITE_PAR_MINUTE = 0
    monkeypatch.setenv("API_LIMITE_PAR_MINUTE", "0")
    yield
    logging.disable(logging.NOTSET)


def test_schemathesis_ne_trouve_rien_sur_le_serveur(live_server) -> None:
    construire()
    options = ["--adresse", live_server.url, "--exemples", str(EXEMPLES), "--operations", *OPERATIONS]
    commande = [sys.executable, "-m", "benchmarks.epreuve", *options]
    faite = subprocess.run(commande, capture_output=True, text=True, check=False, cwd=RACINE)
    assert faite.returncode == 0, faite.stdout[-5000:] + faite.stderr[-2000:]
    assert [nom for nom in OPERATIONS if nom not in faite.stdout] == []


def test_un_defaut_fait_echouer_la_commande_et_se_montre(monkeypatch, capsys) -> None:
    bilan = Bilan("une", demandes=3)
    bilan.noter("not_a_server_error : 500")
    monkeypatch.setattr("benchmarks.epreuve.charger", lambda **_options: None)
    monkeypatch.setattr("benchmarks.epreuve.eprouver", lambda _schema, _operations: [bilan])
    with pytest.raises(SystemExit):
        main([])
    assert "not_a_server_error" in capsys.readouterr().out


def test_un_meme_defaut_n_est_note_qu_une_fois() -> None:
    bilan = Bilan("une")
    for _fois in range(2):
        bilan.noter("défaut")
    assert bilan.ligne()[-1] == "1"
