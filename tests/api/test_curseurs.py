"""Keyset pagination: whatever is written meanwhile, who was there is read once and once only."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from publication.actions import publier, retirer
from tests import factories as f
from tests.api.portes import FABRIQUES, REFERENTIELS, liste
from tests.api.test_listes import verifier_probleme

pytestmark = pytest.mark.django_db


def parcourir(client, nom: str, entre_deux=lambda: None, **parametres: object) -> list[dict]:
    """Every document that the cursor gives, a writing between two pages."""
    adresse, lus = f"{liste(nom)}", []
    parametres = {"curseur": "*", "taille": 2, **parametres}
    while True:
        page = client.get(adresse, parametres).json()
        assert (page["page"], page["pages"], page["precedente"]) == (None, None, None)
        lus += page["resultats"]
        if page["suivante"] is None:
            return lus
        entre_deux()
        parametres = parse_qs(urlsplit(page["suivante"]).query)


@pytest.mark.parametrize("nom", FABRIQUES)
def test_le_parcours_est_celui_de_la_liste(client, nom: str) -> None:
    attendus = {str(FABRIQUES[nom](publie=True).uid) for _rang in range(5)}
    lus = [document["uid"] for document in parcourir(client, nom)]
    assert lus == sorted(attendus)


@pytest.mark.parametrize("nom", list(FABRIQUES))
def test_chaque_tri_se_parcourt_dans_l_ordre_de_la_liste(client, nom: str) -> None:
    tris = client.get(liste(nom)).resolver_match.func.cls.filterset_class.base_filters["tri"].colonnes
    for rang in range(5):
        champs = {"population": [10, 10, None, 30, 20][rang]} if nom == "collectivites" else {}
        FABRIQUES[nom](publie=True, **champs)
    for tri in tris:
        par_page = [d["uid"] for d in client.get(liste(nom), {"tri": tri}).json()["resultats"]]
        assert [document["uid"] for document in parcourir(client, nom, tri=tri)] == par_page, tri


@pytest.mark.parametrize("tri", ["", "titre"])
def test_ce_qui_est_ecrit_pendant_le_parcours_ne_fait_rien_manquer_ni_repeter(client, tri: str) -> None:
    restent = [f.ProjetFactory(publie=True, nom=f"Projet {rang:02d}") for rang in range(8)]
    partent = [f.ProjetFactory(publie=True, nom=f"Projet {rang:02d} bis") for rang in range(8)]

    def ecrire() -> None:
        retirer(fiche=partent.pop(), motif="Doublon.", par=f.UtilisateurFactory())
        publier(fiche=f.ProjetFactory(nom="Projet 00 nouveau"), par=f.UtilisateurFactory())

    lus = [document["uid"] for document in parcourir(client, "projets", ecrire, **({"tri": tri} if tri else {}))]
    assert len(lus) == len(set(lus))
    assert {str(projet.uid) for projet in restent} <= set(lus)


@pytest.mark.parametrize("nom", [nom for nom in REFERENTIELS if nom == "communes"])
def test_les_communes_se_parcourent(client, nom: str) -> None:
    codes = sorted(REFERENTIELS[nom]().code for _rang in range(5))
    assert [document["code"] for document in parcourir(client, nom)] == codes


def test_une_recherche_se_parcourt(client) -> None:
    attendus = {str(f.ProjetFactory(publie=True, nom=f"Menuiserie {rang}").uid) for rang in range(5)}
    f.ProjetFactory(publie=True, nom="Recyclerie")
    assert {document["uid"] for document in parcourir(client, "projets", q="menuiserie")} == attendus
    assert {document["uid"] for document in parcourir(client, "recherche", q="menuiserie")} == attendus


@pytest.mark.parametrize("curseur", ["", "**", "é", "a" * 2000])
def test_un_curseur_mal_ecrit_est_refuse(client, curseur: str) -> None:
    assert "« * »" in verifier_probleme(client.get(liste("projets"), {"curseur": curseur}), 400, "curseur")


@pytest.mark.parametrize("curseur", ["abc", "YQ:b:c", "WyIiLCJ4IiwieSJd:1xX6GT:pKlJ0gbH"])
def test_un_curseur_que_nous_n_avons_pas_ecrit_ne_mene_a_rien(client, curseur: str) -> None:
    assert "« * »" in verifier_probleme(client.get(liste("projets"), {"curseur": curseur}), 404, "curseur")


def test_un_curseur_garde_son_tri_et_va_sans_numero_de_page(client) -> None:
    for _rang in range(3):
        f.ProjetFactory(publie=True)
    suivante = client.get(liste("projets"), {"curseur": "*", "taille": 1, "tri": "titre"}).json()["suivante"]
    (curseur,) = parse_qs(urlsplit(suivante).query)["curseur"]
    assert "tri" in verifier_probleme(client.get(liste("projets"), {"curseur": curseur}), 404, "curseur")
    verifier_probleme(client.get(liste("projets"), {"curseur": "*", "page": 1}), 400, "curseur")
