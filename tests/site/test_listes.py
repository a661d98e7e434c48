"""Lists: what is counted, shown and exported is what is filtered."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import tracemalloc
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from collectivites.filters import CollectiviteFilter
from publication.actions import publier
from publication.exports import FORMATS, Export
from publication.exports.csv import texte_sur
from publication.exports.source import Ligne
from publication.facettes import Comptage, Facette
from publication.models import Publication
from tests import factories as f
from tests.portes import LISTES
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db


def en_ligne(fiche) -> None:
    publier(fiche=fiche, par=f.UtilisateurFactory())


def filtre(**parametres):
    from django.http import QueryDict

    requete = QueryDict(mutable=True)
    for nom, valeurs in parametres.items():
        requete.setlist(nom, valeurs if isinstance(valeurs, list) else [valeurs])
    filtrees = CollectiviteFilter(requete, queryset=CollectiviteFilter.Meta.model.fiches().pour_liste_publique())
    assert filtrees.is_valid(), filtrees.form.errors
    return filtrees


def facettes(filtrees) -> dict[str, Facette]:
    return Comptage(filtrees).facettes()


def comptes(nom: str, **parametres) -> dict[str, int]:
    return {valeur.code: valeur.nombre for valeur in facettes(filtre(**parametres))[nom].valeurs if valeur.nombre}


@pytest.fixture
def pays_de_bretagne():
    """Two regions; in the first a department with its EPCI and two communes."""
    bretagne = f.RegionFactory(code="53", nom="Bretagne")
    ille = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", region=bretagne)
    metropole = f.CollectiviteFactory(
        publie=True, type="metropole", nom="Rennes Métropole", region=bretagne, departement=ille, siren="243500139"
    )
    for code in ("35238", "35047"):
        f.CommuneFactory(code=code, nom=f"Commune {code}", departement=ille, region=bretagne, epci=metropole)
        f.CollectiviteFactory(publie=True, type="commune", code_insee=code, region=bretagne, departement=ille)
    f.CollectiviteFactory(publie=True, type="region", membre=True)
    return metropole


def test_facette_compte_sous_les_autres_filtres_et_pas_sous_le_sien(pays_de_bretagne) -> None:
    assert comptes("type") == {"metropole": 1, "commune": 2, "region": 1}
    assert comptes("type", region="53") == {"metropole": 1, "commune": 2}
    assert comptes("type", type="commune") == comptes("type")
    assert comptes("region", type="commune") == {"53": 2}
    assert comptes("adherente", region="53") == {"false": 3}


def test_page_ne_montre_pas_une_facette_de_lieux_que_rien_ne_porte(client, pays_de_bretagne) -> None:
    autre = f.CollectiviteFactory(publie=True, type="region", departement=None).region_id
    assert 'id="facette-epci"' in client.get("/collectivites/?departement=35").content.decode()
    assert 'id="facette-epci"' not in client.get(f"/collectivites/?region={autre}").content.decode()


def test_du_plus_large_au_plus_etroit_les_territoires_s_emboitent(pays_de_bretagne) -> None:
    assert "epci" not in facettes(filtre())
    assert comptes("epci", region="53") == {"243500139": 3}
    assert comptes("commune", epci="243500139") == {"35047": 1, "35238": 1}
    assert filtre(epci="243500139").qs.count() == 3
    assert filtre(commune="35238").qs.count() == 1


@pytest.mark.parametrize(
    ("nom", "valeur"), [("epci", "123456789"), ("commune", "99999"), ("region", "-99"), ("type", "--")]
)
def test_valeur_qui_ne_nomme_rien_est_refusee(client, nom, valeur) -> None:
    assert client.get(f"/collectivites/?{nom}={valeur}").status_code == 400


def test_exclure_ote_et_remettre_rend(client, pays_de_bretagne) -> None:
    assert filtre(type="-commune").qs.count() == 2
    assert filtre(region=["53", "-53"]).qs.count() == 0
    page = client.get("/collectivites/?type=-commune")
    assert "Type de collectivité : sauf commune" in texte(page)
    assert "Ne plus exclure : commune" in page.content.decode()
    assert 'href="?type=-region&amp;type=-commune"' not in page.content.decode()
    assert 'href="?type=-commune&amp;type=-metropole"' in page.content.decode()


def test_tranche_theme_et_budget_gardent_les_leurs() -> None:
    petite = f.CollectiviteFactory(publie=True, population=9_999)
    grande = f.CollectiviteFactory(publie=True, population=500_000)
    f.CollectiviteFactory(publie=True, population=None)
    parent = f.ThematiqueFactory(slug="emploi")
    fille = f.ThematiqueFactory(slug="insertion", parente=parent)
    politique = f.PolitiqueFactory(collectivite=grande)
    politique.thematiques.add(fille)
    f.BudgetFactory(politique=politique, total=Decimal(1000))
    en_ligne(politique)
    assert list(filtre(tranche="0-10000").qs) == [petite]
    assert comptes("tranche") == {"0-10000": 1, "500000-": 1}
    for theme in ("emploi", "insertion"):
        assert list(filtre(thematique=theme).qs) == [grande]
    assert comptes("thematique") == {"emploi": 1, "insertion": 1}
    assert list(filtre(budget_min="1000", budget_max="1000").qs) == [grande]
    assert list(filtre(budget_min="1000.01").qs) == list(filtre(budget_max="999").qs) == []


@time_machine.travel("2026-06-15 12:00:00+02:00")
def test_verification_se_compte_au_jour_dit() -> None:
    jamais = f.CollectiviteFactory(publie=True)
    a_jour = f.CollectiviteFactory(publie=True, verifie=True, verifiee_le="2026-01-10", revoir_dans=12)
    perimee = f.CollectiviteFactory(publie=True, verifie=True, verifiee_le="2020-01-10", revoir_dans=12)
    assert comptes("verification") == {"a_jour": 1, "perimee": 1, "jamais": 1}
    for cas, attendue in (("a_jour", a_jour), ("perimee", perimee), ("jamais", jamais)):
        assert list(filtre(verification=cas).qs) == [attendue]
    assert list(filtre(verifiee_depuis="2026-01-10").qs) == [a_jour]


def test_ruralite_vient_des_communes() -> None:
    epci = f.CollectiviteFactory(type="communaute_communes")
    f.CommuneFactory(epci=epci, population=400)
    en_ligne(epci)
    assert comptes("ruralite") == {"rurale": 1}
    assert list(filtre(ruralite="rurale").qs) == [epci]


def test_montants_disent_leur_total_leur_mediane_et_combien_on_en_connait(client) -> None:
    for montant in (1000, 2000, 6000):
        projet = f.ProjetFactory(resume="x")
        f.SubventionFactory(
            projet=projet, montant_conventionne=montant, collectivite=f.CollectiviteFactory(publie=True)
        )
        en_ligne(projet)
    f.ProjetFactory(publie=True)
    page = texte(client.get("/projets/")).replace("\u202f", " ").replace("\xa0", " ")
    assert "financeurs publiés confondus 9 000 €" in page
    assert "Montant médian par projet 2 000 €" in page
    assert "Montants connus 3 sur 4" in page
    assert "Montants connus" not in texte(client.get("/collectivites/"))


def test_annee_compte_les_projets_en_cours(client) -> None:
    f.ProjetFactory(publie=True, debut=2018, fin=2020)
    f.ProjetFactory(publie=True, debut=2020, fin=2020)
    page = client.get("/projets/?annee=2020")
    (bloc,) = [bloc for bloc in page.context["blocs"] if bloc["champ"].name == "annee"]
    assert {v.code: v.nombre for v in bloc["facette"].valeurs} == {"2018": 1, "2019": 1, "2020": 2}


def test_parametres_vides_menent_a_l_adresse_courte(client) -> None:
    reponse = client.get("/collectivites/?q=&region=53&population_min=")
    assert (reponse.status_code, reponse.headers["Location"]) == (301, "/collectivites/?region=53")
    assert client.get("/collectivites/?q=").headers["Location"] == "/collectivites/"


def test_htmx_recoit_le_meme_contenu_sans_le_cadre(client) -> None:
    f.CollectiviteFactory(publie=True, nom="Commune de Trifouillis")
    page, fragment = client.get("/collectivites/"), client.get("/collectivites/", headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert 'id="annonce" hx-swap-oob="innerHTML"' in fragment.content.decode()
    assert "Commune de Trifouillis" in texte(page)
    assert "Commune de Trifouillis" in texte(fragment)
    assert "HX-Request" in fragment.headers["Vary"]


def test_tableau_montre_les_colonnes_choisies_et_celles_d_usage(client) -> None:
    f.CollectiviteFactory(publie=True, siren="243500139", population=1200)
    usuel, choisi = client.get("/collectivites/?vue=tableau"), client.get("/collectivites/?vue=tableau&colonnes=siren")
    assert "1\u202f200" in usuel.content.decode()
    assert 'class="nombre">1' in usuel.content.decode()
    assert [str(colonne.libelle) for colonne in choisi.context["colonnes"]] == ["SIREN"]
    assert "243500139" in texte(choisi)
    assert client.get("/collectivites/?vue=tableau&colonnes=rien").context["colonnes"] == usuel.context["colonnes"]


def test_vue_et_taille_inconnues_sont_celles_d_usage(client) -> None:
    contexte = client.get("/collectivites/?vue=hologramme&par_page=7").context
    assert (contexte["vue"], contexte["taille"]) == ("liste", 20)
    assert client.get("/collectivites/?par_page=50").context["taille"] == 50


# --- exports


def lire(client, liste: str, extension: str, requete: str = "") -> bytes:
    reponse = client.get(f"/{liste}/export.{extension}{requete}")
    assert reponse.status_code == 200
    assert f".{extension}" in reponse.headers["Content-Disposition"]
    return b"".join(reponse.streaming_content)


@pytest.mark.parametrize("liste", LISTES.values())
def test_chaque_format_donne_les_memes_fiches_que_la_page(client, liste) -> None:
    from tests.monde_public import creer_un_monde_complet

    creer_un_monde_complet()
    attendus = {str(publication.pk) for publication in client.get(f"/{liste}/").context["publications"]}
    assert attendus
    lignes = list(csv.DictReader(io.StringIO(lire(client, liste, "csv").decode("utf-8-sig")), delimiter=";"))
    assert {ligne["Identifiant"] for ligne in lignes} == attendus
    for extension in ("xlsx", "ods"):
        classeur = CalamineWorkbook.from_filelike(io.BytesIO(lire(client, liste, extension)))
        entete, *rangees = classeur.get_sheet_by_name("Données").to_python()
        assert {rangee[entete.index("Identifiant")] for rangee in rangees} == attendus
        assert "etalab" in str(classeur.get_sheet_by_name("Provenance").to_python())
    documents = json.loads(lire(client, liste, "json"))
    assert {document["uid"] for document in documents["resultats"]} == attendus
    assert documents["licence"] == "etalab-2.0"
    collection = json.loads(lire(client, liste, "geojson"))
    assert {entite["id"] for entite in collection["features"]} == attendus


def test_export_suit_les_filtres_et_refuse_les_faux(client) -> None:
    f.CollectiviteFactory(publie=True, type="region", latitude=48.1, longitude=-1.6)
    f.CollectiviteFactory(publie=True, type="commune")
    collection = json.loads(lire(client, "collectivites", "geojson", "?type=region"))
    (entite,) = collection["features"]
    assert entite["geometry"] == {"type": "Point", "coordinates": [-1.6, 48.1]}
    assert entite["properties"]["adresse"].startswith("http://testserver/collectivites/")
    refus = client.get("/collectivites/export.csv?type=lune")
    assert refus.status_code == 400
    assert "type :" in refus.content.decode()
    assert client.get("/collectivites/export.exe").status_code == 404


def test_page_propose_l_export_de_ce_qu_elle_montre(client) -> None:
    f.CollectiviteFactory(publie=True, type="region")
    page = client.get("/collectivites/?type=region&vue=tableau&par_page=50&tri=titre").content.decode()
    assert f'{reverse("collectivites:collectivites_export", args=["ods"])}?type=region&amp;tri=titre"' in page


@pytest.mark.parametrize("liste", ["collectivites", "subventions"])
def test_export_ecrit_les_colonnes_affichees_ou_toutes(client, liste) -> None:
    f.SubventionFactory(projet=f.ProjetFactory(publie=True), collectivite=f.CollectiviteFactory(publie=True))
    choix = {"collectivites": "colonnes=type&colonnes=nom", "subventions": "colonnes=annee&colonnes=collectivite"}[
        liste
    ]
    page = client.get(f"/{liste}/?vue=tableau&{choix}")
    affichees = [str(colonne.libelle) for colonne in page.context["colonnes"]]
    assert len(affichees) == 2
    contenu = page.content.decode()
    assert "Colonnes affichées" in contenu
    assert "Toutes les colonnes" in contenu
    liens = dict(re.findall(rf'href="/{liste}/export\.(csv|geojson|json)\?([^"]*colonnes[^"]*)"', contenu))
    assert set(liens) == {"csv", "geojson"}
    requete = f"?{liens['csv'].replace('&amp;', '&')}"
    entete = lire(client, liste, "csv", requete).decode("utf-8-sig").splitlines()[0]
    assert entete.split(";") == affichees
    assert len(lire(client, liste, "csv").decode("utf-8-sig").splitlines()[0].split(";")) > 5
    assert len(lire(client, liste, "csv", "?colonnes=lune").decode("utf-8-sig").splitlines()[0].split(";")) > 5


@pytest.mark.parametrize(
    ("cellule", "attendu"),
    [
        (None, ""),
        ("=1+1", "'=1+1"),
        ("+33", "'+33"),
        ("-2", "'-2"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("01004", "'01004"),
        ("0", "0"),
        ("2A004", "2A004"),
        ("10:30", "10:30"),
        (-5, "-5"),
        (Decimal("1234.50"), "1234,50"),
    ],
)
def test_cellule_d_un_csv_ne_se_calcule_ni_ne_se_raccourcit(cellule, attendu) -> None:
    assert texte_sur(cellule) == attendu


def test_codes_et_montants_gardent_leur_type_dans_les_classeurs(client) -> None:
    f.CollectiviteFactory(publie=True, code_postal="01000", population=7, nom="=HYPERLINK(1)\x0b")
    for extension in ("xlsx", "ods"):
        donnees = lire(client, "collectivites", extension)
        entete, ligne = CalamineWorkbook.from_filelike(io.BytesIO(donnees)).get_sheet_by_name("Données").to_python()
        valeurs = dict(zip(entete, ligne, strict=True))
        assert valeurs["Code postal"] == "01000"
        assert valeurs["Habitants"] == 7
        assert valeurs["Nom"] == "=HYPERLINK(1)"


@pytest.mark.parametrize("extension", FORMATS)
def test_export_tient_dans_une_memoire_constante(client, extension) -> None:
    from collectivites.tableaux import COLLECTIVITES

    fiche = f.CollectiviteFactory(publie=True)
    document = Publication.objects.get(pk=fiche.uid).document

    def sommet(nombre: int) -> int:
        export = Export(
            titre="Essai",
            adresse="http://testserver/",
            racine="http://testserver",
            le=dt.date(2026, 1, 1),
            colonnes=COLLECTIVITES.colonnes,
            lignes=(Ligne(document, 48.0, -1.0) for _ in range(nombre)),
        )
        tracemalloc.start()
        for morceau in FORMATS[extension].ecrire(export):
            assert morceau
        _actuel, haut = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return haut

    sommet(10)
    assert sommet(3000) < sommet(300) * 1.5 + 500_000


CHOIX = st.fixed_dictionaries(
    {},
    optional={
        "type": st.lists(st.sampled_from(["region", "-region", "commune", "metropole"]), min_size=1, max_size=2),
        "region": st.sampled_from(["53", "-53"]),
        "adherente": st.sampled_from(["true", "false", "-true"]),
        "population_min": st.sampled_from(["0", "1000", "300000"]),
        "tranche": st.sampled_from(["0-10000", "-500000-", "500000-"]),
        "verification": st.sampled_from(["jamais", "-jamais"]),
        "tri": st.sampled_from(["titre", "-population"]),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHOIX)
def test_page_api_et_export_donnent_les_memes_fiches_dans_le_meme_ordre(client, pays_de_bretagne, parametres) -> None:
    requete = {**parametres, "par_page": "100"}
    page = [str(publication.pk) for publication in client.get("/collectivites/", requete).context["publications"]]
    api = [document["uid"] for document in client.get("/api/v1/collectivites/", parametres).json()["resultats"]]
    fichier = b"".join(client.get("/collectivites/export.json", parametres).streaming_content)
    assert page == api == [document["uid"] for document in json.loads(fichier)["resultats"]]
