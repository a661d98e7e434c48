"""Grants, organisations, figures, codes: what is no sheet."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest

from programmes.chiffres import FABRIQUES
from programmes.models import Subvention
from programmes.nomenclatures import NOMENCLATURES
from publication.actions import synchroniser
from tests import factories as f
from tests.api.portes import liste
from tests.api.test_formats import octets
from tests.api.test_listes import verifier_probleme

pytestmark = pytest.mark.django_db


@pytest.fixture
def projet():
    """A public project with a grant of a public authority to an organisation."""
    organisme = f.OrganismeFactory(
        nom="Menuiserie coopérative",
        siret="55203253400646",
        forme_juridique="scop",
        commune=f.CommuneFactory(latitude=48.0, longitude=-2.0),
    )
    projet = f.ProjetFactory(publie=True, nom="Atelier", verifie=True)
    collectivite = f.CollectiviteFactory(publie=True)
    f.SubventionFactory(projet=projet, collectivite=collectivite, beneficiaire=organisme, objet="Outillage", annee=2021)
    synchroniser([projet])
    projet.refresh_from_db()
    return projet


def test_une_subvention_dit_son_projet_sa_source_et_quand_elle_fut_verifiee(client, projet) -> None:
    (lue,) = client.get(liste("subventions")).json()["resultats"]
    assert lue["projet"]["uid"] == str(projet.uid)
    assert lue["verifiee_le"] == projet.verifiee_le.isoformat()
    assert lue["a_revoir_le"] == projet.a_revoir_le.isoformat()
    assert {"modifiee_le", "source", "exercice"} <= set(lue)
    assert lue["licence"] == "etalab-2.0"
    (dans_le_projet,) = client.get(f"{liste('projets')}{projet.uid}/").json()["subventions"]
    assert dans_le_projet["uid"] == lue["uid"]
    detail = client.get(f"{liste('subventions')}{lue['uid']}/")
    assert detail.json() == lue
    assert (
        client.get(f"{liste('subventions')}{lue['uid']}/", headers={"if-none-match": detail["ETag"]}).status_code == 304
    )


def test_une_subvention_qui_n_est_pas_publique_est_introuvable(client) -> None:
    privee = f.SubventionFactory(projet=f.ProjetFactory(publie=True), objet="Zinnia")
    assert b"Zinnia" not in client.get(liste("subventions")).content
    for cle in (privee.uid, "x", "1"):
        verifier_probleme(client.get(f"{liste('subventions')}{cle}/"), 404)


def test_les_subventions_se_parcourent_par_curseur_dans_chaque_tri(client, projet) -> None:
    for montant in (100, None, 300):
        f.SubventionFactory(
            projet=projet,
            collectivite=f.CollectiviteFactory(publie=True),
            montant_conventionne=montant,
            montant_vote=None,
        )
    assert Subvention.objects.pour_liste().count() == 4
    for tri in ("", "-montant", "montant", "annee", "collectivite"):
        parametres = {"tri": tri} if tri else {}
        lues, suivante = [], None
        while suivante is not None or not lues:
            page = client.get(
                suivante or liste("subventions"), {} if suivante else {**parametres, "curseur": "*", "taille": 1}
            ).json()
            lues += [lue["uid"] for lue in page["resultats"]]
            suivante = page["suivante"]
            if suivante is None:
                break
        assert sorted(lues) == sorted(str(s.uid) for s in Subvention.objects.all())


def test_les_subventions_coutent_autant_pour_dix_que_pour_une(cout_constant, projet) -> None:
    cout_constant(
        liste("subventions"),
        lambda: f.SubventionFactory(projet=projet, collectivite=f.CollectiviteFactory(publie=True)),
    )


def test_un_organisme_se_lit_par_ses_identifiants_et_ses_anciens_noms(client, projet) -> None:
    organisme = projet.subventions.first().beneficiaire
    ancien = organisme.slug
    for cle in (organisme.uid, ancien, "55203253400646"):
        assert client.get(f"{liste('organismes')}{cle}/").json()["uid"] == str(organisme.uid)
    organisme.nom = "Menuiserie nouvelle"
    organisme.save()
    reponse = client.get(f"{liste('organismes')}{ancien}/")
    assert (reponse.status_code, reponse["Location"]) == (301, f"{liste('organismes')}{organisme.slug}/")
    verifier_probleme(client.get(f"{liste('organismes')}inconnu/"), 404)
    cache = f.OrganismeFactory(nom="Zinnia")
    verifier_probleme(client.get(f"{liste('organismes')}{cache.uid}/"), 404)
    assert b"Zinnia" not in client.get(liste("organismes")).content


def test_les_organismes_se_filtrent_et_se_placent(client, projet) -> None:
    def noms(**parametres: str) -> list[str]:
        return [lu["nom"] for lu in client.get(liste("organismes"), parametres).json()["resultats"]]

    organisme = projet.subventions.first().beneficiaire
    assert noms(q="cooperative") == noms(forme_juridique="scop") == [organisme.nom]
    assert noms(departement=organisme.commune.departement_id) == [organisme.nom]
    assert noms(forme_juridique="-scop") == [nom for nom in noms() if nom != organisme.nom]
    collection = json.loads(octets(client.get(liste("organismes"), {"format": "geojson", "q": "cooperative"})))
    assert collection["features"][0]["geometry"]["coordinates"] == [-2.0, 48.0]
    communes = json.loads(octets(client.get(liste("communes"), {"format": "geojson"})))
    assert {entite["id"] for entite in communes["features"]} >= {organisme.commune_id}


@pytest.mark.parametrize("nom", ["statistiques", "nomenclatures"])
def test_une_liste_calculee_donne_les_memes_entrees_une_a_une(client, nom: str) -> None:
    toutes = client.get(liste(nom))
    assert [entree["nom"] for entree in toutes.json()] == list(FABRIQUES if nom == "statistiques" else NOMENCLATURES)
    for entree in toutes.json():
        assert client.get(f"{liste(nom)}{entree['nom']}/").json() == entree
        assert entree["licence"] == "etalab-2.0"
    assert client.get(liste(nom), headers={"if-none-match": toutes["ETag"]}).status_code == 304
    assert "dire" in verifier_probleme(client.get(f"{liste(nom)}{toutes.json()[0]['nom']}x/"), 404)


def test_une_statistique_dit_les_chiffres_de_sa_page(client, projet) -> None:
    lue = client.get(f"{liste('statistiques')}subventions-par-annee/").json()
    assert lue["unite"] == "€"
    (ligne,) = [ligne for ligne in lue["lignes"] if ligne["libelle"].startswith("2021")]
    fichier = octets(client.get(f"{liste('statistiques')}subventions-par-annee/?format=csv")).decode("utf-8-sig")
    lignes = list(csv.reader(io.StringIO(fichier), delimiter=";"))
    assert (ligne["libelle"], Decimal(ligne["valeurs"][0])) in [
        (libelle, Decimal(valeur.replace(",", "."))) for libelle, valeur in lignes[1:]
    ]


def test_une_nomenclature_parle_la_langue_demandee(client) -> None:
    adresse = f"{liste('nomenclatures')}etats/"
    francais = client.get(adresse)
    anglais = client.get(adresse, headers={"accept-language": "en"})
    assert [v["code"] for v in francais.json()["valeurs"]] == [v["code"] for v in anglais.json()["valeurs"]]
    assert francais.json()["valeurs"] != anglais.json()["valeurs"]
    assert (francais["Content-Language"], anglais["Content-Language"]) == ("fr", "en")


@pytest.mark.parametrize("nom", NOMENCLATURES)
def test_une_nomenclature_ne_repete_aucun_code(client, nom: str) -> None:
    codes = [valeur["code"] for valeur in client.get(f"{liste('nomenclatures')}{nom}/").json()["valeurs"]]
    assert codes
    assert len(codes) == len(set(codes))
