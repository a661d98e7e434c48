"""Lists of the administration count as far as it is useful, and read the values of their filters from indexes."""

from __future__ import annotations

from itertools import count

import pytest
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR

from collectivites.models import Collectivite
from programmes.models import ChiffreCle, Projet, Subvention
from publication.admin import grandes_listes
from publication.models.distinctes import valeurs_distinctes
from tests import factories as f
from tests.admin.conftest import adresse
from tests.admin.lots import proposer

pytestmark = pytest.mark.django_db


@pytest.fixture
def bornes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts stop at four rows, those of searches at two; pages hold two."""
    from django.contrib import admin

    monkeypatch.setattr(grandes_listes, "LIGNES_COMPTEES", 4)
    monkeypatch.setattr(grandes_listes, "TROUVEES_COMPTEES", 2)
    monkeypatch.setattr(admin.site._registry[Collectivite], "list_per_page", 2)


def creer(nombre: int) -> None:
    for rang in range(nombre):
        f.CollectiviteFactory(nom=f"Pays {rang}")


def test_une_liste_courte_dit_combien_de_lignes_elle_a(bureau, bornes) -> None:
    creer(4)
    page = bureau.get(adresse(Collectivite, "changelist"))
    assert page.context["cl"].result_count == 4
    assert "4 collectivités" in page.content.decode()


@pytest.mark.parametrize(("recherche", "borne"), [("", "4"), ("pays", "2")])
def test_une_liste_longue_dit_seulement_qu_elle_depasse_la_borne(bureau, bornes, recherche, borne) -> None:
    creer(9)
    page = bureau.get(adresse(Collectivite, "changelist"), {SEARCH_VAR: recherche} if recherche else {})
    texte = " ".join(page.content.decode().split())
    assert f"plus de {borne} collectivités" in texte
    assert f"Sélectionner toute la liste (plus de {borne})" in texte
    assert ("plus de 2 résultats" in texte) is bool(recherche)


def test_on_va_de_page_en_page_jusqu_a_la_derniere_ligne(bureau, bornes) -> None:
    creer(9)
    lus: list[str] = []
    for numero in count(1):
        affichee = bureau.get(adresse(Collectivite, "changelist"), {PAGE_VAR: numero}).context["cl"]
        lus += [str(fiche) for fiche in affichee.result_list]
        if numero == affichee.paginator.num_pages:
            break
    assert lus == [f"Pays {rang}" for rang in range(9)]
    assert numero == 5


@pytest.mark.parametrize(("page", "statut"), [("0", 302), ("x", 200), ("9" * 30, 302)])
def test_une_page_qui_n_existe_pas_ramene_a_la_liste(bureau, bornes, page, statut) -> None:
    creer(3)
    assert bureau.get(adresse(Collectivite, "changelist"), {PAGE_VAR: page}).status_code == statut


def test_toute_une_liste_longue_se_choisit(bureau, bornes) -> None:
    creer(9)
    une = Collectivite.objects.all()[0]
    page = proposer(bureau, "faire_relire", une, select_across="1")
    assert len(page.context["choisis"].split(",")) == 9


def test_un_choix_propose_une_suite_sans_tout_compter(bureau) -> None:
    creer(25)
    f.PolitiqueFactory()
    demande = {"app_label": "programmes", "model_name": "politique", "field_name": "collectivite", "term": "pays"}
    premiere = bureau.get("/admin/autocomplete/", demande).json()
    assert (len(premiere["results"]), premiere["pagination"]) == (20, {"more": True})
    seconde = bureau.get("/admin/autocomplete/", {**demande, "page": "2"}).json()
    assert (len(seconde["results"]), seconde["pagination"]) == (5, {"more": False})


def test_les_valeurs_d_une_colonne_se_lisent_dans_l_ordre_les_inconnues_a_la_fin() -> None:
    champ = Projet._meta.get_field("debut")
    assert valeurs_distinctes(champ) == []
    for debut in (2021, None, 1999, 2021, 2020):
        f.ProjetFactory(debut=debut)
    assert valeurs_distinctes(champ) == [1999, 2020, 2021, None]
    f.ChiffreCleFactory(unite="t")
    f.ChiffreCleFactory(unite="emplois")
    assert valeurs_distinctes(ChiffreCle._meta.get_field("unite")) == ["emplois", "t"]


def test_le_filtre_des_annees_montre_celles_qui_servent_et_choisit(bureau) -> None:
    f.SubventionFactory(annee=2019)
    f.SubventionFactory(annee=2023)
    page = bureau.get(adresse(Subvention, "changelist"), {"annee": "2019"})
    (filtre,) = [filtre for filtre in page.context["cl"].filter_specs if filtre.title == "année"]
    choix = list(filtre.choices(page.context["cl"]))
    assert [c["display"] for c in choix] == ["Tout", "2019", "2023"]
    assert [c["selected"] for c in choix] == [False, True, False]
    assert page.context["cl"].result_count == 1


def test_le_filtre_des_annees_d_un_referent_reste_dans_son_perimetre(client, groupes) -> None:
    compte = f.UtilisateurFactory(referent=True)
    client.force_login(compte)
    f.SubventionFactory(annee=2019, collectivite=compte.collectivite)
    f.SubventionFactory(annee=2023)
    page = client.get(adresse(Subvention, "changelist"))
    (filtre,) = [filtre for filtre in page.context["cl"].filter_specs if filtre.title == "année"]
    assert [c["display"] for c in filtre.choices(page.context["cl"])] == ["Tout", "2019"]
