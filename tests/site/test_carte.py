"""The map of a list: it counts what the list counts, place by place, and says nothing more."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collectivites.carte_collectivites import CARTE_DES_COLLECTIVITES
from collectivites.cartes import CONTOURS
from collectivites.fond_de_carte import contours, fenetres, placer
from collectivites.paliers import PARTS, arrondir, en_paliers, niveau, paliers
from publication import points
from publication.actions import publier
from publication.points import lire_cadre
from tests import factories as f
from tests.portes import CARTES
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db
RENNES = {"latitude": 48.111, "longitude": -1.674}
LILLE = {"latitude": 50.632, "longitude": 3.058}
CAYENNE = {"latitude": 4.93, "longitude": -52.33}
FIGURES = [figure.cle for figure in CARTE_DES_COLLECTIVITES.figures]


def en_ligne(fiche) -> None:
    publier(fiche=fiche, par=f.UtilisateurFactory())


def contexte(client, adresse: str, parametres: dict | None = None):
    """Context of a page made now: a page that was kept has none."""
    cache.clear()
    return client.get(adresse, parametres).context


def carte(client, requete: str = "", liste: str = "collectivites"):
    return contexte(client, f"/{liste}/?vue=carte&{requete}".rstrip("&"))["carte"]


def lignes(client, requete: str = "", liste: str = "collectivites") -> dict:
    return {ligne.code: ligne for ligne in carte(client, requete, liste)["lignes"]}


@pytest.fixture
def pays():
    """Four authorities: three in Brittany, one of them without a department; one overseas; two are members."""
    bretagne = f.RegionFactory(code="53", nom="Bretagne", slug="bretagne")
    guyane = f.RegionFactory(code="03", nom="Guyane", slug="guyane")
    ille = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", slug="ille-et-vilaine", region=bretagne)
    cayenne = f.DepartementFactory(code="973", nom="Guyane", slug="guyane", region=guyane)
    place = {"region": bretagne, "departement": ille, "publie": True}
    return [
        f.CollectiviteFactory(**place, membre=True, nom="Rennes Exemple", type="commune", **RENNES),
        f.CollectiviteFactory(**place, nom="Vitré Exemple", type="commune", population=300_000, **RENNES),
        f.CollectiviteFactory(publie=True, nom="Région Exemple", type="region", region=bretagne, departement=None),
        f.CollectiviteFactory(publie=True, membre=True, region=guyane, departement=cayenne, **CAYENNE),
    ]


def test_chaque_territoire_compte_ses_fiches_et_ses_adherentes(client, pays) -> None:
    regions = lignes(client)
    assert {code: (ligne.bilan.fiches, ligne.bilan.adherentes) for code, ligne in regions.items()} == {
        "53": (3, 1),
        "03": (1, 1),
    }
    assert regions["53"].page == "/regions/bretagne/"
    departements = carte(client, "mailles=departements")
    assert {ligne.code: ligne.bilan.fiches for ligne in departements["lignes"]} == {"35": 2, "973": 1}
    assert (departements["reste"].bilan.fiches, departements["ensemble"].bilan.fiches) == (1, 4)
    assert carte(client)["reste"] is None


def test_le_tableau_dit_ce_que_dit_la_carte(client, pays) -> None:
    page = client.get("/collectivites/?vue=carte&figure=part")
    assert "Bretagne 33,3 % 3 1 Sa page : Bretagne" in texte(page).replace("\xa0", " ")
    assert "Ensemble 50 % 4 2" in texte(page).replace("\xa0", " ")
    assert "16 autres régions n’ont aucune fiche" in texte(page)
    assert 'aria-label="Bretagne – 33,3\xa0%"' in page.content.decode()
    assert "3 sur 4" in texte(page)


CHOIX = st.fixed_dictionaries(
    {"mailles": st.sampled_from(["regions", "departements"]), "figure": st.sampled_from(FIGURES)},
    optional={
        "q": st.sampled_from(["exemple", "vitré", "xyzzy", "bretagne"]),
        "type": st.lists(st.sampled_from(["region", "-region", "commune"]), min_size=1, max_size=2),
        "region": st.sampled_from(["53", "-53", "03"]),
        "departement": st.sampled_from(["35", "-35"]),
        "adherente": st.sampled_from(["true", "false", "-true"]),
        "population_min": st.sampled_from(["0", "100000"]),
        "tri": st.sampled_from(["titre", "-population"]),
    },
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHOIX)
def test_la_carte_compte_ce_que_la_liste_compte(client, pays, parametres) -> None:
    filtres = {nom: valeur for nom, valeur in parametres.items() if nom not in {"mailles", "figure"}}
    nombre = contexte(client, "/collectivites/", filtres)["page"].paginator.count
    faite = contexte(client, "/collectivites/", {**parametres, "vue": "carte"})["carte"]
    reste = faite["reste"].bilan.fiches if faite["reste"] else 0
    assert sum(ligne.bilan.fiches for ligne in faite["lignes"]) + reste == faite["ensemble"].bilan.fiches == nombre
    for ligne in faite["lignes"]:
        assert contexte(client, f"/collectivites/{ligne.url}")["page"].paginator.count == ligne.bilan.fiches
    donnees = client.get("/collectivites/carte.json", filtres).json()
    assert donnees["total"] == nombre
    assert donnees["situees"] == len(donnees["points"]) == faite["placees"]


def test_le_lien_d_un_territoire_garde_les_autres_filtres_et_quitte_la_carte(client, pays) -> None:
    url = lignes(client, "mailles=departements&figure=part&type=commune&departement=-973")["35"].url
    assert url == "?type=commune&departement=35"


def test_figures_des_dispositifs_des_budgets_et_des_projets_suivent_les_collectivites(client, pays) -> None:
    rennes, vitre = pays[0], pays[1]
    politique = f.PolitiqueFactory(collectivite=rennes)
    f.BudgetFactory(politique=politique, total=Decimal(1000))
    en_ligne(politique)
    f.DispositifFactory(collectivite=rennes, publie=True)
    f.DispositifFactory(collectivite=rennes)
    projet = f.ProjetFactory(resume="x", commune=None)
    for soutien in (rennes, vitre):
        f.SubventionFactory(projet=projet, collectivite=soutien, montant_conventionne=50)
    en_ligne(projet)
    assert lignes(client, "figure=dispositifs")["53"].valeur == 1
    assert lignes(client, "figure=projets")["53"].valeur == 1
    assert lignes(client, "figure=projets")["03"].valeur == 0
    assert lignes(client, "figure=budgets")["53"].valeur == 1000
    assert lignes(client, "figure=projets&population_min=300000")["53"].valeur == 1
    assert lignes(client, "figure=dispositifs&population_min=300000")["53"].valeur == 0
    assert lignes(client, "figure=montant", "projets")["53"].valeur == 100
    assert lignes(client, "figure=montant", "politiques")["53"].valeur == 1000
    assert lignes(client, "", "dispositifs")["53"].valeur == 1


def test_territoire_sans_fiche_ou_seul_un_projet_a_lieu_n_a_pas_de_liste(client, pays) -> None:
    projet = f.ProjetFactory(resume="x", commune=f.CommuneFactory(departement=pays[3].departement))
    f.SubventionFactory(projet=projet, collectivite=pays[0], montant_conventionne=50)
    en_ligne(projet)
    ligne = lignes(client, "figure=projets&region=53")["03"]
    assert (ligne.valeur, ligne.bilan.fiches, ligne.url) == (1, 0, "")


def test_filtre_refuse_et_liste_vide_n_ont_pas_de_carte(client, pays) -> None:
    refusee = client.get("/collectivites/?vue=carte&figure=projets&population_min=-1")
    assert refusee.status_code == 400
    for page in (refusee, client.get("/collectivites/?vue=carte&q=xyzzy")):
        assert b'id="carte"' not in page.content


def test_choix_inconnus_reviennent_aux_premiers(client, pays) -> None:
    faite = carte(client, "mailles=communes&figure=autre")
    assert (faite["maille"].cle, faite["figure"].cle) == ("regions", "fiches")


def test_les_ressources_n_ont_pas_de_carte(client) -> None:
    page = client.get("/ressources/?vue=carte")
    assert page.context["vue"] == "liste"
    assert "vue=carte" not in [adresse for _nom, _libelle, adresse in page.context["vues"]]


def test_effacer_les_filtres_garde_la_vue_et_la_carte_garde_l_ordre(client, pays) -> None:
    page = client.get("/collectivites/?vue=carte&figure=part&region=53&adherente=true&tri=titre").content.decode()
    assert 'class="puces__tout" href="/collectivites/?vue=carte&amp;figure=part"' in page
    assert '<input type="hidden" name="tri" value="titre" form="filtres">' in page
    assert '/collectivites/carte.json?region=53&amp;adherente=true&amp;tri=titre"' in page


def test_leaflet_ne_vient_qu_avec_la_carte(client, pays) -> None:
    assert b"leaflet" in client.get("/collectivites/?vue=carte").content
    assert b"leaflet" not in client.get("/collectivites/").content


@pytest.mark.parametrize("liste", CARTES)
@pytest.mark.parametrize("requete", ["?vue=carte", "?vue=carte&mailles=departements", "carte.json"])
def test_le_cout_ne_depend_pas_du_nombre_de_fiches(cout_constant, liste, requete) -> None:
    ici = {"region": f.RegionFactory(code="53"), "departement": f.DepartementFactory(code="35")}

    def creer() -> None:
        collectivite = f.CollectiviteFactory(publie=True, **ici, **RENNES)
        if liste in {"politiques", "dispositifs"}:
            {"politiques": f.PolitiqueFactory, "dispositifs": f.DispositifFactory}[liste](
                collectivite=collectivite, publie=True
            )
        elif liste == "projets":
            projet = f.ProjetFactory(resume="x", commune=None)
            f.SubventionFactory(projet=projet, collectivite=collectivite)
            en_ligne(projet)

    cout_constant(f"/{liste}/{requete}", creer)


@pytest.mark.parametrize("figure", FIGURES)
def test_le_cout_d_une_figure_est_constant(cout_constant, figure) -> None:
    place = {"region": f.RegionFactory(code="53"), "departement": f.DepartementFactory(code="35")}
    cout_constant(
        f"/collectivites/?vue=carte&figure={figure}",
        lambda: f.DispositifFactory(collectivite=f.CollectiviteFactory(publie=True, **place), publie=True),
    )


def test_points_disent_le_nom_l_adresse_et_l_adhesion(client, pays) -> None:
    f.CollectiviteFactory(nom="Un brouillon", **LILLE)
    donnees = client.get("/collectivites/carte.json?region=53").json()
    assert donnees["points"] == [
        [48.111, -1.674, pays[0].slug, "Rennes Exemple", True],
        [48.111, -1.674, pays[1].slug, "Vitré Exemple", False],
    ]
    assert (donnees["total"], donnees["situees"], donnees["groupes"]) == (3, 2, [])


def test_points_d_un_cadre_sont_les_seuls_qui_y_sont(client, pays) -> None:
    donnees = client.get("/collectivites/carte.json?cadre=-53,4,-52,5").json()
    assert (donnees["total"], donnees["situees"], len(donnees["points"])) == (4, 1, 1)


@pytest.mark.parametrize("mauvais", ["cadre=1,2,3", "cadre=a,b,c,d", "cadre=3,1,2,4", "cadre=nan,1,2,inf", "type=faux"])
def test_points_refusent_ce_qui_ne_veut_rien_dire(client, mauvais) -> None:
    assert client.get(f"/collectivites/carte.json?{mauvais}").status_code == 400


def test_points_inchanges_coutent_un_304(client, pays) -> None:
    etag = client.get("/collectivites/carte.json").headers["ETag"]
    assert client.get("/collectivites/carte.json", headers={"if-none-match": etag}).status_code == 304


def test_trop_de_fiches_se_regroupent_sans_en_perdre(client, pays, monkeypatch) -> None:
    f.CollectiviteFactory(publie=True, nom="Seule Exemple", region=pays[0].region, **LILLE)
    monkeypatch.setattr(points, "AU_PLUS", 1)
    donnees = client.get("/collectivites/carte.json").json()
    assert donnees["groupes"] == [[48.111, -1.674, 2, 1]]
    assert {point[3] for point in donnees["points"]} == {"Seule Exemple", pays[3].nom}
    assert sum(groupe[2] for groupe in donnees["groupes"]) + len(donnees["points"]) == donnees["situees"] == 4
    pres = client.get("/collectivites/carte.json?cadre=-2,48,-1,49").json()
    assert [groupe[2] for groupe in pres["groupes"]] == [2]


def test_cadre_se_lit() -> None:
    assert lire_cadre("-5.5,41,9.7,51.2") == (-5.5, 41, 9.7, 51.2)
    assert lire_cadre("") is None


def test_la_carte_dessine_tout_le_pays_dans_son_plan() -> None:
    assert (len(contours("regions")), len(contours("departements")), len(fenetres())) == (18, 101, 6)
    for latitude, longitude, fenetre in ((48.11, -1.67, 0), (16.0, -61.6, 1), (4.9, -52.3, 3), (-21.1, 55.5, 4)):
        x, y, largeur, hauteur = fenetres()[fenetre].boite
        point = placer(latitude, longitude)
        assert point is not None
        assert x <= point[0] <= x + largeur
        assert y <= point[1] <= y + hauteur
    assert placer(46.8, -56.2) is None


def test_dessin_et_points_s_accordent() -> None:
    geojson = json.loads(CONTOURS.read_text(encoding="utf-8"))
    bretagne = next(e for e in geojson["features"] if e["properties"]["code"] == "53")
    premier = bretagne["geometry"]["coordinates"][0][0]
    longitude, latitude = premier[0] if isinstance(premier[0], list) else premier
    x, y = contours("regions")["53"][1:].split("l")[0].split(" ")
    attendu = placer(latitude, longitude)
    assert attendu is not None
    assert abs(int(x) - attendu[0]) <= 1
    assert abs(int(y) - attendu[1]) <= 1


def test_paliers_peu_de_valeurs_une_classe_chacune() -> None:
    classes = paliers([Decimal(n) for n in (0, 4, 1, 4, 8)])
    assert [(p.niveau, p.bas, p.haut) for p in classes] == [(1, 1, 4), (3, 4, 8), (5, 8, None)]
    assert paliers([Decimal(0)]) == []


@given(st.lists(st.decimals(min_value=0, max_value=10**9, places=2), max_size=80))
def test_paliers_classent_toute_valeur_positive_et_croissent(valeurs) -> None:
    classes = paliers(valeurs)
    assert len(classes) <= 5
    assert [p.bas for p in classes] == sorted({p.bas for p in classes})
    assert all((niveau(valeur, classes) > 0) == (valeur > 0) for valeur in valeurs)
    assert [niveau(valeur, classes) for valeur in sorted(valeurs)] == sorted(
        niveau(valeur, classes) for valeur in valeurs
    )


def test_parts_ont_toujours_les_memes_classes_et_zero_n_est_pas_inconnu() -> None:
    classes = en_paliers(PARTS)
    assert (niveau(None, classes), niveau(Decimal(0), classes), niveau(Decimal(100), classes)) == (0, 1, 5)


@pytest.mark.parametrize(("valeur", "rond"), [(7, 7), (149, 140), (1_280_000, 1_200_000), ("0.4", "0.4")])
def test_arrondir_par_defaut_a_deux_chiffres(valeur, rond) -> None:
    assert arrondir(Decimal(valeur)) == Decimal(rond)


def test_legende_dit_ses_classes(client, pays) -> None:
    assert carte(client)["legende"] == [(0, "aucune fiche"), (2, "de 1 à 2"), (4, "3 et plus")]
    part = [libelle.replace("\xa0", " ") for _niveau, libelle in carte(client, "figure=part")["legende"]]
    assert part[1:] == ["de 0 % à moins de 20 %", "de 20 % à moins de 40 %", "de 40 % à moins de 60 %",
                        "de 60 % à moins de 80 %", "80 % et plus"]  # fmt: skip
