"""The benchmark of lists runs, compares the same documents, and prints."""

from __future__ import annotations

import runpy
from contextlib import nullcontext

import pytest
from django.http import HttpResponse

from benchmarks import administration, api_liste, base, echelle, publication, recherche


@pytest.mark.django_db
def test_les_deux_facons_donnent_les_memes_documents_et_un_rapport() -> None:
    mesures = api_liste.mesurer(fiches=6, taille=5, tours=2)
    assert len(mesures) == 4
    assert all(mesure.octets > 100 and mesure.rapport > 0 for mesure in mesures)
    assert mesures[0].nombre == 5


@pytest.mark.django_db
def test_le_banc_imprime_le_rapport(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(base, "base_temporaire", nullcontext)
    api_liste.main(["--fiches", "4", "--taille", "2", "--tours", "1"])
    assert "Rapport" in capsys.readouterr().out


def test_une_reponse_en_erreur_arrete_le_banc() -> None:
    with pytest.raises(AssertionError, match="Réponse 500"):
        api_liste.contenu(HttpResponse(status=500))


@pytest.mark.django_db
def test_des_documents_differents_arretent_le_banc(monkeypatch: pytest.MonkeyPatch) -> None:
    from collectivites.api.views import CollectiviteViewSet

    corps = iter([b'{"resultats": [1]}', b'{"resultats": [2]}'])
    monkeypatch.setattr(api_liste, "page", lambda _vue, _taille: lambda: HttpResponse(next(corps)))
    with pytest.raises(AssertionError, match="mêmes documents"):
        api_liste.comparer(CollectiviteViewSet, taille=1, tours=1)


def test_tous_les_bancs_passent_a_la_suite(monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[str] = []
    for banc in (recherche, publication, api_liste, echelle, administration):
        monkeypatch.setattr(banc, "main", lambda _arguments, nom=banc.__name__: passes.append(nom))
    runpy.run_module("benchmarks", run_name="__main__")
    noms = ("administration", "api_liste", "echelle", "publication", "recherche")
    assert sorted(passes) == [f"benchmarks.{nom}" for nom in noms]
