"""The search page says how it understood; the suggestions are links, by kind."""

from __future__ import annotations

import re

import pytest

from collectivites.models import TypeCollectivite
from tests import factories as f

pytestmark = pytest.mark.django_db
OPTION = re.compile(r'role="option"\s+tabindex="-1"\s+href="([^"]+)"><span lang="fr">([^<]+)</span>')


def texte(client, adresse: str) -> str:
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", reponse.content.decode()).split())


def options(client, q: str) -> list[tuple[str, str]]:
    return OPTION.findall(client.get("/recherche/suggestions/", {"q": q}).content.decode())


@pytest.fixture
def mulhouse() -> None:
    departement = f.DepartementFactory(code="68", nom="Haut-Rhin", slug="haut-rhin")
    epci = f.CollectiviteFactory(publie=True, slug="m2a", nom="Mulhouse Alsace Agglomération", sigle="m2A",
                                 type=TypeCollectivite.COMMUNAUTE_AGGLOMERATION, departement=departement)  # fmt: skip
    f.CommuneFactory(code="68224", nom="Mulhouse", departement=departement, epci=epci, population=100_000,
                     codes_postaux=["68100", "68200"])  # fmt: skip
    f.CommuneFactory(code="72214", nom="Mulsanne", population=5_000)
    f.DispositifFactory(publie=True, slug="appel", titre="Appel de Mulhouse", collectivite=epci)
    f.ThematiqueFactory(nom="Multimodalité", slug="multimodalite")


def test_une_faute_est_corrigee_et_la_page_le_dit(client, mulhouse) -> None:
    page = texte(client, "/recherche/?q=mulouse")
    assert "Aucune fiche ne dit « mulouse » : voici ce qui répond à « mulhouse »" in page
    assert "Mulhouse 68100… · Haut-Rhin" in page
    assert "viennent en tête" in page


def test_une_commune_sans_collectivite_publique_le_dit(client) -> None:
    f.CommuneFactory(code="99001", nom="Nullepart")
    page = texte(client, "/recherche/?q=nullepart")
    assert "Aucune collectivité du répertoire ne couvre encore cette commune" in page
    assert "Rien ne répond à cette recherche" in page


@pytest.mark.parametrize("q", ["223500018", "SIREN 223500018", "223 500 018", "SIRET 22350001800013"])
def test_un_siren_que_personne_n_a_se_dit(client, q) -> None:
    f.CommuneFactory(code="22350", nom="Tréguidel", codes_postaux=["22350"])
    page = texte(client, f"/recherche/?q={q}")
    assert "Aucune collectivité du répertoire n’a le SIREN 223500018." in page
    assert "Tréguidel" not in page
    f.CollectiviteFactory(publie=True, slug="cd", nom="Conseil", siren="223500018")
    assert 'href="/collectivites/cd/"' in client.get("/recherche/", {"q": q}).content.decode()


def test_un_elargissement_se_dit(client) -> None:
    f.ProjetFactory(publie=True, nom="Épicerie coopérative")
    assert "celles qui en contiennent la plupart" in texte(client, "/recherche/?q=épicerie coopérative lunaire")
    assert "Résultats proches" in texte(client, "/recherche/?q=épicerie lunaire")
    f.ProjetFactory(publie=True, nom="Épicerie coopérative lunaire")
    assert "La première fiche contient tous ces mots" in texte(client, "/recherche/?q=épicerie coopérative lunaire")


def test_les_mots_trouves_sont_surlignes_dans_le_titre_et_le_passage(client) -> None:
    f.ProjetFactory(
        publie=True, nom="Épicerie SCOP/SCIC", description="Avant. " * 60 + "Une SCIC du coin. " + "Après. " * 60
    )
    page = client.get("/recherche/?q=scic").content.decode()
    assert "SCOP/<mark>SCIC</mark></a>" in page
    assert re.search(r"… [^<]*<mark>SCIC</mark> du coin", page)
    assert "\x1f" not in page


def test_une_nature_mene_a_sa_liste_filtrable(client) -> None:
    f.ProjetFactory(publie=True, nom="Épicerie")
    page = client.get("/recherche/?q=épicerie&nature=projet").content.decode()
    assert 'href="/projets/?q=%C3%A9picerie"' in page
    assert client.get("/recherche/?q=épicerie&nature=inconnue").context["nature"] == ""


def test_les_pages_suivantes_gardent_la_recherche(client) -> None:
    for rang in range(21):
        f.ProjetFactory(publie=True, nom=f"Épicerie {rang}")
    page = client.get("/recherche/?q=épicerie&page=2")
    assert (page.context["page"].paginator.count, len(page.context["page"].object_list)) == (21, 1)


def test_les_suggestions_sont_groupees_et_menent_aux_pages(client, mulhouse) -> None:
    assert options(client, "mul") == [
        ("/collectivites/m2a/", "Mulhouse Alsace Agglomération"),
        ("/ma-commune/68224/", "Mulhouse"),
        ("/ma-commune/72214/", "Mulsanne"),
        ("/thematiques/multimodalite/", "Multimodalité"),
        ("/dispositifs/appel/", "Appel de Mulhouse"),
    ]
    page = texte(client, "/recherche/suggestions/?q=mul")
    assert "5 suggestions" in page
    assert [titre for titre in ("Collectivités", "Communes", "Thématiques", "Dispositifs") if titre not in page] == []


