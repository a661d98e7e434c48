"""What administrators do to the accounts of others."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core import mail
from django.test import Client

from collectivites.models import Utilisateur
from tests.admin.conftest import adresse, donnees_du_formulaire
from tests.comptes.conftest import MOT_DE_PASSE, avec_mot_de_passe, code_totp, se_connecter

pytestmark = pytest.mark.django_db


@pytest.fixture
def direction(redactrice) -> Client:
    client = Client()
    client.force_login(avec_mot_de_passe(administration=True, username="direction"))
    return client


def test_retirer_le_second_facteur_ferme_les_sessions_et_dit_qui(client, redactrice, secret, direction) -> None:
    se_connecter(client, redactrice)
    client.post("/compte/second-facteur/authenticate/", {"code": code_totp(secret)})
    assert client.get("/compte/").status_code == 200
    choix = {"action": "sans_second_facteur", "_selected_action": [redactrice.pk]}
    reponse = direction.post(adresse(Utilisateur, "changelist"), choix, follow=True)
    assert "Second facteur retiré" in reponse.content.decode()
    assert not Authenticator.objects.exists()
    assert client.get("/compte/").status_code == 302
    derniere = redactrice.history.first()
    assert (derniere.history_user.username, derniere.history_change_reason) == ("direction", "second facteur retiré")


def test_redaction_ne_retire_le_second_facteur_de_personne(client, redactrice, secret) -> None:
    client.force_login(avec_mot_de_passe(redaction=True))
    choix = {"action": "sans_second_facteur", "_selected_action": [redactrice.pk]}
    assert client.post(adresse(Utilisateur, "changelist"), choix).status_code == 403
    assert Authenticator.objects.exists()


def test_ancienne_adresse_n_ouvre_plus_le_compte(client, redactrice, direction) -> None:
    ancienne = redactrice.email
    EmailAddress.objects.create(user=redactrice, email=ancienne, primary=True, verified=True)
    url = adresse(Utilisateur, "change", redactrice.pk)
    envoi = direction.post(url, donnees_du_formulaire(direction.get(url), email="nouvelle@example.org"))
    assert envoi.status_code == 302
    Client().post("/compte/mot-de-passe/oublie/", {"email": ancienne})
    assert "Aucun compte ne la porte" in mail.outbox[-1].body
    nouvelle = Client().post("/compte/connexion/", {"login": "nouvelle@example.org", "password": MOT_DE_PASSE})
    assert nouvelle.url == "/admin/"


def test_administration_ne_montre_ni_secrets_ni_sessions(redactrice) -> None:
    assert not [modele for modele in admin.site._registry if modele.__module__.startswith("allauth.")]
