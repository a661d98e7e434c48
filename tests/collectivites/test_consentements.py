"""Consents: what expires leaves every public document, once, and says so."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from collectivites.actions.consentements import expirer
from collectivites.models import Consentement
from collectivites.tasks import expirer_accords
from publication.actions import verifier
from publication.models import Publication
from tests.factories import CollectiviteFactory, ConsentementFactory, ContactFactory

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 2, 1)


@pytest.fixture
def collectivite():
    """A public authority whose contact agreed to have its address published until ``JOUR``."""
    brouillon = CollectiviteFactory()
    contact = ContactFactory(collectivite=brouillon, email="expire@example.org")
    ConsentementFactory(contact=contact, champ=Consentement.Champ.EMAIL, expire=True)
    from publication.actions import publier
    from tests.factories import UtilisateurFactory

    publier(fiche=brouillon, par=UtilisateurFactory())
    return brouillon


def document() -> str:
    return Publication.objects.get().document


def test_accord_vaut_jusqu_a_la_veille_de_son_expiration(collectivite) -> None:
    assert expirer(JOUR - dt.timedelta(days=1)) == 0
    assert "expire@example.org" in document()


def test_accord_expire_est_retire_et_le_courriel_quitte_le_document(collectivite) -> None:
    revision = Publication.objects.generation()
    assert expirer(JOUR) == 1
    assert "expire@example.org" not in document()
    assert Publication.objects.generation() == revision + 1
    accord = Consentement.objects.get()
    assert accord.retire_le == JOUR
    assert accord.history.first().history_change_reason == "Accord arrivé à expiration"
    assert list(verifier()) == []


def test_accord_deja_retire_ne_l_est_pas_deux_fois(collectivite) -> None:
    expirer(JOUR)
    assert expirer(JOUR + dt.timedelta(days=30)) == 0
    assert Consentement.objects.get().retire_le == JOUR


def test_commande_expire_et_compte(collectivite, capsys) -> None:
    call_command("expirer_accords", "--le", "2026-02-01")
    assert "1 accord(s) retiré(s)." in capsys.readouterr().out
    call_command("expirer_accords")
    assert "0 accord(s) retiré(s)." in capsys.readouterr().out


def test_commande_refuse_une_date_mal_ecrite() -> None:
    with pytest.raises(CommandError, match="AAAA-MM-JJ"):
        call_command("expirer_accords", "--le", "01/02/2026")


def test_tache_de_nuit_expire_au_jour_ou_elle_etait_due(collectivite) -> None:
    expirer_accords(int(dt.datetime(2026, 2, 1, 3, 10, tzinfo=dt.UTC).timestamp()))
    assert "expire@example.org" not in document()


@pytest.mark.parametrize("champ", Consentement.Champ.values)
def test_chaque_champ_ne_parait_qu_avec_son_accord(champ) -> None:
    collectivite = CollectiviteFactory()
    contact = ContactFactory(
        collectivite=collectivite, nom="Nomsecret", prenom="Prenomsecret", email="secret@example.org"
    )
    ConsentementFactory(contact=contact, champ=champ)
    from publication.actions.calcul import calculer

    collectivite.statut = "publiee"
    texte = calculer(collectivite).document
    presents = {
        "identite": "Nomsecret" in texte and "Prenomsecret" in texte,
        "email": "secret@example.org" in texte,
        "telephone": "61 91 00 01" in texte,
    }
    assert presents == {autre: autre == champ for autre in Consentement.Champ.values}


def test_contact_archive_ne_parait_pas_meme_avec_ses_accords() -> None:
    collectivite = CollectiviteFactory(publie=True)
    ContactFactory(collectivite=collectivite, fonction="Fonction archivée", est_archive=True, publiable=True)
    from publication.actions import synchroniser

    synchroniser([collectivite])
    assert "Fonction archivée" not in document()
