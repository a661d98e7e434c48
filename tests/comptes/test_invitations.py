"""Invite, receive, choose a password, enter; and every link that must not work."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from collectivites.actions.invitations import InvitationImpossible, inviter
from collectivites.comptes.jetons import signer
from collectivites.models import Invitation, Utilisateur
from tests.admin.conftest import adresse
from tests.comptes.conftest import MOT_DE_PASSE, avec_mot_de_passe, se_connecter
from tests.factories import CollectiviteFactory, InvitationFactory

pytestmark = pytest.mark.django_db
REPONSE = {"first_name": "Camille", "last_name": "Exemple", "password1": MOT_DE_PASSE, "password2": MOT_DE_PASSE}


@pytest.fixture
def direction(redactrice) -> Client:
    client = Client()
    client.force_login(avec_mot_de_passe(administration=True, username="direction"))
    return client


def lien(invitation: Invitation) -> str:
    return f"/compte/invitation/{signer(invitation)}/"


def envoyer(client: Client, **champs: Any) -> Any:
    donnees = {"email": "camille@example.org", "groupe": "rédaction", "collectivite": "", **champs}
    return client.post(adresse(Invitation, "add"), donnees)


def test_inviter_un_referent_jusqu_a_ce_qu_il_entre(client, direction, django_capture_on_commit_callbacks) -> None:
    collectivite = CollectiviteFactory(nom="Communauté invitée")
    with django_capture_on_commit_callbacks(execute=True):
        envoi = envoyer(direction, groupe="référent", collectivite=collectivite.pk)
    assert envoi.status_code == 302
    message = mail.outbox[0]
    assert message.to == ["camille@example.org"]
    assert "Communauté invitée" in message.body
    chemin = re.search(r"(/compte/invitation/\S+)", message.body)
    assert chemin
    assert "Communauté invitée" in client.get(chemin[1]).content.decode()
    assert "Votre compte est ouvert" in client.post(chemin[1], REPONSE, follow=True).content.decode()
    compte = Utilisateur.objects.get(email="camille@example.org")
    assert (compte.first_name, compte.collectivite, compte.is_staff, compte.is_superuser) == (
        "Camille",
        collectivite,
        True,
        False,
    )
    assert [groupe.name for groupe in compte.groups.all()] == ["référent"]
    assert se_connecter(client, compte).url == "/admin/"
    invitation = Invitation.objects.get()
    assert (invitation.compte, invitation.envoyee_par.username) == (compte, "direction")


def test_partenaire_invite_n_entre_pas_dans_l_administration(client, db) -> None:
    client.post(lien(InvitationFactory(groupe="partenaire", email="partenaire@example.org")), REPONSE)
    assert not Utilisateur.objects.get(email="partenaire@example.org").is_staff


def test_lien_ne_sert_qu_une_fois(client, db) -> None:
    adresse_du_lien = lien(InvitationFactory())
    assert client.post(adresse_du_lien, REPONSE).status_code == 302
    assert client.get(adresse_du_lien).status_code == 410
    assert client.post(adresse_du_lien, REPONSE).status_code == 410


def test_lien_perime_au_bout_de_sept_jours(client, db) -> None:
    adresse_du_lien = lien(InvitationFactory())
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, minutes=1)):
        reponse = client.get(adresse_du_lien)
    assert reponse.status_code == 410
    assert "Cette invitation ne sert plus" in reponse.content.decode()


def test_lien_faux_est_introuvable(client, db) -> None:
    jeton = signer(InvitationFactory())
    assert client.get(f"/compte/invitation/{jeton[:-2]}xx/").status_code == 404


def test_renvoyer_remplace_le_lien(client, direction, django_capture_on_commit_callbacks) -> None:
    invitation = InvitationFactory()
    ancien = lien(invitation)
    choix = {"action": "renvoyer", "_selected_action": [invitation.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        direction.post(adresse(Invitation, "changelist"), choix)
    assert client.get(ancien).status_code == 410
    assert client.get(lien(Invitation.objects.get())).status_code == 200
    assert len(mail.outbox) == 1


def test_retirer_l_invitation_ferme_le_lien(client, direction) -> None:
    invitation = InvitationFactory()
    ancien = lien(invitation)
    direction.post(adresse(Invitation, "delete", invitation.pk), {"post": "yes"})
    assert client.get(ancien).status_code == 410


def test_referent_sans_collectivite_et_collectivite_sans_referent_sont_refuses(direction) -> None:
    for champs in ({"groupe": "référent"}, {"collectivite": CollectiviteFactory().pk}):
        reponse = envoyer(direction, **champs)
        assert "Un référent est celui d’une collectivité" in reponse.content.decode()
    assert not Invitation.objects.exists()


def test_on_n_invite_pas_qui_a_un_compte_ni_deux_fois(direction, redactrice) -> None:
    assert "Un compte porte déjà cette adresse" in envoyer(direction, email=redactrice.email).content.decode()
    assert envoyer(direction).status_code == 302
    assert "a déjà une invitation en attente" in envoyer(direction, email="Camille@Example.org").content.decode()


def test_action_refuse_ce_qui_est_accepte_ou_pris(client, redactrice) -> None:
    acceptee = InvitationFactory()
    client.post(lien(acceptee), REPONSE)
    acceptee.refresh_from_db()
    with pytest.raises(InvitationImpossible, match="déjà acceptée"):
        inviter(invitation=acceptee, par=redactrice)
    with pytest.raises(InvitationImpossible, match="un compte porte cette adresse"):
        inviter(invitation=Invitation(email=redactrice.email, groupe="rédaction"), par=redactrice)


def test_mot_de_passe_faible_ou_mal_retape_est_refuse_et_rien_n_est_perdu(client, db) -> None:
    adresse_du_lien = lien(InvitationFactory(email="camille@example.org"))
    for faible in ("court", "camille@example.org", "123456789012"):
        page = client.post(adresse_du_lien, {**REPONSE, "password1": faible, "password2": faible})
        assert page.context["form"].errors["password1"]
        assert 'value="Camille"' in page.content.decode()
    page = client.post(adresse_du_lien, {**REPONSE, "password2": "autre chose encore"})
    assert "ne sont pas les mêmes" in page.content.decode()
    assert not Utilisateur.objects.filter(email="camille@example.org").exists()


def test_redaction_n_invite_personne(client, redactrice) -> None:
    client.force_login(redactrice)
    assert envoyer(client).status_code == 403


def test_liste_dit_ce_qu_est_devenue_chaque_invitation(client, direction) -> None:
    InvitationFactory()
    InvitationFactory(envoyee_le=timezone.now() - dt.timedelta(days=8))
    acceptee = InvitationFactory()
    client.post(lien(acceptee), REPONSE)
    page = direction.get(adresse(Invitation, "changelist")).content.decode()
    for suite in ("en attente", "périmée : renvoyez-la", "acceptée : Camille Exemple"):
        assert suite in page
