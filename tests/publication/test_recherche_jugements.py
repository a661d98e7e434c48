"""Search gives the right sheet on the real sheets: the figures that the benchmark prints are held here."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext

import pytest

from benchmarks import base, recherche
from publication.models import Publication

pytestmark = pytest.mark.django_db


def test_la_bonne_fiche_vient_en_tete_des_fiches_du_reseau() -> None:
    recherche.charger_la_demonstration()
    connues = {f"{nature}/{slug}" for nature, slug in Publication.objects.vivantes().values_list("nature", "slug")}
    jugements = recherche.jugements()
    assert {fiche for jugement in jugements for fiche in jugement.attendues} <= connues
    verdicts = [recherche.juger(jugement) for jugement in jugements]
    assert [verdict.jugement.q for verdict in verdicts if not verdict.rang] == []
    assert recherche.mrr(verdicts) >= 0.90
    assert recherche.rappel(verdicts) >= 0.95
    sur_un_document = [verdict for verdict in verdicts if verdict.jugement.document]
    assert [verdict for verdict in sur_un_document if not verdict.meilleure_en_tete] == []


def test_les_jugements_sont_assez_nombreux_et_portent_sur_chaque_document() -> None:
    jugements = recherche.jugements()
    assert len({jugement.q for jugement in jugements}) == len(jugements) >= 80
    par_document = Counter(jugement.document for jugement in jugements if jugement.document)
    assert set(par_document) == {"000", "001", "002", "003", "004"}
    assert min(par_document.values()) >= 5


def test_les_mesures_se_calculent_comme_on_les_definit() -> None:
    jugement = recherche.Jugement(q="q", attendues=("a", "b"))
    premier = recherche.Verdict(jugement, ("a", "x", "b"))
    deuxieme = recherche.Verdict(jugement, ("x", "b"))
    rien = recherche.Verdict(jugement, ("x",))
    assert [verdict.rang for verdict in (premier, deuxieme, rien)] == [1, 2, 0]
    assert [verdict.rappel for verdict in (premier, deuxieme, rien)] == [1, 0.5, 0]
    assert [verdict.meilleure_en_tete for verdict in (premier, deuxieme, rien)] == [True, False, False]
    assert recherche.mrr([premier, deuxieme, rien]) == 0.5
    assert recherche.rappel([premier, deuxieme, rien]) == 0.5


def test_le_banc_imprime_un_tableau(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(base, "base_temporaire", nullcontext)
    monkeypatch.setattr(recherche, "charger_la_demonstration", lambda: None)
    recherche.main([])
    assert "MRR" in capsys.readouterr().out
