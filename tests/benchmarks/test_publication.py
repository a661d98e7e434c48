"""The benchmark of publication runs, measures something, and prints it."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from benchmarks import base, publication
from publication.actions import verifier


@pytest.mark.django_db
def test_les_mesures_portent_sur_des_donnees_en_ordre() -> None:
    mesures = publication.mesurer(collectivites=30, projets=5, subventions=5)
    assert [mesure.nom.split(" :")[0] for mesure in mesures] == [
        "generer",
        "synchroniser",
        "synchroniser",
        "verifier",
        "retirer",
        "publier",
        "renommer",
    ]
    assert all(mesure.secondes > 0 and mesure.nombre for mesure in mesures)
    assert list(verifier()) == []


@pytest.mark.django_db
def test_le_banc_imprime_un_tableau(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(base, "base_temporaire", nullcontext)
    publication.main(["--collectivites", "20", "--projets", "2", "--subventions", "2"])
    assert "verifier : fiches" in capsys.readouterr().out


def test_la_base_temporaire_a_un_nom_a_elle_et_disparait(monkeypatch: pytest.MonkeyPatch) -> None:
    gestes: list[str] = []
    monkeypatch.setitem(base.connection.settings_dict["TEST"], "NAME", None)
    monkeypatch.setattr(base, "setup_databases", lambda **_options: gestes.append("créée"))
    monkeypatch.setattr(base, "teardown_databases", lambda *_arguments, **_options: gestes.append("supprimée"))
    with base.base_temporaire():
        assert str(base.connection.settings_dict["TEST"]["NAME"]).startswith("mesure_")
        assert gestes == ["créée"]
    assert gestes == ["créée", "supprimée"]
