"""Log in, prove it twice, be locked out, get back in: what each step lets through and what it says."""

from __future__ import annotations

import logging
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from collectivites.models import Utilisateur
from tests.comptes.conftest import MOT_DE_PASSE, avec_mot_de_passe, code_totp, se_connecter

pytestmark = pytest.mark.django_db


@pytest.fixture
def exige(settings) -> None:
    settings.MFA_OBLIGATOIRE = True


def test_admin_envoie_a_la_connexion_puis_revient_ou_l_on_allait(client, redactrice) -> None:
    visee = reverse("admin:collectivites_collectivite_changelist")
    reponse = client.get(visee, follow=True)
    assert reponse.redirect_chain[-1][0] == f"/compte/connexion/?next={visee}"
    assert se_connecter(client, redactrice, next=visee).url == visee
    assert client.get(visee).status_code == 200


def test_on_se_connecte_par_identifiant_comme_par_adresse(client, redactrice) -> None:
    client.post("/compte/connexion/", {"login": "redactrice", "password": MOT_DE_PASSE})
    assert client.get("/compte/").status_code == 200


def test_connexion_ne_mene_jamais_ailleurs(client, redactrice) -> None:
    assert se_connecter(client, redactrice, next="https://ailleurs.example.org/").url == "/admin/"


def test_partenaire_arrive_sur_son_compte_et_l_administration_le_refuse(client, redactrice) -> None:
    assert se_connecter(client, avec_mot_de_passe(partenaire=True)).url == "/compte/"
    assert client.get("/admin/", follow=True).status_code == 403


def test_sans_second_facteur_l_equipe_n_entre_pas_et_sait_quoi_faire(client, redactrice, exige) -> None:
    se_connecter(client, redactrice)
    reponse = client.get("/admin/", follow=True)
    assert reponse.redirect_chain[-1][0] == "/compte/second-facteur/?next=%2Fadmin%2F"
    page = reponse.content.decode()
    assert "ajoutez à votre mot de passe une seconde preuve" in page
    assert "Ajouter une clé d’accès" in page
    assert "Ajouter une application de codes" in page


def test_inscrire_une_application_ouvre_l_administration_et_donne_des_codes(client, redactrice, exige) -> None:
    se_connecter(client, redactrice)
    confirmation = client.get("/compte/second-facteur/totp/activate/")
    client.post(confirmation.url, {"password": MOT_DE_PASSE})
    client.get("/compte/second-facteur/totp/activate/")
    code = code_totp(client.session["mfa.totp.secret"])
    reponse = client.post("/compte/second-facteur/totp/activate/", {"code": code}, follow=True)
    assert len(re.findall(r"<li>[0-9a-z-]{8,}</li>", reponse.content.decode())) == 10
    assert client.get("/admin/").status_code == 200


def test_second_facteur_est_demande_a_la_connexion(client, redactrice, secret, exige) -> None:
    assert se_connecter(client, redactrice).url.startswith("/compte/second-facteur/authenticate/")
    assert client.get("/admin/").status_code == 302
    refus = client.post("/compte/second-facteur/authenticate/", {"code": "000000x"})
    assert refus.status_code == 200
    assert client.get("/admin/").status_code == 302
    client.post("/compte/second-facteur/authenticate/", {"code": code_totp(secret)})
    assert client.get("/admin/").status_code == 200


