"""From a commune to everyone above it, and to the schemes that apply there."""

from __future__ import annotations

import datetime as dt

import pytest

from collectivites.models import Commune
from programmes.ma_commune import situation
from programmes.models import Dispositif
from publication.actions import publier, synchroniser
from tests import factories as f
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 6, 1)


@pytest.fixture
def lieu():
    """A commune in an EPCI, a pays, a department and a region; only some have a sheet."""
    region = f.RegionFactory(code="53", nom="Bretagne")
    departement = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", region=region)
    places = {"region": region, "departement": departement}
    epci = f.CollectiviteFactory(type="metropole", siren="243500139", publie=True, membre=True, **places)
    commune = f.CommuneFactory(code="35238", nom="Rennes", codes_postaux=["35000", "35200"], epci=epci, **places)
    pays = f.CollectiviteFactory(type="petr", nom="Pays d’ici", **places)
    pays.communes.add(commune)
    conseil = f.CollectiviteFactory(type="departement", code_insee="35", publie=True, **places)
    conseil_regional = f.CollectiviteFactory(type="region", code_insee="53", publie=True, region=region)
    f.CollectiviteFactory(type="departement", code_insee="53", publie=True)
    return {"commune": commune, "epci": epci, "pays": pays, "departement": conseil, "region": conseil_regional}


def dispositif(porteuse, **champs):
    fiche = f.DispositifFactory(collectivite=porteuse, **champs)
    publier(fiche=fiche, par=f.UtilisateurFactory())
    return fiche


def appliques(commune) -> set[str]:
    vue = situation(Commune.objects.select_related("epci").get(pk=commune.pk), le=JOUR)
    return {d.slug for niveau in vue.niveaux for d in niveau.dispositifs} | {d.slug for d in vue.ailleurs}


def test_chaque_niveau_a_ses_collectivites_dans_l_ordre(lieu) -> None:
    vue = situation(lieu["commune"], le=JOUR)
    assert [str(niveau.nom) for niveau in vue.niveaux] == [
        "Intercommunalité", "Pays et syndicats", "Département", "Région",
    ]  # fmt: skip
    assert [niveau.collectivites[0] for niveau in vue.niveaux] == [
        lieu["epci"], lieu["pays"], lieu["departement"], lieu["region"],
    ]  # fmt: skip
    assert vue.adherentes == [lieu["epci"]]


@pytest.mark.parametrize(
    ("territoires", "exclusions", "applique"),
    [
        ([], [], True),
        (["PAYS-FR"], [], True),
        (["REG-53"], [], True),
        (["DEP-35"], [], True),
        (["EPCI-243500139"], [], True),
        (["COM-35238"], [], True),
        (["DEP-22"], [], False),
        (["DEP-35"], ["COM-35238"], False),
        (["DEP-35"], ["EPCI-243500139"], False),
        ([], ["COM-35238"], False),
        (["REG-53"], ["DEP-22"], True),
    ],
)
def test_un_dispositif_s_applique_selon_ses_territoires_sauf_exclusion(lieu, territoires, exclusions, applique) -> None:
    dispositif(lieu["departement"], slug="aide", territoires=territoires, exclusions=exclusions)
    assert (appliques(lieu["commune"]) == {"aide"}) is applique


def test_aide_d_ailleurs_ne_s_applique_que_si_elle_le_dit(lieu) -> None:
    lointaine = f.CollectiviteFactory(publie=True)
    dispositif(lointaine, slug="pour-tous", territoires=["PAYS-FR"])
    dispositif(lointaine, slug="chez-elle")
    f.DispositifFactory(collectivite=lieu["region"], slug="brouillon")
    assert appliques(lieu["commune"]) == {"pour-tous"}


def test_corse_alsace_grand_paris_et_commune_sans_epci() -> None:
    corse = f.DepartementFactory(code="2A", region=f.RegionFactory(code="94"))
    ajaccio = f.CommuneFactory(code="2A004", departement=corse, region=corse.region, epci=None)
    collectivite = f.CollectiviteFactory(type="statut_particulier", code_insee="94", publie=True, region=corse.region)
    dispositif(collectivite, slug="corse", territoires=["DEP-2A"])
    assert appliques(ajaccio) == {"corse"}
    rhin = f.DepartementFactory(code="68")
    mulhouse = f.CommuneFactory(code="68224", departement=rhin, region=rhin.region, epci=None)
    alsace = f.CollectiviteFactory(type="statut_particulier", code_insee="6AE", publie=True)
    assert situation(mulhouse, le=JOUR).niveaux[0].collectivites == [alsace]
    metropole = f.CollectiviteFactory(type="metropole", siren="200054781", publie=True)
    montreuil = f.CommuneFactory(epci=metropole)
    ept = f.CollectiviteFactory(type="ept", siren="200057875", publie=True)
    ept.communes.add(montreuil)
    dispositif(ept, slug="ept", territoires=["EPCI-200057875"])
    assert set(situation(montreuil, le=JOUR).niveaux[0].collectivites) == {metropole, ept}
    assert appliques(montreuil) == {"ept"}