@pytest.mark.parametrize(("q", "premiere"), [("m2a", "m2a"), ("alsace agg", "m2a"), ("MULHOUSE", "m2a")])
def test_un_sigle_ou_un_mot_du_nom_suffit(client, mulhouse, q, premiere) -> None:
    assert options(client, q)[0][0] == f"/collectivites/{premiere}/"


@pytest.mark.parametrize("q", ["68100", "68224", "6822", "insee 68224"])
def test_un_code_suggere_la_commune(client, mulhouse, q) -> None:
    assert ("/ma-commune/68224/", "Mulhouse") in options(client, q)


def test_regions_et_departements_se_suggerent(client) -> None:
    region = f.RegionFactory(code="53", nom="Bretagne", slug="bretagne")
    f.DepartementFactory(code="35", nom="Ille-et-Vilaine", slug="ille-et-vilaine", region=region)
    assert options(client, "bret") == [("/regions/bretagne/", "Bretagne")]
    assert options(client, "vil") == [("/departements/ille-et-vilaine/", "Ille-et-Vilaine")]
    assert options(client, "35") == [("/departements/ille-et-vilaine/", "Ille-et-Vilaine")]


def test_les_suggestions_ne_depassent_pas_dix_et_chaque_genre_garde_la_sienne(client) -> None:
    for rang in range(9):
        f.CollectiviteFactory(publie=True, nom=f"Valmont {rang}")
        f.CommuneFactory(nom=f"Valmont {rang}")
        f.DispositifFactory(publie=True, titre=f"Valmont {rang}")
        f.ThematiqueFactory(nom=f"Valmont {rang}")
    libelles = options(client, "val")
    assert len(libelles) == 10
    adresses = {adresse.split("/")[1] for adresse, _libelle in libelles}
    assert adresses == {"collectivites", "ma-commune", "dispositifs", "thematiques"}


def test_une_fiche_brouillon_ou_retiree_ne_se_suggere_pas(client) -> None:
    f.CollectiviteFactory(nom="Valmont brouillon")
    f.CollectiviteFactory(retire=True, nom="Valmont retiré")
    assert options(client, "valmont") == []


@pytest.mark.parametrize("q", ["", "a", "%00", "'", "%", "_", "zzzzzz"])
def test_toute_saisie_a_une_reponse_meme_vide(client, q) -> None:
    reponse = client.get(f"/recherche/suggestions/?q={q}")
    assert reponse.status_code == 200
    assert "Aucune suggestion" in reponse.content.decode()


def test_les_suggestions_coutent_autant_pour_dix_que_pour_une(cout_constant) -> None:
    def ajouter() -> None:
        f.CollectiviteFactory(publie=True, nom="Valmont")
        f.CommuneFactory(nom="Valmont")

    cout_constant("/recherche/suggestions/?q=val", ajouter)


@pytest.fixture
def territoires_voisins(mulhouse) -> None:
    region = f.RegionFactory(code="53", nom="Bretagne", slug="bretagne")
    f.DepartementFactory(code="35", nom="Ille-et-Vilaine", slug="ille-et-vilaine", region=region)
    f.CollectiviteFactory(publie=True, slug="ems", nom="Eurométropole de Strasbourg", type=TypeCollectivite.METROPOLE)


@pytest.mark.parametrize(
    ("q", "attendue"),
    [
        ("mulouse", "/ma-commune/68224/"),
        ("mulouse", "/collectivites/m2a/"),
        ("eurometropole strasbourg", "/collectivites/ems/"),
        ("ile et vilaine", "/departements/ille-et-vilaine/"),
        ("bretagnne", "/regions/bretagne/"),
        ("multimodalitté", "/thematiques/multimodalite/"),
        ("apel de mulhouse", "/dispositifs/appel/"),
    ],
)
def test_une_faute_de_frappe_suggere_les_noms_proches_et_le_dit(client, territoires_voisins, q, attendue) -> None:
    assert attendue in [adresse for adresse, _libelle in options(client, q)]
    assert "Rien ne commence ainsi" in texte(client, f"/recherche/suggestions/?q={q}")


def test_les_noms_proches_ne_viennent_pas_quand_un_nom_commence_ainsi(client, mulhouse) -> None:
    f.CommuneFactory(nom="Mulhausen")
    assert "/ma-commune/72214/" not in [adresse for adresse, _libelle in options(client, "mulhouse")]
    assert "Rien ne commence ainsi" not in texte(client, "/recherche/suggestions/?q=mulhouse")


def test_les_noms_proches_coutent_autant_pour_dix_que_pour_un(cout_constant) -> None:
    def ajouter() -> None:
        f.CollectiviteFactory(publie=True, nom="Valmontagne")
        f.CommuneFactory(nom="Valmontagne")

    cout_constant("/recherche/suggestions/?q=valmontagnne", ajouter)
