"""Each filter keeps what it should and leaves out the rest."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest
import time_machine

from tests import factories as f
from tests.api.portes import FABRIQUES, liste, slugs

pytestmark = pytest.mark.django_db

OUVERTURE, CLOTURE = dt.date(2026, 3, 1), dt.date(2026, 9, 30)


@pytest.mark.parametrize("nom", FABRIQUES)
def test_q_garde_ce_qui_repond(client, nom: str) -> None:
    champ = FABRIQUES[nom]._meta.model.champ_titre
    FABRIQUES[nom](publie=True, slug="oui", **{champ: "Menuiserie solidaire"})
    FABRIQUES[nom](publie=True, slug="non", **{champ: "Recyclerie"})
    assert slugs(client, nom, q="menuiseries") == ["oui"]


@pytest.mark.parametrize(("cle", "champ"), [("region", "region"), ("departement", "departement")])
def test_un_territoire_garde_les_siens_et_plusieurs_s_ajoutent(client, cle: str, champ: str) -> None:
    trois = [f.CollectiviteFactory(publie=True, slug=f"c{rang}") for rang in range(3)]
    codes = [getattr(collectivite, champ).code for collectivite in trois]
    assert slugs(client, "collectivites", **{cle: codes[0]}) == ["c0"]
    assert sorted(slugs(client, "collectivites", **{cle: codes[:2]})) == ["c0", "c1"]


def test_adherente_separe_les_membres_des_autres(client) -> None:
    f.CollectiviteFactory(publie=True, membre=True, slug="membre")
    f.CollectiviteFactory(publie=True, slug="autre")
    assert slugs(client, "collectivites", adherente="true") == ["membre"]
    assert slugs(client, "collectivites", adherente="false") == ["autre"]
    assert client.get(liste("collectivites"), {"adherente": "oui"}).status_code == 400


def test_type_et_connaissance_gardent_les_leurs(client) -> None:
    f.CollectiviteFactory(publie=True, slug="metropole", type="metropole", connaissance_politique="connue")
    f.CollectiviteFactory(publie=True, slug="pays", type="petr")
    assert slugs(client, "collectivites", type="metropole") == ["metropole"]
    assert len(slugs(client, "collectivites", type=["metropole", "petr"])) == 2
    assert slugs(client, "collectivites", connaissance_politique="inconnue") == ["pays"]


@pytest.mark.parametrize(
    ("parametres", "attendus"),
    [
        ({"population_min": 1000}, {"mille", "beaucoup"}),
        ({"population_min": 1001}, {"beaucoup"}),
        ({"population_max": 1000}, {"mille"}),
        ({"population_max": 999}, set()),
        ({"population_min": 1000, "population_max": 5000}, {"mille", "beaucoup"}),
    ],
)
def test_la_population_est_bornee_bornes_comprises(client, parametres, attendus) -> None:
    for slug, population in (("mille", 1000), ("beaucoup", 5000), ("inconnue", None)):
        f.CollectiviteFactory(publie=True, slug=slug, population=population)
    assert set(slugs(client, "collectivites", **parametres)) == attendus


@pytest.mark.parametrize(("borne", "attendus"), [("100.50", True), ("100.51", False)])
def test_un_budget_minimal_comprend_sa_borne(client, borne: str, attendus: bool) -> None:
    f.BudgetFactory(politique=f.PolitiqueFactory(slug="p"), total=Decimal("100.50"))
    _publier("politiques", "p")
    assert bool(slugs(client, "politiques", budget_min=borne)) is attendus
    assert slugs(client, "politiques", budget_max="100.50") == ["p"]
    assert slugs(client, "politiques", budget_max="100.49") == []


def test_un_montant_de_projet_est_borne(client) -> None:
    f.ProjetFactory(publie=True, slug="aide", subventionne=True)
    f.ProjetFactory(publie=True, slug="seul")
    assert slugs(client, "projets", montant_min=15000, montant_max=15000) == ["aide"]
    assert slugs(client, "projets", montant_min="15000.01") == slugs(client, "projets", montant_max=14999) == []


@pytest.mark.parametrize(("annee", "attendus"), [(2013, []), (2014, ["p", "q"]), (2020, ["p"])])
def test_annee_garde_les_politiques_en_cours(client, annee: int, attendus: list[str]) -> None:
    f.PolitiqueFactory(slug="p", debut=2014, fin=None, publie=True)
    f.PolitiqueFactory(slug="q", debut=2014, fin=2019, publie=True)
    f.PolitiqueFactory(slug="sans-date", debut=None, fin=None, publie=True)
    assert sorted(slugs(client, "politiques", annee=annee)) == attendus


@pytest.mark.parametrize(("annee", "attendus"), [(2019, []), (2020, ["p"]), (2022, ["p"]), (2023, [])])
def test_annee_garde_les_projets_en_cours(client, annee: int, attendus: list[str]) -> None:
    f.ProjetFactory(publie=True, slug="p", debut=2020, fin=2022)
    assert slugs(client, "projets", annee=annee) == attendus


@pytest.mark.parametrize("nom", ["politiques", "dispositifs", "projets", "ressources"])
def test_thematique_garde_les_fiches_qui_la_portent(client, nom: str) -> None:
    une, autre = f.ThematiqueFactory(slug="numerique"), f.ThematiqueFactory(slug="mobilite")
    for slug, thematique in (("a", une), ("b", autre)):
        FABRIQUES[nom](slug=slug).thematiques.add(thematique)
        _publier(nom, slug)
    FABRIQUES[nom](publie=True, slug="sans")
    assert slugs(client, nom, thematique="numerique") == ["a"]
    assert sorted(slugs(client, nom, thematique=["numerique", "mobilite"])) == ["a", "b"]
    assert client.get(liste(nom), {"thematique": "inconnue"}).status_code == 404


@pytest.mark.parametrize("nom", ["politiques", "dispositifs"])
def test_collectivite_garde_ce_qu_elle_porte(client, nom: str) -> None:
    sienne = FABRIQUES[nom](publie=True, slug="sienne")
    FABRIQUES[nom](publie=True, slug="autre")
    assert slugs(client, nom, collectivite=sienne.collectivite.uid) == ["sienne"]


@pytest.mark.parametrize(("cle", "valeur"), [("nature_aide", "pret"), ("mode", "indirecte"), ("instruction", "ami")])
def test_un_choix_garde_les_dispositifs_qui_l_ont(client, cle: str, valeur: str) -> None:
    f.DispositifFactory(publie=True, slug="oui", **{cle: valeur})
    f.DispositifFactory(publie=True, slug="non")
    assert slugs(client, "dispositifs", **{cle: valeur}) == ["oui"]


@pytest.mark.parametrize(
    ("le", "etat"),
    [
        ("2026-02-28", "a_venir"),
        ("2026-03-01", "ouvert"),
        ("2026-08-30", "ouvert"),
        ("2026-08-31", "ferme_bientot"),
        ("2026-09-30", "ferme_bientot"),
        ("2026-10-01", "clos"),
    ],
)
def test_l_etat_change_a_chaque_borne(client, le: str, etat: str) -> None:
    f.DispositifFactory(publie=True, slug="d", ouverture_le=OUVERTURE, cloture_le=CLOTURE)
    f.DispositifFactory(publie=True, slug="toujours", verifie=True)
    f.DispositifFactory(publie=True, slug="on-ne-sait")
    trouves = {e: slugs(client, "dispositifs", etat=e, le=le) for e in ("a_venir", "ouvert", "ferme_bientot", "clos")}
    assert trouves == {e: ["d"] if e == etat else [] for e in trouves}
    assert slugs(client, "dispositifs", etat="permanent", le=le) == ["toujours"]
    assert slugs(client, "dispositifs", etat="a_confirmer", le=le) == ["on-ne-sait"]


def test_sans_jour_l_etat_est_celui_d_aujourd_hui_et_un_jour_seul_ne_filtre_rien(client) -> None:
    f.DispositifFactory(publie=True, slug="d", ouverture_le=OUVERTURE, cloture_le=CLOTURE)
    with time_machine.travel(dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)):
        assert slugs(client, "dispositifs", etat="clos") == ["d"]
    assert slugs(client, "dispositifs", le="2020-01-01") == ["d"]


def test_genre_garde_les_ressources_qui_l_ont(client) -> None:
    f.RessourceFactory(publie=True, slug="kit", genre="kit")
    f.RessourceFactory(publie=True, slug="article")
    assert slugs(client, "ressources", genre="kit") == ["kit"]


@pytest.mark.parametrize(
    ("tri", "attendus"),
    [("-population", ["c", "a", "b", "nulle"]), ("population", ["a", "b", "c", "nulle"])],
)
def test_un_tri_met_l_inconnu_a_la_fin_et_departage_toujours_pareil(client, tri: str, attendus: list[str]) -> None:
    for rang, (slug, population) in enumerate((("b", 10), ("a", 10), ("nulle", None), ("c", 20))):
        uid = uuid.UUID(int=rang if slug != "b" else 10)  # the public identifier breaks the ties
        f.CollectiviteFactory(publie=True, slug=slug, population=population, uid=uid)
    assert slugs(client, "collectivites", tri=tri) == attendus


def test_les_autres_tris_suivent_leur_colonne(client) -> None:
    f.DispositifFactory(publie=True, slug="tard", titre="A", cloture_le=dt.date(2027, 1, 1))
    f.DispositifFactory(publie=True, slug="tot", titre="B", cloture_le=dt.date(2026, 1, 1))
    f.DispositifFactory(publie=True, slug="jamais", titre="É")
    assert slugs(client, "dispositifs", tri="cloture_le") == ["tot", "tard", "jamais"]
    assert slugs(client, "dispositifs", tri="titre") == ["tard", "tot", "jamais"]
    assert slugs(client, "dispositifs", tri="-modifiee_le") == ["jamais", "tot", "tard"]


def test_la_recherche_porte_sur_toutes_les_natures_et_se_limite(client) -> None:
    f.CollectiviteFactory(publie=True, nom="Pays de Sapience")
    f.ProjetFactory(publie=True, nom="Café de Sapience")
    f.ProjetFactory(nom="Brouillon de Sapience")
    tous = client.get(liste("recherche"), {"q": "sapience"}).json()
    assert {r["nature"] for r in tous["resultats"]} == {"collectivite", "projet"}
    assert tous["total"] == 2
    assert client.get(liste("recherche"), {"q": "sapience", "nature": "projet"}).json()["total"] == 1


@pytest.mark.parametrize("parametres", [{}, {"q": "  "}])
def test_la_recherche_demande_ce_que_l_on_cherche(client, parametres: dict[str, str]) -> None:
    reponse = client.get(liste("recherche"), parametres)
    assert reponse.status_code == 400
    assert reponse.json()["errors"][0]["parametre"] == "q"


def _publier(nom: str, slug: str) -> None:
    from publication.actions import publier

    fiche = FABRIQUES[nom]._meta.model.objects.get(slug=slug)
    par = f.UtilisateurFactory()
    if nom in {"politiques", "dispositifs"}:
        publier(fiche=fiche.collectivite, par=par)
    publier(fiche=fiche, par=par)
