"""National files from the site and from the API: the same, public, and kept like any page."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from publication.actions import publier, synchroniser
from tests import factories as f
from tests.portes import contenu
from tests.programmes.normes.echantillons import RENNES

pytestmark = pytest.mark.django_db
API = "/api/v1/subventions/scdl.csv"


@pytest.fixture
def rennes():
    """A public authority with a complete grant, one without a beneficiary's number, one to a project in draft."""
    collectivite = f.CollectiviteFactory(nom="Rennes Métropole", slug="rennes", siren=RENNES[:9], siret=RENNES)
    publier(fiche=collectivite, par=f.UtilisateurFactory())
    complete = {
        "collectivite": collectivite,
        "date_convention": dt.date(2021, 6, 27),
        "versement_debut": dt.date(2021, 9, 14),
    }
    projet = f.ProjetFactory()
    f.SubventionFactory(**complete, projet=projet, beneficiaire=f.OrganismeFactory(siret="22350001800013"))
    f.SubventionFactory(**complete, projet=projet, objet="Sans numéro")
    f.SubventionFactory(
        **complete, projet=f.ProjetFactory(), objet="Brouillon", beneficiaire=f.OrganismeFactory(rna="W351001234")
    )
    publier(fiche=projet, par=f.UtilisateurFactory())
    return collectivite


def lignes(reponse) -> list[dict[str, str]]:
    assert reponse["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(contenu(reponse))))


def test_page_dit_ce_que_chaque_annee_contient_et_ce_qui_manque(client, rennes) -> None:
    page = client.get("/collectivites/rennes/subventions/").content.decode()
    assert "1 sur 2" in page
    assert "ni SIRET ni numéro RNA du bénéficiaire" in page
    assert 'href="/collectivites/rennes/subventions/2021.csv"' in page
    assert 'href="/collectivites/rennes/subventions/"' in client.get("/collectivites/rennes/").content.decode()


def test_fichier_du_site_et_de_l_api_sont_le_meme(client, rennes) -> None:
    du_site = lignes(client.get("/collectivites/rennes/subventions/2021.csv"))
    assert [ligne["idBeneficiaire"] for ligne in du_site] == ["22350001800013"]
    assert du_site[0]["conditionsVersement"] == "unique"
    for cle in ("rennes", RENNES[:9], str(rennes.uid)):
        reponse = client.get(API, {"collectivite": cle, "annee": 2021})
        assert lignes(reponse) == du_site
        assert reponse["Content-Disposition"] == 'attachment; filename="subventions-rennes-2021.csv"'


def test_bilan_de_l_api_est_celui_de_la_page(client, rennes) -> None:
    [bilan] = client.get("/api/v1/subventions/scdl/bilan/", {"collectivite": "rennes"}).json()
    assert bilan == {
        "annee": 2021,
        "total": 2,
        "completes": 1,
        "euros": "15000.00",
        "manques": [
            {"colonne": "idBeneficiaire", "raison": "ni SIRET ni numéro RNA du bénéficiaire", "nombre": 1}
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("parametres", "statut", "dit"),
    [
        ({}, 400, "indiquez une collectivité"),
        ({"collectivite": "rennes"}, 400, "indiquez une année"),
        ({"collectivite": "rennes", "annee": "²021"}, 400, "indiquez une année"),
        ({"collectivite": "rennes", "annee": "2021", "anee": "1"}, 400, "vouliez-vous dire « annee »"),
        ({"collectivite": "rennes", "annee": "1999"}, 404, "Aucune subvention publiée"),
        ({"collectivite": "inconnue", "annee": "2021"}, 404, "Aucune collectivité publique"),
    ],
)
def test_demande_fausse_est_un_probleme_meme_pour_un_csv(client, rennes, parametres, statut, dit) -> None:
    reponse = client.get(API, parametres)
    assert (reponse.status_code, reponse["Content-Type"]) == (statut, "application/problem+json")
    assert dit in reponse.json()["detail"]


def test_annee_sans_subvention_et_collectivite_non_publique_ne_donnent_rien(client, rennes) -> None:
    f.CollectiviteFactory(slug="brouillon")
    assert client.get("/collectivites/rennes/subventions/1999.csv").status_code == 404
    for fin in ("", "2021.csv"):
        assert client.get(f"/collectivites/brouillon/subventions/{fin}").status_code == 404
        ancienne = client.get(f"/collectivites/{rennes.uid}/subventions/{fin}")
        assert (ancienne.status_code, ancienne["Location"]) == (301, f"/collectivites/rennes/subventions/{fin}")


def test_page_sans_subvention_le_dit(client) -> None:
    f.CollectiviteFactory(slug="vide", publie=True)
    assert "Aucune subvention de cette collectivité" in client.get("/collectivites/vide/subventions/").content.decode()


def test_page_change_des_qu_une_subvention_change(client, rennes) -> None:
    adresse = "/collectivites/rennes/subventions/2021.csv"
    etag = client.get(adresse)["ETag"]
    assert client.get(adresse, headers={"If-None-Match": etag}).status_code == 304
    projet = rennes.subventions.first().projet
    rennes.subventions.filter(objet="Sans numéro").update(objet="Autre")
    synchroniser([projet])
    assert client.get(adresse, headers={"If-None-Match": etag}).status_code == 200


def test_dispositifs_filtres_du_site_et_de_l_api(client) -> None:
    complet = {"eligibilite": "Être ici.", "cibles": "Associations", "territoires": ["DEP-2A"], "publie": True}
    f.DispositifFactory(titre="Prêt", nature_aide="pret", **complet)
    f.DispositifFactory(titre="Bourse", nature_aide="bourse", **complet)
    for racine in ("", "/api/v1"):
        adresse = f"{racine}/dispositifs/dispositif-aide.csv"
        assert {ligne["titre"] for ligne in lignes(client.get(adresse))} == {"Prêt", "Bourse"}
        [filtree] = lignes(client.get(adresse, {"nature_aide": "pret"}))
        assert (filtree["titre"], filtree["eligibilite_geographique"]) == ("Prêt", "DEP-2A")
        assert client.get(adresse, {"nature_aide": "lune"}).status_code == 400
    assert "dispositifs/dispositif-aide.csv" in client.get("/dispositifs/").content.decode()


def test_page_et_fichier_coutent_autant_pour_dix_que_pour_une(cout_constant, rennes) -> None:
    projet = rennes.subventions.first().projet
    cout_constant(
        "/collectivites/rennes/subventions/",
        lambda: f.SubventionFactory(collectivite=rennes, projet=projet, date_convention=dt.date(2021, 1, 1)),
    )


@pytest.mark.parametrize(
    "adresse",
    [f"{API}?collectivite=rennes&annee=2021", "/api/v1/subventions/scdl/bilan/?collectivite=rennes",
     "/api/v1/dispositifs/dispositif-aide.csv"],
)  # fmt: skip
def test_un_fichier_inchange_n_est_pas_refait(client, rennes, adresse: str) -> None:
    recu = client.get(adresse)
    assert client.get(adresse, headers={"if-none-match": recu["ETag"]}).status_code == 304
    entetes = client.head(adresse)
    assert (entetes.status_code, entetes.getvalue(), entetes["ETag"]) == (200, b"", recu["ETag"])
    assert recu["Cache-Control"] == "public, no-cache"
    assert client.get(adresse, headers={"accept": "image/png"}).status_code == 406
    f.DispositifFactory(publie=True)
    assert client.get(adresse, headers={"if-none-match": recu["ETag"]}).status_code == 200
