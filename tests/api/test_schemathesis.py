"""Schemathesis, all checks, on every operation; ``make schemathesis`` tries a hundred times more."""

from __future__ import annotations

import pytest

from benchmarks.epreuve import Bilan, charger, eprouver, main
from config.wsgi import application
from tests.api.complets import construire

pytestmark = pytest.mark.django_db(transaction=True)
EXEMPLES = 10


@pytest.fixture(autouse=True)
def _servi(settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.API_LIMITE_PAR_MINUTE = 0


def test_schemathesis_ne_trouve_rien(client) -> None:
    construire()
    decrites = client.get("/api/v1/schema/", headers={"accept": "application/json"}).json()["paths"]
    bilans = list(eprouver(charger(exemples=EXEMPLES, graine=1, application=application)))
    assert len(bilans) >= len(decrites)
    assert [bilan.operation for bilan in bilans if bilan.demandes < EXEMPLES] == []
    assert [f"{bilan.operation} {defaut}" for bilan in bilans for defaut in bilan.defauts] == []


def test_un_defaut_est_compte_montre_et_fait_echouer_la_commande(monkeypatch, capsys) -> None:
    def casser(environ, start_response):
        if environ["PATH_INFO"].endswith("/regions/"):
            start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
            return [b"casse"]
        return application(environ, start_response)

    monkeypatch.setattr("config.wsgi.application", casser)
    with pytest.raises(SystemExit):
        main(["--exemples", "1", "--operations", "regions_list"])
    assert "not_a_server_error" in capsys.readouterr().out


def test_un_meme_defaut_n_est_note_qu_une_fois() -> None:
    bilan = Bilan("une")
    for _fois in range(2):
        bilan.noter("défaut")
    assert bilan.ligne()[-1] == "1"