def test_page_dit_qui_n_a_pas_de_fiche_et_combien_d_aides_sont_ouvertes(client, lieu) -> None:
    dispositif(lieu["epci"], slug="ouverte", verifie=True)
    dispositif(f.CollectiviteFactory(publie=True), slug="d-ailleurs", territoires=["PAYS-FR"])
    dispositif(lieu["epci"], slug="close", cloture_le=dt.date(2020, 1, 1))
    dispositif(lieu["epci"], slug="a-venir", ouverture_le=dt.date(2100, 1, 1))
    f.ProjetFactory(publie=True, nom="Épicerie voisine", commune=lieu["commune"])
    page = texte(client.get("/ma-commune/35238/"))
    assert "1 aide y est ouverte ou permanente aujourd’hui" in page
    assert "1 aide y est à confirmer : sa source ne donne pas de date" in page
    assert "1 aide qui s’applique ici" in page
    assert "1 aide portée d’ailleurs qui s’applique ici" in page
    assert "Ouverture à confirmer" in page
    assert page.count("Pas d’adhésion connue") == 2
    assert "1 aide close" in page
    assert "1 aide à venir" in page
    assert "Pays d’ici Pays ou PETR · pas encore de fiche" in page
    assert "Épicerie voisine" in page
    assert "Une collectivité d’ici est adhérente" in page


def test_sans_aide_en_cours_la_page_dit_qu_aucune_n_est_connue(client, lieu) -> None:
    dispositif(lieu["epci"], slug="close", cloture_le=dt.date(2020, 1, 1))
    page = texte(client.get("/ma-commune/35238/"))
    assert "Aucune aide connue n’y est ouverte à coup sûr." in page
    assert "s’applique" not in page.replace("aides qui s’y appliquent", "")
    assert page.count("aide close") == 1


def test_une_aide_exclue_se_dit_avec_ce_qu_elle_exclut(client, lieu) -> None:
    dispositif(lieu["departement"], titre="Aide hors métropole", exclusions=["EPCI-243500139", "DEP-22"])
    page = texte(client.get("/ma-commune/35238/"))
    assert "1 aide qui ne s’applique pas ici" in page
    assert f"Aide hors métropole : sauf {lieu['epci'].nom}" in page
    assert "aide qui s’applique ici" not in page


def test_un_pays_dont_les_communes_sont_inconnues_se_dit(client, lieu) -> None:
    ici = {"departement": lieu["commune"].departement, "region": lieu["commune"].region}
    pays = f.CollectiviteFactory(type="petr", nom="Pays flou", publie=True, **ici)
    f.CollectiviteFactory(type="petr", nom="Pays brouillon", **ici)
    f.CollectiviteFactory(type="petr", nom="Pays de loin", publie=True)
    page = texte(client.get("/ma-commune/35238/"))
    assert "Pays flou" in page
    assert "Ses communes ne sont pas connues du répertoire" in page
    assert "Pays brouillon" not in page
    assert "Pays de loin" not in page
    assert "Les communes membres ne sont pas connues" in texte(client.get(pays.get_absolute_url()))
    pays.communes.add(lieu["commune"])
    synchroniser([pays])
    assert "ne sont pas connues" not in texte(client.get("/ma-commune/35238/"))


@pytest.mark.parametrize("q", ["Rennes", "rennes", "35200", "35238", "RENNES 35000"])
def test_une_seule_reponse_mene_droit_a_la_commune(client, lieu, q) -> None:
    reponse = client.get("/ma-commune/", {"q": q})
    assert reponse.headers["Location"] == "/ma-commune/35238/"


def test_homonymes_se_choisissent_et_une_faute_propose(client, lieu) -> None:
    f.CommuneFactory(nom="Rennes", code="99001", codes_postaux=[])
    choix = texte(client.get("/ma-commune/?q=rennes"))
    assert "2 communes répondent" in choix
    assert "Ille-et-Vilaine (35) · 35000, 35200" in choix
    faute = texte(client.get("/ma-commune/?q=Rennnes"))
    assert "Vouliez-vous dire" in faute
    assert "Vérifiez l’orthographe" in texte(client.get("/ma-commune/?q=xqzw"))
    assert "répond" not in texte(client.get("/ma-commune/"))


def test_code_postal_passe_devant_code_insee_qui_se_dit(client) -> None:
    f.CommuneFactory(nom="Petite Postale", code="68224", codes_postaux=["68100"], population=10)
    f.CommuneFactory(nom="Grande Insee", code="68100", codes_postaux=["68999"], population=1_000)
    page = texte(client.get("/ma-commune/?q=68100"))
    assert page.index("Petite Postale") < page.index("Grande Insee")
    assert page.count("code INSEE 68100") == 1
    assert "68999 · code INSEE 68100" in page


def test_nom_proche_de_meme_initiale_vient_d_abord(client) -> None:
    f.CommuneFactory(nom="Toulouse-le-Château", code="39533", population=200)
    f.CommuneFactory(nom="Mulhouse", code="68224", population=100_000)
    page = texte(client.get("/ma-commune/?q=mulouse"))
    assert page.index("Mulhouse") < page.index("Toulouse-le-Château")


def test_commune_disparue_le_dit_et_inconnue_repond_404(client, lieu) -> None:
    f.CommuneFactory(code="35999", supprime_en=2019)
    assert "n’existe plus depuis 2019" in texte(client.get("/ma-commune/35999/"))
    assert client.get("/ma-commune/00000/").status_code == 404


def test_page_coute_autant_pour_dix_aides_que_pour_une(cout_constant, lieu) -> None:
    cout_constant("/ma-commune/35238/", lambda: dispositif(lieu["epci"]))


def test_aucun_dispositif_ne_vient_deux_fois(lieu) -> None:
    dispositif(lieu["epci"], territoires=["COM-35238", "DEP-35", "PAYS-FR"])
    codes = ["PAYS-FR", "DEP-35", "COM-35238"]
    assert Dispositif.objects.couvrant(codes=codes, collectivites=[lieu["epci"].pk]).count() == 1
