"""The same list in every format, whole or by page, reduced or with what is tied to it."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from shapely.geometry import shape

from publication.exports import FORMATS
from publication.models import Publication
from tests import factories as f
from tests.api.portes import FABRIQUES, liste
from tests.api.test_documents import operations
from tests.api.test_listes import verifier_probleme
from tests.publication.monde import monde

FILTREES = [param for param in operations() if param.values[0]["operationId"].endswith(("_list", "scdl"))]
pytestmark = pytest.mark.django_db

CLASSEURS = ("xlsx", "ods")


def octets(reponse) -> bytes:
    assert reponse.status_code == 200, reponse.getvalue()
    return reponse.getvalue()


def uids(contenu: bytes, format_: str) -> list[str]:
    """Public identifiers of a file, in order."""
    if format_ == "json":
        return [document["uid"] for document in json.loads(contenu)["resultats"]]
    if format_ == "jsonl":
        return [json.loads(ligne)["uid"] for ligne in contenu.splitlines()]
    if format_ == "geojson":
        return [entite["id"] for entite in json.loads(contenu)["features"]]
    if format_ == "csv":
        entete, *lignes = csv.reader(io.StringIO(contenu.decode("utf-8-sig")), delimiter=";")
    else:
        classeur = CalamineWorkbook.from_filelike(io.BytesIO(contenu))
        entete, *lignes = classeur.get_sheet_by_name("Données").to_python()
    return [ligne[entete.index("Identifiant")] for ligne in lignes]


@pytest.mark.parametrize("format_", FORMATS)
def test_chaque_format_dit_toutes_les_fiches_dans_le_meme_ordre(client, format_: str) -> None:
    for nom in ("Zèbre", "Abeille", "Mésange"):
        f.CollectiviteFactory(publie=True, nom=nom, latitude=48.0, longitude=-1.5)
    attendus = [str(p.pk) for p in Publication.objects.order_by("titre_cle")]
    reponse = client.get(liste("collectivites"), {"format": format_})
    assert reponse["Content-Type"].partition(";")[0] == FORMATS[format_].type_mime.partition(";")[0]
    assert uids(octets(reponse), format_) == attendus
    if format_ != "json":
        assert "collectivite-20" in reponse["Content-Disposition"]


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("text/csv;q=0.5, application/json", "json"),
        ("text/html, application/geo+json;q=0.9, */*;q=0.1", "geojson"),
        ("application/x-ndjson", "jsonl"),
        ("application/jsonl", "jsonl"),
        ("text/*", "csv"),
        ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ],
)
def test_accept_choisit_le_format_par_preference(client, accept: str, format_: str) -> None:
    reponse = client.get(liste("projets"), headers={"accept": accept})
    assert reponse["Content-Type"].partition(";")[0] == FORMATS[format_].type_mime.partition(";")[0]
    assert "Accept" in reponse["Vary"].split(", ")


def test_format_l_emporte_sur_accept_et_son_nom_est_verifie(client) -> None:
    reponse = client.get(liste("projets"), {"format": "json"}, headers={"accept": "text/csv"})
    assert reponse["Content-Type"] == "application/json"
    assert "« geojson »" in verifier_probleme(client.get(liste("projets"), {"format": "geojsn"}), 400, "format")
    assert "json" in verifier_probleme(client.get(liste("regions"), {"format": "geojson"}), 400, "format")


@pytest.mark.parametrize("format_", FORMATS)
def test_un_refus_est_en_json_quel_que_soit_le_format_demande(client, format_: str) -> None:
    verifier_probleme(client.get(liste("projets"), {"format": format_, "regoin": "53"}), 400, "regoin")
    verifier_probleme(client.get(liste("projets"), {"format": format_, "region": "999"}), 404, "region")
    verifier_probleme(client.post(liste("projets"), headers={"accept": FORMATS[format_].type_mime}), 405)


def test_geojson_se_lit_avec_shapely_et_dit_ce_qui_n_est_nulle_part(client) -> None:
    situee = f.CollectiviteFactory(publie=True, nom="A", latitude=48.11, longitude=-1.68)
    f.CollectiviteFactory(publie=True, nom="B")
    collection = json.loads(octets(client.get(liste("collectivites"), {"format": "geojson"})))
    assert (collection["type"], collection["licence"]) == ("FeatureCollection", "etalab-2.0")
    point = shape(collection["features"][0]["geometry"])
    assert (point.geom_type, point.x, point.y, point.is_valid) == ("Point", -1.68, 48.11, True)
    assert collection["features"][1]["geometry"] is None
    seule = client.get(f"{liste('collectivites')}{situee.uid}/?format=geojson").json()
    assert seule == collection["features"][0]


@pytest.mark.parametrize("format_", FORMATS)
def test_une_page_se_demande_dans_chaque_format(client, format_: str) -> None:
    for rang in range(3):
        f.ProjetFactory(publie=True, nom=f"Projet {rang}")
    tous = uids(octets(client.get(liste("projets"), {"format": "json"})), "json")
    reponse = client.get(liste("projets"), {"format": format_, "taille": 2})
    assert uids(octets(reponse), format_) == tous[:2]
    assert 'page=2&taille=2>; rel="next"' in reponse["Link"]


def test_champs_garde_ce_qui_est_nomme(client) -> None:
    fiche = f.CollectiviteFactory(publie=True, nom="Pays", population=7)
    parametres = {"champs": "nom,population"}
    assert client.get(liste("collectivites"), parametres).json()["resultats"] == [{"nom": "Pays", "population": 7}]
    assert client.get(f"{liste('collectivites')}{fiche.uid}/", parametres).json() == {"nom": "Pays", "population": 7}
    jsonl = octets(client.get(liste("collectivites"), {**parametres, "format": "jsonl"}))
    assert jsonl == b'{"nom":"Pays","population":7}\n'
    entete = octets(client.get(liste("collectivites"), {**parametres, "format": "csv"})).decode("utf-8-sig")
    assert entete.splitlines() == ["Nom;Habitants", "Pays;7"]
    assert "« nom »" in verifier_probleme(client.get(liste("collectivites"), {"champs": "nome"}), 400, "champs")
    assert "au moins une" in verifier_probleme(client.get(liste("collectivites"), {"champs": ","}), 400, "champs")


def test_inclure_donne_les_fiches_liees_dans_un_sens_et_dans_l_autre(client) -> None:
    tout = monde()
    porteuse = tout.politique.collectivite
    adresse = f"{liste('collectivites')}{porteuse.uid}/"
    lu = client.get(adresse, {"inclure": "politiques,dispositifs"}).json()
    assert lu["nom"] == porteuse.nom
    assert {document["nature"] for document in lu["inclus"]["resultats"]} == {"politique", "dispositif"}
    assert lu["inclus"]["total"] == len(lu["inclus"]["resultats"])
    liste_lue = client.get(liste("dispositifs"), {"inclure": "collectivites"}).json()
    assert str(porteuse.uid) in {document["uid"] for document in liste_lue["inclus"]["resultats"]}
    seulement = client.get(adresse, {"inclure": "politiques", "champs": "nom"}).json()
    assert list(seulement) == ["nom", "inclus"]
    refus = verifier_probleme(client.get(adresse, {"inclure": "politique"}), 400, "inclure")
    assert "« politiques »" in refus
    verifier_probleme(client.get(liste("projets"), {"inclure": "politiques", "format": "csv"}), 400, "inclure")


def test_inclure_ne_montre_rien_qui_ne_soit_public(client) -> None:
    tout = monde()
    brouillon = f.PolitiqueFactory(collectivite=tout.politique.collectivite, titre="Zinnia")
    for nom, fiche in zip(FABRIQUES, tout, strict=True):
        lu = client.get(f"{liste(nom)}{fiche.uid}/", {"inclure": ",".join(FABRIQUES)})
        assert "Zinnia" not in lu.content.decode()
        assert str(brouillon.uid) not in lu.content.decode()


def test_les_fiches_incluses_sont_bornees_et_leur_nombre_est_dit(client, monkeypatch) -> None:
    monkeypatch.setattr("publication.api.inclusion.AU_PLUS", 2)
    collectivite = f.CollectiviteFactory(publie=True)
    for _rang in range(3):
        f.PolitiqueFactory(publie=True, collectivite=collectivite)
    lu = client.get(f"{liste('collectivites')}{collectivite.uid}/", {"inclure": "politiques"}).json()["inclus"]
    assert (lu["total"], len(lu["resultats"])) == (3, 2)


def test_une_liste_qui_inclut_coute_autant_pour_dix_fiches_que_pour_une(cout_constant) -> None:
    cout_constant(f"{liste('politiques')}?inclure=collectivites&champs=titre", lambda: f.PolitiqueFactory(publie=True))


@pytest.mark.parametrize("format_", [nom for nom in FORMATS if nom != "json"])
def test_head_annonce_un_fichier_sans_le_faire(client, monkeypatch, format_: str) -> None:
    def interdit(*_arguments):
        raise AssertionError("Le fichier a été écrit.")

    attendu = client.get(liste("projets"), {"format": format_})
    monkeypatch.setattr("publication.exports.source.Ligne.lire", interdit)
    f.ProjetFactory(publie=True)
    reponse = client.head(liste("projets"), {"format": format_})
    assert (reponse.status_code, reponse.getvalue()) == (200, b"")
    assert reponse["Content-Type"] == attendu["Content-Type"]


def test_les_liens_menent_aux_autres_pages(client) -> None:
    for _rang in range(3):
        f.RessourceFactory(publie=True)
    liens = client.get(liste("ressources"), {"taille": 1, "page": 2})["Link"]
    pages = {
        morceau.partition("; ")[2]: parse_qs(urlsplit(morceau.partition(">")[0].lstrip("<")).query).get("page")
        for morceau in liens.split(", ")
    }
    assert pages['rel="first"'] == ["1"] or pages['rel="first"'] is None
    assert (pages['rel="next"'], pages['rel="last"']) == (["3"], ["3"])
    assert 'rel="prev"' in liens
    assert 'rel="license"' in liens
    assert 'rel="service-desc"' in liens


def test_l_anglais_se_demande_par_son_en_tete(client) -> None:
    anglais = {"accept-language": "en-GB,en;q=0.8,fr;q=0.5"}
    refus = client.get(liste("projets"), {"regoin": "53"}, headers=anglais)
    assert "did you mean" in refus.json()["detail"]
    assert refus["Content-Language"] == "en"
    assert "did you mean" not in client.get(liste("projets"), {"regoin": "53"}).json()["detail"]
    assert client.get(liste("projets"), headers=anglais)["Content-Language"] == "fr"
    entete = octets(client.get(liste("collectivites"), {"format": "csv"}, headers=anglais)).decode("utf-8-sig")
    assert entete.startswith("Name;")
    assert client.get(liste("projets"), {"zzz": 1}, headers={"accept-language": "*"})["Content-Language"] == "fr"
    assert client.get(liste("projets"), {"zzz": 1}, headers={"accept-language": "xx"})["Content-Language"] == "fr"


def test_une_adresse_demesuree_et_trop_de_valeurs_sont_refusees(client) -> None:
    verifier_probleme(client.get(liste("projets"), {"q": "a" * 8000}), 414)
    refus = verifier_probleme(client.get(liste("projets"), {"annee": ["2020"] * 101}), 400, "annee")
    assert "100 au plus" in refus
    verifier_probleme(Client().get("/api/v1/" + "a" * 8001), 414)


@pytest.mark.parametrize("operation", FILTREES)
def test_un_caractere_nul_est_refuse_partout(client, operation) -> None:
    identifiant = operation["operationId"]
    adresse = liste("subventions") + "scdl.csv" if "scdl" in identifiant else liste(identifiant.removesuffix("_list"))
    for nom in {parametre["name"] for parametre in operation["parameters"]} - {"format"}:
        assert "nul" in verifier_probleme(client.get(adresse, {"q": "a", nom: "a\0"}), 400, nom)
