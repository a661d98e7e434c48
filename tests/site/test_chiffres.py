"""What the network does, in numbers that say what they count."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
import time_machine

from programmes.chiffres import FABRIQUES
from publication.actions import publier
from tests import factories as f
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db


def en_ligne(fiche):
    publier(fiche=fiche, par=f.UtilisateurFactory())
    return fiche


def lignes(client, nom: str) -> list[list[str]]:
    reponse = client.get(f"/chiffres/{nom}.csv")
    assert reponse.status_code == 200
    return list(csv.reader(io.StringIO(reponse.content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def reseau():
    """Two departments with policies over several years, a region without, a draft that must not count."""
    for population, montants in ((10, {2018: 100, 2020: 300}), (20, {2019: 50})):
        collectivite = f.CollectiviteFactory(
            publie=True, type="departement", population=population, connaissance_politique="connue"
        )
        politique = f.PolitiqueFactory(collectivite=collectivite)
        for annee, total in montants.items():
            budget = {"total": Decimal(total), "fonctionnement": None, "investissement": None}
            f.BudgetFactory(politique=politique, annee=annee, **budget)
            f.EffectifFactory(politique=politique, annee=annee, etp=Decimal(total) / 100)
        en_ligne(politique)
    f.CollectiviteFactory(publie=True, type="region", connaissance_politique="aucune")
    f.CollectiviteFactory(type="region", connaissance_politique="connue")
    f.PolitiqueFactory(complete=True)


def test_budgets_et_equipes_sont_les_derniers_connus(client, reseau) -> None:
    assert lignes(client, "budgets-par-type") == [["Type (politiques)", "Budget"], ["Département (2)", "350,00"]]
    assert lignes(client, "equipes-par-type")[1] == ["Département (2)", "3,50"]
    assert len(lignes(client, "budgets-par-region")) == len(lignes(client, "equipes-par-region")) == 3


def test_dispositifs_se_comptent_par_nature_instruction_et_theme(client) -> None:
    theme = f.ThematiqueFactory(nom="Mobilité", parente=f.ThematiqueFactory(nom="Services"))
    for nature in ("pret", "pret", "bourse"):
        dispositif = f.DispositifFactory(nature_aide=nature, instruction="ami")
        dispositif.thematiques.add(theme)
        en_ligne(dispositif.collectivite)
        en_ligne(dispositif)
    f.DispositifFactory(nature_aide="garantie")
    assert lignes(client, "dispositifs-par-nature")[1:] == [["Prêt", "2"], ["Bourse", "1"]]
    assert lignes(client, "dispositifs-par-instruction")[1:] == [["Appel à manifestation d’intérêt", "3"]]
    assert sorted(lignes(client, "dispositifs-par-theme")[1:]) == [["Mobilité", "3"], ["Services", "3"]]


def test_subventions_comptent_ce_qui_est_public_et_connu(client) -> None:
    collectivite = f.CollectiviteFactory(publie=True)
    projet = f.ProjetFactory(resume="x")
    communs = {"projet": projet, "collectivite": collectivite, "date_convention": None}
    f.SubventionFactory(**communs, annee=2019, montant_conventionne=1000, pourcentage=Decimal("0.5"))
    f.SubventionFactory(**communs, annee=2019, montant_conventionne=None, montant_vote=None)
    f.SubventionFactory(**communs, annee=None, montant_conventionne=10)
    f.SubventionFactory(projet=projet, annee=2019, montant_conventionne=99)
    en_ligne(projet)
    assert lignes(client, "subventions-par-annee")[1:] == [["2019 (2)", "500,00"], ["année inconnue (1)", "10,00"]]


@time_machine.travel("2026-06-15 12:00:00+02:00")
def test_adherentes_sont_celles_de_chaque_annee(client) -> None:
    partie = f.CollectiviteFactory(publie=True)
    f.AdhesionFactory(collectivite=partie, debut=2023, fin=2024)
    f.AdhesionFactory(collectivite=f.CollectiviteFactory(publie=True), debut=2024, fin=None)
    f.AdhesionFactory(debut=2023, fin=None)
    assert lignes(client, "adhesions-par-annee")[1:] == [["2023", "1"], ["2024", "2"], ["2025", "1"], ["2026", "1"]]


def test_connaissance_separe_les_trois_cas(client, reseau) -> None:
    entete, *rangees = lignes(client, "connaissance-par-type")
    assert entete[1:] == ["Politique connue", "Vérifié : aucune politique", "Pas encore demandé"]
    assert rangees == [["Département", "2", "0", "0"], ["Région", "0", "1", "0"]]
    assert len(lignes(client, "connaissance-par-region")) == 4
    assert lignes(client, "verification")[1:] == [
        ["Vérifiée et à jour", "0"],
        ["À revoir", "0"],
        ["Jamais vérifiée", "3"],
    ]


def test_page_montre_chaque_dessin_avec_sa_definition_et_son_fichier(client, reseau) -> None:
    page = client.get("/chiffres/")
    for nom in ("budgets-par-type", "connaissance-par-region", "verification"):
        assert f'href="/chiffres/{nom}.csv"' in page.content.decode()
    assert "Repose sur 2 politiques" in texte(page)
    assert "« Pas encore demandé » n’est pas « aucune politique »" in texte(page)


def test_repertoire_vide_le_dit_et_fichier_inconnu_repond_404(client) -> None:
    assert "Aucune donnée publiée pour l’instant" in texte(client.get("/chiffres/"))
    assert client.get("/chiffres/lune.csv").status_code == 404
    for nom in FABRIQUES:
        assert lignes(client, nom)


def test_chiffres_coutent_autant_pour_dix_fiches_que_pour_une(cout_constant) -> None:
    cout_constant("/chiffres/", lambda: f.PolitiqueFactory(publie=True, complete=True))
