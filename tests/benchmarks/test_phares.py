"""The measure by Lighthouse: what it prints, what makes it fail, and the server that it measures."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest

from benchmarks import base, mandataire, phares


def rapport(*, performance: float = 1.0, contraste: float = 1.0) -> dict[str, Any]:
    """A report with one weighted audit and one that only informs."""
    references = [{"id": "color-contrast", "weight": 7}, {"id": "csp-xss", "weight": 0}]
    categories = {nom: {"score": 1.0, "auditRefs": references} for nom in phares.CATEGORIES}
    categories["performance"]["score"] = performance
    audits: dict[str, Any] = {mesure: {"displayValue": "1,2\xa0s"} for mesure in phares.MESURES}
    audits |= {"color-contrast": {"score": contraste}, "csp-xss": {"score": 0}}
    audits["network-requests"] = {"details": {"items": [{"transferSize": 30_000}, {"transferSize": 12_400}]}}
    return {"categories": categories, "audits": audits}


def test_une_ligne_dit_les_notes_les_mesures_et_le_poids() -> None:
    assert phares.ligne("home, mobile", rapport(performance=0.98)) == [
        *("home, mobile", "98", "100", "100", "100"),
        *("1,2 s", "1,2 s", "1,2 s", "1,2 s", "42 kB"),
    ]


@pytest.mark.parametrize(
    ("lu", "phrase"),
    [
        (rapport(performance=0.94), "home, mobile: [94.0, 100.0, 100.0, 100.0] []"),
        (rapport(contraste=0), "home, mobile: [100.0, 100.0, 100.0, 100.0] ['color-contrast']"),
    ],
)
def test_une_note_basse_ou_une_faute_fait_echouer(monkeypatch, lu: dict[str, Any], phrase: str) -> None:
    monkeypatch.setattr(phares, "en_production", lambda _dossier: nullcontext("http://127.0.0.1:9"))
    monkeypatch.setattr(phares, "rapport", lambda *_arguments: lu)
    with pytest.raises(SystemExit, match="home, mobile") as arret:
        phares.main(["lighthouse"])
    assert phrase in str(arret.value)


def test_des_notes_hautes_s_impriment(monkeypatch) -> None:
    imprimees: list[Any] = []
    monkeypatch.setattr(phares, "en_production", lambda _dossier: nullcontext("http://127.0.0.1:9"))
    monkeypatch.setattr(phares, "rapport", lambda *_arguments: rapport())
    monkeypatch.setattr(base, "imprimer", lambda _titre, _colonnes, lignes: imprimees.extend(lignes))
    phares.main(["lighthouse"])
    assert len(imprimees) == len(phares.PAGES) * len(phares.APPAREILS)


def test_le_serveur_mesure_repond_comme_derriere_son_mandataire(monkeypatch) -> None:
    recus: list[dict[str, Any]] = []
    monkeypatch.setattr(mandataire, "_application", lambda environ, _commencer: recus.append(environ) or [b""])
    mandataire.application({"PATH_INFO": "/"}, None)
    assert recus == [{"PATH_INFO": "/", "HTTP_X_FORWARDED_PROTO": "https"}]


@pytest.mark.django_db
def test_l_adresse_de_la_base_est_celle_dont_on_se_sert() -> None:
    from django.db import connection
    from environ import Env

    lue = Env.db_url_config(phares.adresse_de_la_base())
    assert lue["NAME"] == connection.settings_dict["NAME"]
    assert lue["OPTIONS"]["host"] == connection.settings_dict["HOST"]
