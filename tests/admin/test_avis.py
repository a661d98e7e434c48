"""Staff tell a person before publication; referents do not."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from collectivites.models import Avis
from tests import factories as f
from tests.admin.conftest import adresse

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return f.ContactFactory(email="camille@example.org")


def test_un_avis_part_et_entre_au_journal(bureau, contact, redactrice, django_capture_on_commit_callbacks) -> None:
    page = adresse(contact, "avis", contact.pk)
    assert page in bureau.get(adresse(contact, "change", contact.pk)).content.decode()
    assert "non publié" in bureau.get(page).content.decode()
    envoi = {"champs": ["identite", "email"], "base_legale": "interet_public", "langue": "fr"}
    with django_capture_on_commit_callbacks(execute=True):
        bureau.post(page, envoi)
    avis = Avis.objects.get()
    assert (avis.champs, avis.envoye_par, len(mail.outbox)) == (["identite", "email"], redactrice, 1)
    assert "prénom et nom, courriel" in bureau.get(page).content.decode()
    assert "en attente" in bureau.get(adresse(Avis, "changelist")).content.decode()
    assert "déjà parti" in bureau.post(page, envoi).content.decode()


@pytest.mark.parametrize(
    ("champs", "raison"),
    [({}, "Rien n’est parti"), ({"champs": ["email"], "base_legale": "consentement"}, "Sélectionnez un choix valide")],
)
def test_un_formulaire_incomplet_dit_ce_qui_manque(bureau, contact, champs, raison) -> None:
    reponse = bureau.post(adresse(contact, "avis", contact.pk), {"langue": "fr", **champs})
    assert raison in reponse.content.decode()
    assert not Avis.objects.exists()


def test_une_panne_du_courriel_se_dit(bureau, contact, monkeypatch, django_capture_on_commit_callbacks) -> None:
    def refuser(*_args):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuser)
    envoi = {"champs": ["email"], "base_legale": "interet_public", "langue": "fr"}
    page = adresse(contact, "avis", contact.pk)
    with django_capture_on_commit_callbacks(execute=True):
        bureau.post(page, envoi)
    assert "non parti" in bureau.get(page).content.decode()


def test_une_opposition_se_voit_et_ferme_le_formulaire(bureau, contact) -> None:
    type(contact).objects.filter(pk=contact.pk).update(oppose_le="2026-05-04")
    page = bureau.get(adresse(contact, "avis", contact.pk)).content.decode()
    assert "s’est opposée le 4 mai 2026" in page
    assert "Envoyer l’avis" not in page


def test_un_referent_ne_previent_personne(client, groupes, contact) -> None:
    client.force_login(f.UtilisateurFactory(referent=True, collectivite=contact.collectivite))
    page = adresse(contact, "avis", contact.pk)
    assert page not in client.get(adresse(contact, "change", contact.pk)).content.decode()
    assert client.get(page).status_code == 403
    assert client.post(page, {"champs": ["email"], "base_legale": "interet_public"}).status_code == 403


def test_un_contact_inconnu_n_a_pas_de_page(bureau, contact) -> None:
    assert bureau.get(adresse(contact, "avis", contact.pk + 1)).status_code == 404
