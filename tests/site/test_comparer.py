"""Authorities side by side."""

from __future__ import annotations

from decimal import Decimal

import pytest

from collectivites.comparaison import Rangee
from publication.actions import publier
from tests import factories as f
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db
ADRESSE = "/collectivites/comparer/"


def en_ligne(fiche):
    publier(fiche=fiche, par=f.UtilisateurFactory())
    return fiche


@pytest.fixture
def deux():
    riche = f.CollectiviteFactory(publie=True, slug="riche", type="departement", population=1000, membre=True)
    pauvre = f.CollectiviteFactory(publie=True, slug="pauvre", type="departement", population=None)
    politique = f.PolitiqueFactory(collectivite=riche, complete=True)
    politique.budgets.all().delete()
    f.BudgetFactory(politique=politique, annee=2020, total=Decimal(5000), fonctionnement=None, investissement=None)
    f.OrientationFactory.create_batch(15, politique=politique)
    en_ligne(politique)
    en_ligne(f.DispositifFactory(collectivite=riche, titre="Aide aux épiceries"))
    projet = f.ProjetFactory(resume="x")
    f.SubventionFactory(projet=projet, collectivite=riche, montant_conventionne=250)
    en_ligne(projet)
    return riche, pauvre


def rangees(reponse) -> dict[str, list[list[str]]]:
    return {rangee.libelle: rangee.cellules for partie in reponse.context["parties"] for rangee in partie.rangees}


def test_chaque_ligne_dit_ce_que_l_on_sait_de_chacune(client, deux) -> None:
    page = client.get(ADRESSE, {"c": ["riche", "pauvre"]})
    lignes = rangees(page)
    assert lignes["Type"] == [["département"], ["département"]]
    assert [
        cellule.replace("\u202f", " ").replace("\xa0", " ") for cellule in lignes["Dernier budget ESS connu"][0]
    ] == ["5 000 € (2020)"]
    assert lignes["Par habitant"] == [["5\xa0€"], []]
    assert lignes["Dispositifs"] == [["Aide aux épiceries"], []]
    assert lignes["Accordé, montants connus"] == [["250\xa0€"], []]
    assert lignes["Orientations"][0][-1].startswith("et ")
    assert "non renseigné" in texte(page)


def test_seules_les_differences_se_montrent_si_on_le_demande(client, deux) -> None:
    tout = client.get(ADRESSE, {"c": ["riche", "pauvre"]})
    seules = client.get(ADRESSE, {"c": ["riche", "pauvre"], "differences": "1"})
    assert 'scope="row">Type' in tout.content.decode()
    assert 'scope="row">Type' not in seules.content.decode()
    assert "≠" in texte(seules)
    assert "Tout montrer" in texte(seules)


def test_inconnue_brouillon_et_cinquieme_sont_dites(client, deux) -> None:
    f.CollectiviteFactory(slug="brouillon")
    page = texte(client.get(ADRESSE, {"c": ["riche", "brouillon", "lune", "\0"]}))
    assert "l’adresse « brouillon »" in page
    assert "l’adresse « lune »" in page
    for rang in range(3):
        f.CollectiviteFactory(publie=True, slug=f"autre-{rang}")
    trop = client.get(ADRESSE, {"c": ["riche", "pauvre", "autre-0", "autre-1", "autre-2"]})
    assert len(trop.context["colonnes"]) == 4
    assert "seules les quatre premières" in texte(trop)


def test_sans_collectivite_on_en_choisit_une_et_on_en_retire(client, deux) -> None:
    vide = client.get(ADRESSE)
    assert "Choisissez une première collectivité" in texte(vide)
    assert '<option value="pauvre" lang="fr">' in vide.content.decode()
    page = client.get(ADRESSE, {"c": ["riche", "pauvre"]}).content.decode()
    assert 'href="?c=pauvre"' in page


def test_comparaison_coute_autant_pour_dix_fiches_que_pour_une(cout_constant, deux) -> None:
    riche, _pauvre = deux
    cout_constant(f"{ADRESSE}?c=riche&c=pauvre", lambda: en_ligne(f.DispositifFactory(collectivite=riche)))


def test_ce_qui_n_est_pas_renseigne_n_est_pas_une_difference() -> None:
    assert not Rangee(libelle="Habitants", cellules=[["1 000"], [], ["1 000"]]).differe
    assert not Rangee(libelle="Habitants", cellules=[[], []]).differe
    assert Rangee(libelle="Habitants", cellules=[[], ["1 000"], ["2 000"]]).differe
