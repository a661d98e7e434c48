"""Lists: pages, costs, errors, who may do what."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publication.models import Publication
from tests import factories as f
from tests.api.portes import FABRIQUES, REFERENTIELS, liste
from tests.publication.monde import monde

pytestmark = pytest.mark.django_db

LISTES = [*FABRIQUES, *REFERENTIELS]
MAUVAIS = ["\0", "a\0b", "9" * 5000, "1e999999999", "NaN", "-1", "9999-12-31", "a" * 5000, "😀", "\\", '"', ":*&|!()"]


def verifier_probleme(reponse, code: int, parametre: str | None = None) -> str:
    """The answer is a problem in French about the parameter; return what it says."""
    assert reponse.status_code == code, reponse.content
    assert reponse["Content-Type"] == "application/problem+json"
    probleme = reponse.json()
    assert set(probleme) == {"type", "title", "status", "detail", "errors"}
    assert (probleme["type"], probleme["status"]) == ("about:blank", code)
    assert [set(erreur) for erreur in probleme["errors"]] == [{"parametre", "code", "message"}]
    assert probleme["errors"][0]["parametre"] == parametre
    assert probleme["errors"][0]["message"] == probleme["detail"]
    return probleme["detail"]


def test_chaque_fiche_est_sur_une_page_et_une_seule(client) -> None:
    attendus = {str(f.CollectiviteFactory(publie=True, nom="Même nom").uid) for _rang in range(7)}
    adresse, lus, pages = f"{liste('collectivites')}?taille=2&tri=titre", [], 0
    while adresse:
        page = client.get(adresse).json()
        lus += [document["uid"] for document in page["resultats"]]
        pages += 1
        assert (page["total"], page["page"], page["pages"]) == (7, pages, 4)
        adresse = page["suivante"]
    assert page["precedente"].endswith("page=3&taille=2&tri=titre")
    assert len(lus) == 7
    assert set(lus) == attendus


@pytest.mark.parametrize(("taille", "nombre"), [("1", 1), ("200", 3)])
def test_une_taille_permise_est_suivie(client, taille: str, nombre: int) -> None:
    for _rang in range(3):
        f.RessourceFactory(publie=True)
    assert len(client.get(liste("ressources"), {"taille": taille}).json()["resultats"]) == nombre


@pytest.mark.parametrize("taille", ["0", "201", "-1", "dix", "", "1.5", "9" * 5000, "٣"])
def test_une_autre_taille_est_refusee(client, taille: str) -> None:
    assert "entre 1 et 200" in verifier_probleme(client.get(liste("projets"), {"taille": taille}), 400, "taille")


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "9" * 30, "9" * 5000])
def test_une_page_qui_n_existe_pas_est_introuvable(client, page: str) -> None:
    assert "n’existe pas" in verifier_probleme(client.get(liste("projets"), {"page": page}), 404)


def test_une_liste_vide_a_une_page(client) -> None:
    page = client.get(liste("projets")).json()
    assert page == {
        "total": 0,
        "page": 1,
        "pages": 1,
        "suivante": None,
        "precedente": None,
        "licence": "etalab-2.0",
        "resultats": [],
    }


@pytest.mark.parametrize("nom", [*LISTES, "recherche"])
def test_un_parametre_inconnu_est_nomme(client, nom: str) -> None:
    verifier_probleme(client.get(liste(nom), {"zzz": "1"}), 400, "zzz")


def test_un_parametre_inconnu_est_rapproche_du_plus_proche(client) -> None:
    assert "« region »" in verifier_probleme(client.get(liste("projets"), {"regoin": "53"}), 400, "regoin")
    assert "champs, format" in verifier_probleme(client.get(liste("regions"), {"q": "x"}), 400, "q")


@pytest.mark.parametrize(
    ("nom", "cle", "valeur"),
    [
        ("collectivites", "population_min", "1.5"),
        ("collectivites", "tri", "nom"),
        ("dispositifs", "etat", "perdu"),
        ("dispositifs", "le", "demain"),
        ("dispositifs", "le", "9999-12-31"),
        ("dispositifs", "collectivite", "x"),
        ("projets", "montant_min", "-1"),
        ("ressources", "q", "a" * 251),
        ("recherche", "nature", "autre"),
    ],
)
def test_une_valeur_refusee_nomme_son_parametre(client, nom: str, cle: str, valeur: str) -> None:
    parametres = {"q": "x", cle: valeur} if nom == "recherche" else {cle: valeur}
    verifier_probleme(client.get(liste(nom), parametres), 400, cle)


@pytest.mark.parametrize(
    ("nom", "cle", "valeur"),
    [("collectivites", "region", "999"), ("projets", "annee", "1899"), ("projets", "epci", "000000000")],
)
def test_une_valeur_qui_ne_designe_rien_est_introuvable(client, nom: str, cle: str, valeur: str) -> None:
    verifier_probleme(client.get(liste(nom), {cle: valeur}), 404, cle)
    assert client.get(liste(nom), {cle: valeur, "q": "a" * 251}).status_code == 400


@pytest.mark.parametrize("mauvais", [quote(valeur) for valeur in MAUVAIS] + ["%ED%A0%80"])
def test_une_mauvaise_entree_n_est_jamais_une_panne(client, mauvais: str) -> None:
    for nom in FABRIQUES:
        vue = client.get(liste(nom)).resolver_match.func.cls
        for cle in [*vue.filterset_class.base_filters, "page", "taille", "curseur", "champs", "inclure", "format"]:
            suite = "&etat=ouvert" if cle == "le" else ""
            reponse = client.get(f"{liste(nom)}?{cle}={mauvais}{suite}")
            assert reponse.status_code in {200, 400, 404}, (nom, cle)
    for nom in LISTES:
        verifier_probleme(client.get(f"{liste(nom)}{mauvais}/"), 404)


def test_une_panne_est_dite_sans_rien_montrer(monkeypatch) -> None:
    def tomber(_requetes, _cle):
        raise RuntimeError("mot de passe secret")

    monkeypatch.setattr("publication.models.publication.PublicationQuerySet.trouver", tomber)
    reponse = Client(raise_request_exception=False).get(liste("projets") + "x/")
    assert "réessayez" in verifier_probleme(reponse, 500)
    assert b"secret" not in reponse.content


@pytest.mark.parametrize("adresse", ["/api/v1/xyz", "/api/v1/xyz/", "/api/v1/a%0Ab", "/api/v1/projets/a/b/"])
def test_une_adresse_inconnue_est_un_probleme_en_json(client, adresse: str) -> None:
    assert "/api/" in verifier_probleme(client.get(adresse), 404)
    verifier_probleme(Client(enforce_csrf_checks=True).post(adresse), 404)


def test_une_adresse_sans_sa_barre_finale_est_completee(client) -> None:
    reponse = client.get("/api/v1/projets?taille=2")
    assert (reponse.status_code, reponse["Location"]) == (301, "/api/v1/projets/?taille=2")


def test_un_type_qui_n_est_pas_servi_est_refuse_avec_ceux_qui_le_sont(client) -> None:
    refus = verifier_probleme(client.get(liste("projets"), headers={"accept": "text/html"}), 406)
    assert "application/geo+json" in refus


def compte(role: str):
    """Account of the role; ``None`` for the public."""
    return None if role == "anonyme" else f.UtilisateurFactory(**{role: True})


@pytest.mark.parametrize("role", ["anonyme", "referent", "redaction", "administration", "partenaire"])
@pytest.mark.parametrize("nom", LISTES)
def test_chacun_lit_la_meme_chose_et_personne_n_ecrit(nom: str, role: str) -> None:
    fabrique = {**FABRIQUES, **REFERENTIELS}[nom]
    objet = fabrique(publie=True) if nom in FABRIQUES else fabrique()
    client, temoin = Client(), Client()
    if utilisateur := compte(role):
        client.force_login(utilisateur)
    cle = objet.code if hasattr(objet, "code") else objet.slug
    for adresse in (liste(nom), f"{liste(nom)}{cle}/"):
        reponse = client.get(adresse)
        assert reponse.status_code == client.head(adresse).status_code == 200
        assert reponse.content == temoin.get(adresse).content
        for verbe in ("post", "put", "patch", "delete", "options"):
            verifier_probleme(getattr(client, verbe)(adresse), 405)


@pytest.mark.parametrize("nom", [*LISTES, "recherche"])
def test_une_reponse_est_la_meme_pour_tous_et_un_refus_ne_se_garde_pas(client, nom: str) -> None:
    reponse = client.get(liste(nom), {"q": "x"} if nom == "recherche" else {})
    assert reponse["Cache-Control"] == "public, no-cache"
    assert reponse["Vary"] == "Accept, Accept-Language"
    assert not reponse.cookies
    assert client.get(liste(nom), {"zzz": 1})["Cache-Control"] == "no-store"


@pytest.mark.parametrize("nom", FABRIQUES)
def test_une_liste_coute_autant_pour_dix_fiches_que_pour_une(cout_constant, nom: str) -> None:
    cout_constant(liste(nom), lambda: FABRIQUES[nom](publie=True))


def test_une_liste_et_un_detail_coutent_peu_quoi_qu_ils_contiennent(client) -> None:
    complet = monde()
    for nom, fiche in zip(FABRIQUES, complet, strict=True):
        for adresse, maximum in (
            (liste(nom), 3),
            (f"{liste(nom)}?q=fiche&tri=titre", 10),
            (f"{liste(nom)}{fiche.uid}/", 1),
        ):
            with CaptureQueriesContext(connection) as requetes:
                assert client.get(adresse).status_code == 200
            assert len(requetes) <= maximum, adresse


@pytest.mark.parametrize("nom", FABRIQUES)
def test_un_detail_se_lit_par_identifiant_et_par_adresse(client, nom: str) -> None:
    fiche = FABRIQUES[nom](publie=True)
    document = Publication.objects.get(pk=fiche.uid).document
    for cle in (fiche.uid, fiche.slug):
        reponse = client.get(f"{liste(nom)}{cle}/")
        assert reponse.content.decode() == document
        assert reponse["ETag"] == f'"{Publication.objects.get(pk=fiche.uid).empreinte}"'
    assert client.get(liste(nom)).json()["resultats"] == [reponse.json()]
    inchangee = client.get(f"{liste(nom)}{fiche.slug}/", headers={"if-none-match": reponse["ETag"]})
    assert (inchangee.status_code, inchangee.content) == (304, b"")


@pytest.mark.parametrize("nom", FABRIQUES)
def test_une_fiche_retiree_dit_son_motif(client, nom: str) -> None:
    fiche = FABRIQUES[nom](retire=True)
    assert "Fiche de test retirée." in verifier_probleme(client.get(f"{liste(nom)}{fiche.uid}/"), 410)
    assert client.get(liste(nom)).json()["resultats"] == []


def test_une_fiche_ne_se_lit_pas_sous_une_autre_nature(client) -> None:
    fiche = f.ProjetFactory(publie=True)
    verifier_probleme(client.get(f"{liste('ressources')}{fiche.uid}/"), 404)
