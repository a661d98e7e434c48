"""The benchmarks that compare two directories: what each process answers, what is kept of it, what is printed."""

from __future__ import annotations

from contextlib import nullcontext
from multiprocessing import Pipe
from typing import Any

import pytest
from django.test import Client

from benchmarks import administration, base, deux_tailles, echelle
from benchmarks.deux_tailles import Comparaison, Releve, mesurer, publier, servir
from publication import memoire
from publication.models import Publication

LISTES = "projets soutenus"


class Prise:
    """End of a pipe to a process that serves some pages in a given time."""

    def __init__(self, duree: float, **tours: int | None) -> None:
        self.recues: list[object] = [tours]
        self.duree = duree

    def send(self, _demande: str) -> None:
        self.recues.append(Releve(self.duree, 9))

    def recv(self) -> object:
        return self.recues.pop(0)


@pytest.fixture
def ici(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """The database of the tests takes the place of the temporary one."""
    monkeypatch.setattr(base, "base_temporaire", lambda _nom: nullcontext())
    monkeypatch.setattr(deux_tailles, "ranger", lambda: None)


@pytest.mark.parametrize(("textes", "attendues"), [((), ["liste", "accueil"]), (("cueil", "seule"), ["accueil"])])
def test_seul_ce_que_les_deux_connaissent_et_qu_on_demande_se_mesure(textes, attendues) -> None:
    prises = [Prise(0.02, liste=None, accueil=1, seule=None), Prise(0.03, accueil=1, liste=None)]
    mesures = list(mesurer(prises, tours=3, textes=textes))
    assert [mesure.nom for mesure in mesures] == attendues
    assert mesures[-1].ligne() == ("accueil", "20.0 ms", "30.0 ms", "× 1.50", "9 → 9")


def test_le_tableau_dit_le_rapport_et_combien_de_pages_depassent_le_but(capsys: pytest.CaptureFixture[str]) -> None:
    lente, tenue = Comparaison("lente", Releve(0.01, 9), Releve(0.02, 9)), Comparaison("tenue", Releve(1, 9), Releve(1))
    publier("Essai", [lente, tenue, Comparaison("mémoire", Releve(100), Releve(300))])
    imprime = capsys.readouterr().out
    assert "× 2.00" in imprime
    assert "300 Mio" in imprime
    assert "2 mesures de pages, dont 1 au-delà de 1.5 fois." in imprime


@pytest.mark.parametrize(
    ("preparer", "page"),
    [(echelle.pages, "/projets/"), (administration.ecrans, "accueil"), (administration.ecrans, f"{LISTES} : liste")],
)
def test_un_processus_remplit_sa_base_et_mesure_ce_qu_on_lui_demande(ici, preparer, page) -> None:
    prise, autre = Pipe()
    for demande in (page, ""):
        autre.send(demande)
    deux_tailles.tenir((20, 3), prise, preparer, garder=False)
    assert page in autre.recv()
    releve = autre.recv()
    assert releve.valeur > 0
    assert releve.requetes > 1


@pytest.mark.django_db
def test_chaque_liste_se_mesure_cherchee_filtree_triee_et_ses_formulaires_aussi() -> None:
    deux_tailles.remplir(20, 60)
    client = administration.administrateur()
    adresses = dict(administration.adresses(client))
    siennes = {nom.removeprefix(f"{LISTES} : "): url for nom, url in adresses.items() if nom.startswith(LISTES)}
    assert set(siennes) > {"liste", "recherche de tous", "recherche du premier", "page 2", "tri nom", "ajout", "fiche"}
    assert {"filtre statut", "choix organisme, saisie"} < set(siennes)
    assert len({nom.split(" : ")[0] for nom in adresses}) > 40
    for url in siennes.values():
        assert servir(client, url).requetes > 1


@pytest.mark.django_db
def test_les_pages_publiques_gardent_leur_nombre_de_requetes() -> None:
    memoire.oublier()
    deux_tailles.remplir(4, 3)
    adresses = echelle.adresses()
    fiches = [adresse for adresse in adresses if "/synthetique-" in adresse]
    assert fiches == ["/collectivites/synthetique-1-collectivite-0/", "/projets/synthetique-1-projet-0/"]
    for adresse in adresses:
        releve = servir(Client(), adresse)
        assert releve.valeur > 0
        assert 0 < releve.requetes < 25
    with pytest.raises(AssertionError, match="réponse 404"):
        servir(Client(), "/nulle-part/")


@pytest.mark.django_db
def test_les_premieres_visites_lisent_ce_qui_manque_en_memoire() -> None:
    deux_tailles.remplir(4, 3)
    titres = list(Publication.objects.order_by("pk").values_list("titre", flat=True))
    gestes = echelle.pages()
    _premiere, memorisee = [gestes["/projets/"].relever().requetes for _visite in range(2)]
    for demande in ("départ : /projets/", "écriture : /projets/"):
        assert gestes[demande].relever().requetes > memorisee
    gestes["/projets/"].relever()
    assert gestes["/projets/"].relever().requetes == memorisee
    assert list(Publication.objects.order_by("pk").values_list("titre", flat=True)) == titres
    tenue = gestes["mémoire du processus"].relever()
    assert tenue.valeur > 1
    assert tenue.requetes is None


@pytest.mark.parametrize("banc", [echelle, administration])
def test_le_banc_imprime_ce_qu_il_compare(banc, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    demandes: list[Any] = []

    def comparer(preparer: Any, choix: Any) -> list[Comparaison]:
        demandes.append((preparer, choix.grand, choix.page))
        return [Comparaison("liste", Releve(0.01, 9), Releve(0.01, 9))]

    monkeypatch.setattr(banc, "comparer", comparer)
    banc.main(["--grand", "30", "40", "--page", "liste"])
    assert demandes == [(banc.pages if banc is echelle else banc.ecrans, [30, 40], ["liste"])]
    assert "1 mesures de pages, dont 0" in capsys.readouterr().out
