"""How complete a sheet is, and what is missing, per nature."""

from __future__ import annotations

import pytest

from publication.models import Attendu, attendre, completude
from publication.natures import registre
from tests.factories import (
    BudgetFactory,
    CollectiviteFactory,
    ContactFactory,
    DispositifFactory,
    PolitiqueFactory,
    ProjetFactory,
    RessourceFactory,
    ThematiqueFactory,
)

ATTENDUS = attendre(resume=3, budgets=2, source__source_url=1)


def test_rien_de_rempli_vaut_zero_et_tout_manque_le_plus_lourd_d_abord() -> None:
    etat = completude(ATTENDUS, [])
    assert etat.score == 0
    assert [manquant.champs for manquant in etat.manquants] == [("resume",), ("budgets",), ("source", "source_url")]


def test_un_seul_de_plusieurs_champs_suffit() -> None:
    etat = completude(ATTENDUS, {"resume", "source_url"})
    assert (etat.score, [manquant.champ for manquant in etat.manquants]) == (66, ["budgets"])


def test_tout_rempli_vaut_cent_meme_quand_rien_n_est_attendu() -> None:
    assert completude(ATTENDUS, {"resume", "budgets", "source"}).score == 100
    assert completude([], []).score == 100


@pytest.mark.parametrize("modele", [inscription.modele for inscription in registre], ids=lambda modele: modele.__name__)
def test_ce_qui_est_attendu_de_chaque_nature_existe(modele) -> None:
    assert modele.attendus
    for attendu in modele.attendus:
        for nom in attendu.champs:
            assert modele._meta.get_field(nom)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fabrique", [CollectiviteFactory, PolitiqueFactory, DispositifFactory, ProjetFactory, RessourceFactory]
)
def test_completude_coute_une_requete_au_plus(fabrique, django_assert_max_num_queries) -> None:
    fiche = fabrique()
    with django_assert_max_num_queries(1):
        assert 0 <= fiche.completude().score < 100


@pytest.mark.django_db
def test_completude_voit_les_parties_et_les_choix() -> None:
    politique = PolitiqueFactory(resume="Un résumé.")
    vides = {manquant.champ for manquant in politique.completude().manquants}
    assert {"budgets", "thematiques", "contacts"} <= vides
    assert "resume" not in vides
    BudgetFactory(politique=politique)
    politique.thematiques.add(ThematiqueFactory())
    politique.contacts.add(ContactFactory(collectivite=politique.collectivite))
    assert vides - {manquant.champ for manquant in politique.completude().manquants} == {
        "budgets",
        "thematiques",
        "contacts",
    }


@pytest.mark.django_db
def test_une_valeur_qui_ne_dit_rien_ne_compte_pas() -> None:
    collectivite = CollectiviteFactory()
    attendu = Attendu(("connaissance_politique",), 2, sauf="inconnue")
    assert attendu in collectivite.completude().manquants
    collectivite.connaissance_politique = "aucune"
    assert attendu not in collectivite.completude().manquants
