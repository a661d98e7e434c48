"""Webhooks in the administration: the secret shown once, a trial, the journal, a replay."""

from __future__ import annotations

import re

import pytest

from publication import sortants
from publication.actions import webhooks
from publication.chiffrement import dechiffrer
from publication.models import Livraison, Webhook
from publication.sortants import Reponse
from tests import factories as f
from tests.admin.conftest import adresse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _public(monkeypatch):
    monkeypatch.setattr(sortants, "resoudre", lambda _hote, _port: ["93.184.215.14"])


@pytest.fixture
def reponse(monkeypatch):
    """What the other side answers."""
    dite = {"statut": 200}

    def demander(_methode, url, **_autres):
        return Reponse(statut=dite["statut"], entetes={}, corps=b"<b>recu</b>", adresse=url, durable=url)

    monkeypatch.setattr(webhooks, "demander", demander)
    return dite


def test_le_secret_est_montre_une_fois(direction) -> None:
    donnees = {
        "partenaire": f.PartenaireFactory().pk,
        "url": "https://example.org/webhook",
        "natures": ["projet"],
        "est_actif": "on",
    }
    page = direction.post(adresse(Webhook, "add"), donnees)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    (secret,) = re.findall(r">(whsec_[^<]+)<", page.content.decode())
    webhook = Webhook.objects.get()
    assert (dechiffrer(webhook.secret_chiffre), webhook.natures) == (secret, ["projet"])
    for ecran in ("change", "history"):
        assert secret not in direction.get(adresse(webhook, ecran, webhook.pk)).content.decode()
    change = direction.post(adresse(webhook, "secret", webhook.pk))
    (nouveau,) = re.findall(r">(whsec_[^<]+)<", change.content.decode())
    assert nouveau != secret
    assert "Secret changé." in direction.get(adresse(webhook, "history", webhook.pk)).content.decode()


@pytest.mark.parametrize("url", ["http://example.org/", "https://127.0.0.1/", "https://localhost/"])
def test_une_adresse_interdite_est_refusee(direction, monkeypatch, url) -> None:
    monkeypatch.setattr(sortants, "resoudre", lambda _hote, _port: ["127.0.0.1"])
    donnees = {"partenaire": f.PartenaireFactory().pk, "url": url, "est_actif": "on"}
    page = direction.post(adresse(Webhook, "add"), donnees)
    assert page.context["adminform"].form.errors["url"]
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(("statut", "message"), [(204, "Essai reçu : réponse 204."), (500, "500 &lt;b&gt;recu")])
def test_un_essai_dit_aussitot_ce_qui_est_repondu(direction, reponse, statut, message) -> None:
    webhook, reponse["statut"] = f.WebhookFactory(), statut
    page = direction.post(adresse(webhook, "essayer", webhook.pk), follow=True).content.decode()
    assert message in page
    assert "<b>recu" not in page
    assert str(Livraison.objects.get()) in page
    assert direction.get(adresse(webhook, "essayer", webhook.pk)).status_code == 403
    assert direction.post(adresse(webhook, "essayer", 0)).status_code == 404


def test_recocher_actif_reprend_et_decocher_arrete(direction) -> None:
    webhook = f.WebhookFactory(natures=["projet"])
    donnees = {"url": webhook.url, "natures": ["projet", "ressource"]}
    assert direction.post(adresse(webhook, "change", webhook.pk), donnees).status_code == 302
    webhook.refresh_from_db()
    assert (webhook.est_actif, webhook.natures) == (False, ["projet", "ressource"])
    livraison = f.LivraisonFactory(webhook=webhook)
    Webhook.objects.update(arrete_le=livraison.creee_le, echoue_depuis=livraison.creee_le)
    Livraison.objects.update(statut="abandonnee", terminee_le=livraison.creee_le)
    assert "arrêté faute de réponse" in direction.get(adresse(Webhook, "changelist")).content.decode()
    direction.post(adresse(webhook, "change", webhook.pk), {**donnees, "est_actif": "on"})
    webhook.refresh_from_db()
    livraison.refresh_from_db()
    assert (webhook.est_actif, webhook.arrete_le, livraison.statut) == (True, None, "en_attente")


def test_une_livraison_se_rejoue_depuis_le_journal(direction) -> None:
    faite = f.LivraisonFactory()
    Livraison.objects.update(statut="reussie", terminee_le=faite.creee_le)
    arretee = f.LivraisonFactory(webhook__est_actif=False)
    assert "Rejouer cet envoi" in direction.get(adresse(faite, "change", faite.pk)).content.decode()
    choix = {"action": "rejouer_choisies", "_selected_action": [faite.pk, arretee.pk]}
    page = direction.post(adresse(Livraison, "changelist"), choix, follow=True).content.decode()
    assert "partira dans la minute" in page
    assert "remettez-le d’abord en marche" in page
    faite.refresh_from_db()
    assert faite.statut == "en_attente"
    detail = direction.get(adresse(faite, "change", faite.pk)).content.decode()
    assert "fiches.changees" in detail
    assert "Rejouer cet envoi" not in detail
    assert 'name="_save"' not in detail


def test_les_etats_d_un_webhook_se_lisent_dans_la_liste(direction) -> None:
    f.WebhookFactory()
    f.WebhookFactory(est_actif=False)
    f.WebhookFactory(echoue_depuis="2026-05-04T10:00:00Z", natures=["projet"])
    page = direction.get(adresse(Webhook, "changelist")).content.decode()
    for etat in ("en marche", ">arrêté<", "ne répond plus", "projet soutenu", "toutes"):
        assert etat in page
