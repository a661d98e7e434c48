"""Grants: those that public sheets show, filtered, counted, and exported as they are shown."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest

from programmes.models import Subvention
from publication.actions import publier
from tests import factories as f
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db


@pytest.fixture
def deux_subventions():
    """Of two regions to two projects, one with a theme; one amount is shared, the other unknown."""
    theme = f.ThematiqueFactory(slug="commerce", nom="Commerce")
    bretagne = f.RegionFactory(code="53", nom="Bretagne")
    rennes = f.CollectiviteFactory(publie=True, nom="Rennes Métropole", region=bretagne)
    mulhouse = f.CollectiviteFactory(publie=True, nom="Mulhouse Alsace Agglomération")
    epicerie, atelier = f.ProjetFactory(nom="Épicerie du bourg"), f.ProjetFactory(nom="Atelier vélo")
    epicerie.thematiques.add(theme)
    f.SubventionFactory(
        projet=epicerie,
        collectivite=rennes,
        objet="Aide au démarrage",
        montant_conventionne=Decimal(30_000),
        pourcentage=Decimal("0.5"),
        annee=2020,
    )
    f.SubventionFactory(
        projet=atelier,
        collectivite=mulhouse,
        objet="=Outillage",
        montant_conventionne=None,
        montant_vote=None,
        annee=2021,
    )
    for projet in (epicerie, atelier):
        publier(fiche=projet, par=f.UtilisateurFactory())
    return epicerie, atelier


def test_liste_dit_qui_aide_quel_projet_et_ce_qu_elle_compte(client, deux_subventions) -> None:
    page = texte(client.get("/subventions/"))
    assert "2 résultats" in page
    assert "Épicerie du bourg" in page
    assert "Rennes Métropole" in page
    assert "part du bénéficiaire" in page
    assert "15000€" in "".join(page.split())
    assert "1 sur 2" in page


@pytest.mark.parametrize(
    ("filtre", "attendus"),
    [
        ("region=53", {"Épicerie du bourg"}),
        ("region=-53", {"Atelier vélo"}),
        ("annee=2021", {"Atelier vélo"}),
        ("thematique=commerce", {"Épicerie du bourg"}),
        ("q=bourg", {"Épicerie du bourg"}),
        ("q=démarrage", {"Épicerie du bourg"}),
        ("montant_min=15000&montant_max=15000", {"Épicerie du bourg"}),
        ("montant_min=15001", set()),
        ("nature=aide+en+nature", set()),
        ("tri=-montant", {"Épicerie du bourg", "Atelier vélo"}),
        ("tri=annee", {"Épicerie du bourg", "Atelier vélo"}),
    ],
)
def test_page_et_exports_montrent_ce_qui_est_filtre(client, deux_subventions, filtre, attendus) -> None:
    page = texte(client.get(f"/subventions/?{filtre}"))
    assert {nom for nom in ("Épicerie du bourg", "Atelier vélo") if nom in page} == attendus
    exportees = json.loads(client.get(f"/subventions/export.json?{filtre}").getvalue())
    assert {ligne["projet"]["titre"] for ligne in exportees["resultats"]} == attendus
    lignes = list(
        csv.reader(io.StringIO(client.get(f"/subventions/export.csv?{filtre}").getvalue().decode("utf-8-sig")))
    )
    assert len(lignes) - 1 == len(attendus)


def test_csv_ne_laisse_pas_passer_une_formule(client, deux_subventions) -> None:
    contenu = client.get("/subventions/export.csv").getvalue().decode()
    assert "'=Outillage" in contenu


def test_geojson_place_la_subvention_ou_est_son_projet(client) -> None:
    commune = f.CommuneFactory(latitude=48.1, longitude=-1.7)
    for lieu, objet in ((commune, "Ici"), (None, "Nulle part")):
        projet = f.ProjetFactory(commune=lieu)
        f.SubventionFactory(projet=projet, collectivite=f.CollectiviteFactory(publie=True), objet=objet)
        publier(fiche=projet, par=f.UtilisateurFactory())
    collection = json.loads(client.get("/subventions/export.geojson").getvalue())
    lieux = {entite["properties"]["objet"]: entite["geometry"] for entite in collection["features"]}
    assert lieux == {"Ici": {"type": "Point", "coordinates": [-1.7, 48.1]}, "Nulle part": None}
    assert {entite["id"] for entite in collection["features"]} == {
        str(uid) for uid in Subvention.objects.values_list("uid", flat=True)
    }


def test_facettes_comptent_sous_les_autres_filtres(client, deux_subventions) -> None:
    page = client.get("/subventions/?annee=2020")
    blocs = {bloc["champ"].name: bloc["facette"] for bloc in page.context["blocs"]}
    comptes = {valeur.code: valeur.nombre for valeur in blocs["annee"].valeurs if valeur.nombre}
    assert comptes == {"2020": 1, "2021": 1}
    assert {valeur.code: valeur.nombre for valeur in blocs["thematique"].valeurs if valeur.nombre} == {"commerce": 1}


def test_filtre_refuse_dit_pourquoi(client, deux_subventions) -> None:
    assert client.get("/subventions/?region=99").status_code == 400
    refus = client.get("/subventions/export.csv?annee=jamais")
    assert refus.status_code == 400
    assert "annee" in refus.content.decode()
    assert client.get("/subventions/export.docx").status_code == 404
    assert client.get("/subventions/?q=&annee=2020").headers["Location"] == "/subventions/?annee=2020"


def test_fragment_et_colonnes_choisies(client, deux_subventions) -> None:
    fragment = client.get("/subventions/?colonnes=objet&par_page=50", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "=Outillage" in fragment
    assert "Mulhouse" not in fragment.split("<table")[1]


def test_subvention_d_un_projet_non_publie_ne_se_montre_pas(client) -> None:
    f.SubventionFactory(objet="Secret", collectivite=f.CollectiviteFactory(publie=True))
    for porte in ("", "export.json", "export.csv"):
        reponse = client.get(f"/subventions/{porte}")
        contenu = reponse.getvalue() if reponse.streaming else reponse.content
        assert b"Secret" not in contenu


def test_liste_coute_autant_pour_dix_subventions_que_pour_une(cout_constant) -> None:
    par = f.UtilisateurFactory()

    def creer() -> None:
        projet = f.ProjetFactory()
        f.SubventionFactory(projet=projet, collectivite=f.CollectiviteFactory(publie=True))
        publier(fiche=projet, par=par)

    cout_constant("/subventions/", creer)


def test_fiche_du_projet_n_a_de_colonne_que_pour_les_montants_connus(client) -> None:
    inconnus = dict.fromkeys(("montant_demande", "montant_vote", "montant_conventionne", "montant_verse"))
    inconnus["collectivite"] = f.CollectiviteFactory(publie=True)
    chiffree = f.SubventionFactory(**{**inconnus, "montant_vote": Decimal(12_000)}, projet=f.ProjetFactory(resume="x"))
    muette = f.SubventionFactory(**inconnus, projet=f.ProjetFactory(resume="x"))
    for projet in (chiffree.projet, muette.projet):
        publier(fiche=projet, par=f.UtilisateurFactory())
    page = client.get(chiffree.projet.get_absolute_url()).content.decode()
    assert "Voté</th>" in page
    assert "Demandé</th>" not in page
    assert "Aucun montant n’est connu." in texte(client.get(muette.projet.get_absolute_url()))
