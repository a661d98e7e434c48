"""The benchmark of lists runs, compares the same documents, and prints."""

from __future__ import annotations

import runpy
from contextlib import nullcontext

import pytest
from django.http import HttpResponse

from benchmarks import api_liste, base, echelle, publication, recherche
from publication import memoire
from publication.models import Publication


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
    for banc in (recherche, publication, api_liste, echelle):
        monkeypatch.setattr(banc, "main", lambda _arguments, nom=banc.__name__: passes.append(nom))
    runpy.run_module("benchmarks", run_name="__main__")
    assert sorted(passes) == [f"benchmarks.{nom}" for nom in ("api_liste", "echelle", "publication", "recherche")]


@pytest.mark.django_db
def test_les_pages_gardent_leur_nombre_de_requetes() -> None:
    memoire.oublier()
    echelle.remplir(4, 3)
    adresses = echelle.adresses()
    fiches = [adresse for adresse in adresses if "/synthetique-" in adresse]
    assert fiches == ["/collectivites/synthetique-1-collectivite-0/", "/projets/synthetique-1-projet-0/"]
    for adresse in adresses:
        duree, requetes = echelle.servir(adresse)
        assert duree > 0
        assert 0 < requetes < 25
    with pytest.raises(AssertionError, match="réponse 404"):
        echelle.servir("/nulle-part/")


class Prise:
    """End of a pipe to a process that serves two pages in a given time."""

    def __init__(self, duree: float, *adresses: str) -> None:
        self.recues: list[object] = [list(adresses)]
        self.duree = duree

    def send(self, demande: str) -> None:
        self.recues.append(2**20 if demande == echelle.MEMOIRE else (self.duree, 9))

    def recv(self) -> object:
        return self.recues.pop(0)


def test_le_petit_et_le_grand_se_mesurent_tour_a_tour() -> None:
    prises = [Prise(0.02, "/projets/", "/projets/seul/"), Prise(0.03, "/projets/")]
    lignes = echelle.comparer(prises, [], tours=3)
    assert lignes[0] == ("/projets/", "20.0 ms", "30.0 ms", "× 1.50", "9 → 9")
    premieres = [f"{moment}{liste}" for liste in echelle.LISTES for moment in ("départ : ", "écriture : ")]
    assert [ligne[0] for ligne in lignes[1:-1]] == premieres
    assert lignes[-1] == ("mémoire du processus", "1 Mio", "1 Mio", "× 1.00", "")


def test_seules_les_pages_demandees_se_mesurent() -> None:
    prises = [Prise(0.02, "/collectivites/", "/projets/", "/projets/?q=mot") for _taille in range(2)]
    lignes = echelle.comparer(prises, ["/projets/?q", "/subventions/"], tours=1)
    assert [ligne[0] for ligne in lignes[:-1]] == [
        "/projets/?q=mot",
        "départ : /subventions/",
        "écriture : /subventions/",
    ]


@pytest.mark.django_db
def test_les_premieres_visites_lisent_ce_qui_manque_en_memoire() -> None:
    echelle.remplir(4, 3)
    titres = list(Publication.objects.order_by("pk").values_list("titre", flat=True))
    _premiere, (_duree, memorisee) = echelle.servir("/projets/"), echelle.servir("/projets/")
    for demande in ("départ : /projets/", "écriture : /projets/"):
        _duree, requetes = echelle.repondre(demande)
        assert requetes > memorisee
    echelle.servir("/projets/")
    assert echelle.repondre("/projets/")[1] == memorisee
    assert list(Publication.objects.order_by("pk").values_list("titre", flat=True)) == titres
    assert echelle.repondre("mémoire") > 2**20
