"""Filters of places and of freshness, and the official codes that lead to a sheet."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from publication.actions import publier, retirer, synchroniser
from publication.models.lieux import Cercle
from tests import factories as f
from tests.api.portes import liste, slugs
from tests.api.test_listes import verifier_probleme

pytestmark = pytest.mark.django_db

VILLES = {
    "rennes": (48.1147, -1.6794),
    "saint-malo": (48.6493, -2.0257),
    "paris": (48.8566, 2.3522),
    "wallis": (-13.2825, -176.1736),
    "futuna": (-14.2938, 178.1),
}


@pytest.fixture
def _villes() -> None:
    for slug, (latitude, longitude) in VILLES.items():
        f.CollectiviteFactory(publie=True, slug=slug, nom=slug, latitude=latitude, longitude=longitude)
    f.CollectiviteFactory(publie=True, slug="nulle-part")


@pytest.mark.usefixtures("_villes")
@pytest.mark.parametrize(
    ("parametres", "attendues"),
    [
        ({"bbox": "-2.5,48,-1,49"}, {"rennes", "saint-malo"}),
        ({"bbox": "-1.6794,48.1147,-1.6794,48.1147"}, {"rennes"}),
        ({"bbox": "175,-20,-170,-10"}, {"wallis", "futuna"}),
        ({"bbox": "-180,-90,180,90"}, set(VILLES)),
        ({"autour": "48.1147,-1.6794"}, {"rennes"}),
        ({"autour": "48.1147,-1.6794", "rayon": "64"}, {"rennes"}),
        ({"autour": "48.1147,-1.6794", "rayon": "65.5"}, {"rennes", "saint-malo"}),
        ({"autour": "48.1147,-1.6794", "rayon": "500"}, {"rennes", "saint-malo", "paris"}),
        ({"autour": "-14,179.9", "rayon": "450"}, {"futuna", "wallis"}),
        ({"autour": "90,0", "rayon": "500"}, set()),
    ],
)
def test_un_cadre_et_un_rayon_gardent_ce_qu_ils_contiennent(client, parametres, attendues) -> None:
    assert set(slugs(client, "collectivites", **parametres)) == attendues


def test_le_cadre_d_un_cercle_contient_le_cercle_jusqu_aux_poles() -> None:
    autour = Cercle(48.0, 2.0, 100.0).cadre()
    assert autour.nord - 48.0 == pytest.approx(48.0 - autour.sud) == pytest.approx(0.899, abs=0.001)
    assert autour.est - 2.0 > autour.nord - 48.0
    assert Cercle(89.9, 0.0, 100.0).cadre()[:3:2] == (-180, 180)
    assert Cercle(0.0, 179.9, 100.0).cadre().est < 0


@pytest.mark.parametrize(
    ("cle", "valeur"),
    [
        ("bbox", "1,2,3"),
        ("bbox", "a,b,c,d"),
        ("bbox", "0,50,1,40"),
        ("bbox", "0,0,0,91"),
        ("bbox", "-181,0,0,0"),
        ("bbox", "nan,0,0,0"),
        ("autour", "48"),
        ("autour", "91,0"),
        ("autour", "0,inf"),
        ("rayon", "10"),
    ],
)
def test_un_lieu_qui_n_en_est_pas_un_est_refuse(client, cle: str, valeur: str) -> None:
    verifier_probleme(client.get(liste("collectivites"), {cle: valeur}), 400, cle)


@pytest.mark.parametrize("rayon", ["0", "501", "-1", "x"])
def test_un_rayon_a_des_bornes(client, rayon: str) -> None:
    reponse = client.get(liste("projets"), {"autour": "48,2", "rayon": rayon})
    verifier_probleme(reponse, 400, "rayon")


@time_machine.travel("2026-06-15 12:00:00+02:00")
def test_a_jour_se_juge_le_jour_demande(client) -> None:
    f.ProjetFactory(publie=True, slug="jamais")
    f.ProjetFactory(publie=True, slug="recente", verifie=True, verifiee_le=dt.date(2026, 1, 10), revoir_dans=12)
    assert slugs(client, "projets", a_jour="true") == ["recente"]
    assert slugs(client, "projets", a_jour="false") == ["jamais"]
    assert slugs(client, "projets", a_jour="true", le="2027-01-10") == []
    assert set(slugs(client, "projets", a_jour="false", le="2027-01-10")) == {"jamais", "recente"}
    assert slugs(client, "projets", verification="perimee", le="2027-01-10") == ["recente"]
    assert slugs(client, "projets", verification="a_jour") == ["recente"]
    verifier_probleme(client.get(liste("projets"), {"a_jour": "oui"}), 400, "a_jour")
    page = client.get("/projets/?le=2027-01-10").content.decode()
    assert "à revoir" in page


@pytest.mark.parametrize("code", ["243500139", "35238", "rennes-metropole"])
def test_une_collectivite_se_lit_par_ses_codes(client, code: str) -> None:
    fiche = f.CollectiviteFactory(
        publie=True, type="commune", slug="rennes-metropole", siren="243500139", code_insee="35238"
    )
    reponse = client.get(f"{liste('collectivites')}{code}/")
    assert (reponse.status_code, reponse.json()["uid"]) == (200, str(fiche.uid))
    assert f'{liste("collectivites")}rennes-metropole/>; rel="canonical"' in reponse["Link"]


def test_un_code_partage_nomme_chacune_et_un_prefixe_les_separe(client) -> None:
    region = f.CollectiviteFactory(publie=True, type="region", nom="Région Bretagne", code_insee="53")
    departement = f.CollectiviteFactory(publie=True, type="departement", nom="Mayenne", code_insee="53")
    reponse = client.get(f"{liste('collectivites')}53/")
    assert reponse.status_code == 300
    assert reponse["Content-Type"] == "application/problem+json"
    assert "Mayenne" in reponse.json()["detail"]
    assert "Région Bretagne" in reponse.json()["detail"]
    for code, fiche in (("CR53", region), ("cd53", departement)):
        assert client.get(f"{liste('collectivites')}{code}/").json()["uid"] == str(fiche.uid)


def test_un_code_inconnu_ou_d_un_brouillon_est_introuvable(client) -> None:
    f.CollectiviteFactory(siren="243500139")
    for code in ("243500139", "99999", "CD99", "x"):
        verifier_probleme(client.get(f"{liste('collectivites')}{code}/"), 404)


def test_une_collectivite_fusionnee_mene_a_celle_qui_lui_succede(client) -> None:
    nouvelle = f.CollectiviteFactory(publie=True, slug="nouvelle", nom="Commune nouvelle")
    ancienne = f.CollectiviteFactory(
        publie=True, type="commune", code_insee="35001", siren="213500010", remplacee_par=nouvelle
    )
    attendu = f"{liste('collectivites')}nouvelle/"
    for code in ("35001", "213500010"):
        reponse = client.get(f"{liste('collectivites')}{code}/?champs=nom")
        assert (reponse.status_code, reponse["Location"]) == (301, f"{attendu}?champs=nom")
        assert reponse.json()["uid"] == str(nouvelle.uid)
        assert "Commune nouvelle" in reponse.json()["detail"]
    assert client.get(f"{liste('collectivites')}{ancienne.uid}/").status_code == 200
    retirer(fiche=ancienne, motif="Fusion.", par=f.UtilisateurFactory())
    for cle in ("35001", "213500010", ancienne.uid, ancienne.slug):
        assert client.get(f"{liste('collectivites')}{cle}/")["Location"] == attendu
    retirer(fiche=nouvelle, motif="Erreur.", par=f.UtilisateurFactory())
    verifier_probleme(client.get(f"{liste('collectivites')}35001/"), 410)


def test_une_ancienne_adresse_mene_a_la_nouvelle_en_disant_pourquoi(client) -> None:
    fiche = f.ProjetFactory(slug="avant")
    publier(fiche=fiche, par=f.UtilisateurFactory())
    fiche.refresh_from_db()
    fiche.slug = "apres"
    fiche.save()
    synchroniser([fiche])
    reponse = client.get(f"{liste('projets')}avant/")
    assert (reponse.status_code, reponse["Location"]) == (301, f"{liste('projets')}apres/")
    assert "« apres »" in reponse.json()["detail"]


def test_les_communes_se_filtrent_et_leurs_anciens_codes_menent_aux_nouveaux(client) -> None:
    epci = f.CollectiviteFactory(type="metropole", siren="243500139", nom="Rennes Métropole")
    rennes = f.CommuneFactory(code="35238", nom="Rennes", epci=epci, codes_postaux=["35000", "35200"])
    autre = f.CommuneFactory(code="35047", nom="Bruz", departement=rennes.departement, region=rennes.region)
    partie = f.CommuneFactory(code="35999", nom="Disparue", supprime_en=2019)

    def codes(**parametres: str) -> set[str]:
        return {commune["code"] for commune in client.get(liste("communes"), parametres).json()["resultats"]}

    assert codes() == {"35238", "35047"}
    assert codes(epci="243500139") == codes(code_postal="35200") == codes(q="renn") == {"35238"}
    assert codes(departement=rennes.departement.code, q="bruz") == {autre.code}
    assert client.get(f"{liste('communes')}35238/").json()["epci"]["nom"] == "Rennes Métropole"
    assert client.get(f"{liste('communes')}{partie.code}/").json()["supprime_en"] == 2019
    verifier_probleme(client.get(liste("communes"), {"code_postal": "350"}), 400, "code_postal")
    verifier_probleme(client.get(f"{liste('communes')}99999/"), 404)
    heritiere = f.CollectiviteFactory(publie=True, type="commune", code_insee="35047")
    f.CollectiviteFactory(publie=True, type="commune", code_insee="35999", remplacee_par=heritiere)
    reponse = client.get(f"{liste('communes')}35999/")
    assert (reponse.status_code, reponse["Location"]) == (301, f"{liste('communes')}35047/")
    assert reponse.json()["code"] == "35047"


def test_les_communes_coutent_autant_pour_dix_que_pour_une(cout_constant) -> None:
    cout_constant(liste("communes"), f.CommuneFactory)