def test_session_d_avant_l_inscription_doit_prouver_elle_aussi(client, redactrice, exige) -> None:
    """A thief's session, opened with the password alone, gains nothing from its owner's second factor."""
    se_connecter(client, redactrice)
    Authenticator.objects.create(user=redactrice, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    reponse = client.get("/admin/", follow=True)
    assert reponse.redirect_chain[-1][0] == "/compte/second-facteur/reauthenticate/?next=%2Fadmin%2F"
    client.post("/compte/second-facteur/reauthenticate/", {"code": code_totp("JBSWY3DPEHPK3PXP")})
    assert client.get("/admin/").status_code == 200


def test_sans_exigence_l_administration_s_ouvre_et_le_dit(client, redactrice) -> None:
    se_connecter(client, redactrice)
    assert "MFA_OBLIGATOIRE=false" in client.get("/admin/").content.decode()


def test_avec_exigence_l_administration_n_en_dit_rien(client, redactrice, secret, exige) -> None:
    se_connecter(client, redactrice)
    client.post("/compte/second-facteur/authenticate/", {"code": code_totp(secret)})
    assert "MFA_OBLIGATOIRE" not in client.get("/admin/").content.decode()


def test_cinq_essais_manques_ferment_le_compte_et_le_disent(client, redactrice) -> None:
    for _ in range(5):
        page = se_connecter(client, redactrice, "un autre mot de passe").content.decode()
        assert "n’est pas le bon" in page
    page = se_connecter(client, redactrice).content.decode()
    assert "ce compte est fermé pendant cinq minutes" in page
    assert client.get("/compte/").status_code == 302


def test_compte_inconnu_et_mauvais_mot_de_passe_recoivent_la_meme_reponse(client, redactrice) -> None:
    connu = se_connecter(client, redactrice, "un autre mot de passe").context["form"].errors
    inconnu = client.post("/compte/connexion/", {"login": "personne@example.org", "password": "x"})
    assert inconnu.context["form"].errors == connu


def test_trop_de_demandes_repondent_429_en_francais(client, db) -> None:
    for _ in range(31):
        reponse = client.post("/compte/connexion/")
    assert reponse.status_code == 429
    assert "Attendez quelques minutes" in reponse.content.decode()


def test_mot_de_passe_oublie_se_retrouve_par_courriel(client, redactrice) -> None:
    client.post("/compte/mot-de-passe/oublie/", {"email": redactrice.email})
    lien = re.search(r"https?://testserver(\S+)", mail.outbox[0].body)
    assert lien
    page = client.get(lien[1], follow=True)
    nouveau = "cerises abricots et myrtilles"
    faible = client.post(page.request["PATH_INFO"], {"password1": "court", "password2": "court"})
    assert "12" in str(faible.context["form"].errors)
    client.post(page.request["PATH_INFO"], {"password1": nouveau, "password2": nouveau})
    assert se_connecter(client, redactrice, nouveau).url == "/admin/"
    assert "Ce lien ne sert plus" in client.get(lien[1], follow=True).content.decode()


def test_adresse_inconnue_recoit_une_explication_et_la_page_dit_la_meme_chose(client, redactrice) -> None:
    connue = client.post("/compte/mot-de-passe/oublie/", {"email": redactrice.email})
    inconnue = client.post("/compte/mot-de-passe/oublie/", {"email": "personne@example.org"})
    assert connue.url == inconnue.url
    assert "Aucun compte ne la porte" in mail.outbox[1].body
    assert "http" not in mail.outbox[1].body.split("--")[0]


def test_personne_ne_s_inscrit_sans_invitation(client, db) -> None:
    donnees = {"email": "personne@example.org", "username": "personne", "password1": MOT_DE_PASSE}
    assert "Les comptes s’ouvrent sur invitation" in client.post("/compte/inscription/", donnees).content.decode()
    assert not Utilisateur.objects.exists()
    assert client.get("/compte/second-facteur/webauthn/signup/").status_code == 404


def test_aucun_mot_de_passe_dans_un_journal(client, redactrice, secret, caplog, capsys) -> None:
    caplog.set_level(logging.DEBUG)
    se_connecter(client, redactrice, "mot-de-passe-faux")
    se_connecter(client, redactrice)
    client.post("/compte/second-facteur/authenticate/", {"code": code_totp(secret)})
    donnees = {"oldpassword": MOT_DE_PASSE, "password1": "un tout nouveau mot", "password2": "un tout nouveau mot"}
    client.post("/compte/mot-de-passe/", donnees)
    redactrice.refresh_from_db()
    assert redactrice.check_password("un tout nouveau mot")
    assert mail.outbox[-1].subject == "Votre mot de passe a été changé"
    dit = caplog.text + "".join(capsys.readouterr())
    for mot_de_passe in ("mot-de-passe-faux", MOT_DE_PASSE, "un tout nouveau mot", secret):
        assert mot_de_passe not in dit
