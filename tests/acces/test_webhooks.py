"""Webhooks: what changed is told, signed, to public addresses alone, until it is received or given up."""

from __future__ import annotations

import datetime as dt
import json
import runpy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from publication import sortants
from publication.actions import publier, retirer, webhooks
from publication.actions.webhooks import (
    LivraisonImpossible,
    attente,
    changer_le_secret,
    essayer,
    livrer,
    preparer_livraisons,
    purger_le_journal,
    rejouer,
    reprendre,
)
from publication.chiffrement import SecretIllisible, chiffrer, dechiffrer
from publication.models import Livraison, Publication, Webhook
from publication.sortants import Panne, Reponse, SansReponse
from publication.tasks import prevenir_les_webhooks
from tests import factories as f

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
EXEMPLES = DOCS.parent / "static/exemples"
verifier = runpy.run_path(str(EXEMPLES / "verifier-un-webhook.py"))["verifier"]
PRIVEES = ("10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.1.1", "::1", "fd00::1", "::ffff:10.0.0.1")


@dataclass
class Partenaire:
    """The other side: it keeps what it receives, and answers what it is told to."""

    statut: int | None = 200
    recues: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def demander(self, methode: str, adresse: str, *, corps: bytes, entetes: Any, **_autres: Any) -> Reponse:
        assert methode == "POST"
        self.recues.append((entetes, corps))
        if self.statut is None:
            raise SansReponse(Panne.DELAI)
        return Reponse(statut=self.statut, entetes={}, corps=b"recu\x00", adresse=adresse, durable=adresse)

    def dits(self) -> list[dict[str, Any]]:
        return [json.loads(corps) for _entetes, corps in self.recues]


@pytest.fixture
def partenaire(monkeypatch) -> Partenaire:
    autre = Partenaire()
    monkeypatch.setattr(webhooks, "demander", autre.demander)
    return autre


def tourner() -> None:
    """A minute of the worker."""
    preparer_livraisons(maintenant=timezone.now())
    for cle in Livraison.objects.a_envoyer(le=timezone.now()).values_list("pk", flat=True):
        livrer(cle=cle)


def test_une_minute_de_changements_part_en_un_envoi_signe_sans_contenu(partenaire) -> None:
    ancienne = f.ProjetFactory(publie=True)
    f.WebhookFactory()
    depart = Publication.objects.generation()
    nouvelle = f.ProjetFactory(publie=True, nom="Nom public")
    heritiere = f.CollectiviteFactory(publie=True)
    fusionnee = f.CollectiviteFactory(publie=True, remplacee_par=heritiere)
    par = f.UtilisateurFactory()
    retirer(fiche=ancienne, motif="Fini.", par=par)
    retirer(fiche=fusionnee, motif="Fusion.", par=par)
    f.ProjetFactory()
    tourner()
    ((entetes, corps),) = partenaire.recues
    dit = json.loads(corps)
    assert dit["type"] == "fiches.changees"
    assert (dit["data"]["depuis"], dit["data"]["revision"]) == (depart, Publication.objects.generation())
    assert dit["data"]["a_lire"] == f"/api/v1/changements/?depuis={depart}"
    vus = {change["uid"]: (change["nature"], change["etat"]) for change in dit["data"]["changements"]}
    assert vus == {
        str(nouvelle.uid): ("projet", "publique"),
        str(heritiere.uid): ("collectivite", "publique"),
        str(ancienne.uid): ("projet", "retiree"),
        str(fusionnee.uid): ("collectivite", "remplacee"),
    }
    assert "Nom public" not in corps.decode()
    assert "Fini." not in corps.decode()
    livraison = Livraison.objects.get()
    assert (livraison.statut, livraison.code, livraison.nombre, livraison.reponse) == ("reussie", 200, 4, "recu")
    assert entetes["Webhook-Id"] == str(livraison.uid)
    tourner()
    assert len(partenaire.recues) == 1


def test_les_adresses_dites_repondent_et_a_lire_donne_les_memes_changements(partenaire, client) -> None:
    f.WebhookFactory()
    f.PolitiqueFactory(publie=True)
    tourner()
    donnees = partenaire.dits()[0]["data"]
    assert {client.get(change["url"]).status_code for change in donnees["changements"]} == {200}
    lus = client.get(donnees["a_lire"]).json()
    assert [c["uid"] for c in lus["changements"]] == [c["uid"] for c in donnees["changements"]]
    assert lus["curseur"] == donnees["revision"]


def test_l_exemple_de_la_documentation_verifie_la_signature(partenaire) -> None:
    webhook = f.WebhookFactory()
    f.ProjetFactory(publie=True)
    tourner()
    ((entetes, corps),) = partenaire.recues
    assert webhook.secret.startswith("whsec_")
    assert verifier(webhook.secret, entetes, corps)
    assert not verifier(webhook.secret, entetes, corps + b" ")
    assert not verifier("whsec_" + "A" * 43 + "=", entetes, corps)
    assert not verifier(webhook.secret, {**entetes, "Webhook-Id": "autre"}, corps)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=6), tick=False):
        assert not verifier(webhook.secret, entetes, corps)


def test_la_signature_est_celle_du_vecteur_de_la_specification() -> None:
    """Vector of the reference libraries of Standard Webhooks."""
    from publication.webhooks.signature import signer

    signature = signer(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        identifiant="msg_p5jXN8AQM9LWM0D4loKWxJek",
        instant=1614265330,
        corps=b'{"test": 2432232314}',
    )
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_le_json_montre_a_la_forme_de_l_envoi(partenaire) -> None:
    montre = json.loads((DOCS / "webhooks.md").read_text().split("```json\n")[1].split("```")[0])
    f.WebhookFactory()
    f.ProjetFactory(publie=True)
    tourner()
    recu = partenaire.dits()[0]
    assert (list(recu), list(recu["data"])) == (list(montre), list(montre["data"]))
    assert {*recu["data"]["changements"][0]} == {*montre["data"]["changements"][0]}


def test_seules_les_natures_suivies_sont_dites(partenaire) -> None:
    f.WebhookFactory(natures=["dispositif"])
    f.ProjetFactory(publie=True)
    tourner()
    assert partenaire.recues == []
    f.DispositifFactory(publie=True)
    tourner()
    (dit,) = partenaire.dits()
    assert {change["nature"] for change in dit["data"]["changements"]} == {"dispositif"}
    assert Webhook.objects.get().derniere_revision == Publication.objects.generation()


def test_beaucoup_de_changements_font_plusieurs_envois_qui_se_suivent(partenaire, monkeypatch) -> None:
    monkeypatch.setattr(webhooks, "PAR_LIVRAISON", 2)
    monkeypatch.setattr(webhooks, "LIVRAISONS_A_LA_FOIS", 2)
    f.WebhookFactory()
    depart = Publication.objects.generation()
    projets = [f.ProjetFactory(publie=True) for _ in range(5)]
    tourner()
    tourner()
    dits = [dit["data"] for dit in partenaire.dits()]
    assert [len(dit["changements"]) for dit in dits] == [2, 2, 1]
    assert [dit["depuis"] for dit in dits] == [depart, *(dit["revision"] for dit in dits[:-1])]
    assert [c["uid"] for dit in dits for c in dit["changements"]] == [str(projet.uid) for projet in projets]


def test_un_echec_est_retente_plus_tard_sous_le_meme_identifiant_et_le_reste_attend(partenaire) -> None:
    webhook = f.WebhookFactory()
    partenaire.statut = 500
    maintenant = timezone.now()
    with time_machine.travel(maintenant, tick=False):
        f.ProjetFactory(publie=True)
        tourner()
        livraison = Livraison.objects.get()
        assert (livraison.statut, livraison.code, livraison.tentatives) == ("en_attente", 500, 1)
        assert dt.timedelta(seconds=48) <= livraison.prochaine_le - maintenant <= dt.timedelta(seconds=72)
        f.ProjetFactory(publie=True)
        tourner()
        assert len(partenaire.recues) == 1
    partenaire.statut = 204
    with time_machine.travel(maintenant + dt.timedelta(seconds=80), tick=False):
        tourner()
        tourner()
    ids = [entetes["Webhook-Id"] for entetes, _corps in partenaire.recues]
    instants = [entetes["Webhook-Timestamp"] for entetes, _corps in partenaire.recues]
    assert ids[0] == ids[1] != ids[2]
    assert instants[0] != instants[1]
    webhook.refresh_from_db()
    assert webhook.echoue_depuis is None
    assert webhook.derniere_revision == Publication.objects.generation()


def test_les_attentes_grandissent_jusqu_a_douze_heures_a_un_cinquieme_pres() -> None:
    minutes = [1, 5, 30, 120, 360, 720, 720]
    for tentatives, moyenne in enumerate(minutes, start=1):
        tirees = [attente(tentatives).total_seconds() / 60 for _ in range(50)]
        assert all(0.8 * moyenne <= tiree <= 1.2 * moyenne for tiree in tirees)
        assert len(set(tirees)) > 1


def echouer_trois_jours(partenaire) -> None:
    partenaire.statut = None
    depart = timezone.now()
    f.ProjetFactory(publie=True)
    for heures in range(0, 92, 2):
        with time_machine.travel(depart + dt.timedelta(hours=heures), tick=False):
            tourner()


def test_trois_jours_d_echec_arretent_et_previennent_puis_la_reprise_dit_tout(
    partenaire, django_capture_on_commit_callbacks
) -> None:
    f.UtilisateurFactory(administration=True, email="direction@example.org")
    f.UtilisateurFactory(redaction=True, email="redaction@example.org")
    webhook = f.WebhookFactory()
    with django_capture_on_commit_callbacks(execute=True):
        echouer_trois_jours(partenaire)
    webhook.refresh_from_db()
    livraison = Livraison.objects.get()
    assert (webhook.est_actif, livraison.statut) == (False, "abandonnee")
    assert webhook.arrete_le is not None
    assert {tuple(message.to) for message in mail.outbox} == {("direction@example.org",), ("technique@example.org",)}
    assert all(webhook.url in message.body for message in mail.outbox)
    assert all(webhook.secret not in message.body for message in mail.outbox)
    envoyes = len(partenaire.recues)
    assert 8 <= envoyes <= 14
    f.ProjetFactory(publie=True)
    tourner()
    assert len(partenaire.recues) == envoyes
    with pytest.raises(LivraisonImpossible, match="arrêté"):
        rejouer(livraison=livraison)
    partenaire.statut, partenaire.recues = 200, []
    webhook.est_actif = True
    reprendre(webhook=webhook)
    tourner()
    tourner()
    depuis = [(dit["data"]["depuis"], dit["data"]["revision"]) for dit in partenaire.dits()]
    assert depuis == [(0, livraison.revision), (livraison.revision, Publication.objects.generation())]


def test_410_arrete_aussitot(partenaire) -> None:
    webhook = f.WebhookFactory()
    partenaire.statut = 410
    f.ProjetFactory(publie=True)
    tourner()
    webhook.refresh_from_db()
    assert not webhook.est_actif
    assert Livraison.objects.get().tentatives == 1


@pytest.mark.parametrize("statut", [301, 308, 404, 429, 503])
def test_toute_reponse_hors_de_2xx_est_un_echec(partenaire, statut) -> None:
    f.WebhookFactory()
    partenaire.statut = statut
    f.ProjetFactory(publie=True)
    tourner()
    assert Livraison.objects.get().statut == "en_attente"


@pytest.mark.parametrize("ip", PRIVEES)
def test_une_adresse_privee_est_refusee_a_l_enregistrement_et_a_l_envoi(monkeypatch, ip) -> None:
    monkeypatch.setattr(sortants, "resoudre", lambda _hote, _port: [ip])
    webhook = f.WebhookFactory(url="https://interne.example.org/")
    with pytest.raises(ValidationError, match="réseau privé ou réservé"):
        webhook.full_clean()
    f.ProjetFactory(publie=True)
    tourner()
    livraison = Livraison.objects.get()
    assert (livraison.code, livraison.statut) == (None, "en_attente")
    assert "réseau privé ou réservé" in livraison.reponse


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "https://a:b@example.org/", "https://example.org:22/", "https://127.0.0.1/", "ftp://x"],
)
def test_une_adresse_mal_choisie_est_refusee(monkeypatch, url) -> None:
    monkeypatch.setattr(sortants, "resoudre", lambda hote, _port: [hote if hote[0].isdigit() else "93.184.215.14"])
    webhook = f.WebhookFactory()
    webhook.url = url
    with pytest.raises(ValidationError) as refus:
        webhook.full_clean()
    assert "url" in refus.value.message_dict


def test_un_essai_part_aussitot_et_ne_se_retente_pas(partenaire) -> None:
    webhook = f.WebhookFactory()
    bon = essayer(webhook=webhook)
    partenaire.statut = None
    mauvais = essayer(webhook=webhook)
    assert (bon.statut, bon.code, mauvais.statut, mauvais.reponse) == (
        "reussie",
        200,
        "abandonnee",
        str(Panne.DELAI.label),
    )
    assert [dit["type"] for dit in partenaire.dits()] == ["essai", "essai"]
    tourner()
    assert len(partenaire.recues) == 2
    webhook.refresh_from_db()
    assert webhook.echoue_depuis is None
    with pytest.raises(LivraisonImpossible, match="essai"):
        rejouer(livraison=bon)


def test_rejouer_renvoie_tel_quel(partenaire) -> None:
    f.WebhookFactory()
    f.ProjetFactory(publie=True)
    tourner()
    rejouer(livraison=Livraison.objects.get())
    tourner()
    assert partenaire.recues[0][1] == partenaire.recues[1][1]
    assert partenaire.recues[0][0]["Webhook-Id"] == partenaire.recues[1][0]["Webhook-Id"]
    assert Livraison.objects.get().tentatives == 2


def test_le_secret_n_est_pas_en_clair_et_se_change(partenaire, settings) -> None:
    webhook = f.WebhookFactory()
    with connection.cursor() as curseur:
        curseur.execute("SELECT row_to_json(w)::text FROM publication_webhook w")
        assert webhook.secret.removeprefix("whsec_") not in curseur.fetchone()[0]
    nouveau = changer_le_secret(webhook=webhook, par=f.UtilisateurFactory())
    f.ProjetFactory(publie=True)
    tourner()
    ((entetes, corps),) = partenaire.recues
    assert verifier(nouveau, entetes, corps)
    assert not verifier(webhook.secret, entetes, corps)


def test_un_secret_se_lit_encore_quand_l_ancienne_cle_est_gardee(partenaire, settings) -> None:
    garde = chiffrer("whsec_AAAA")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "autre" * 12, [settings.SECRET_KEY]
    assert dechiffrer(garde) == "whsec_AAAA"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(SecretIllisible):
        dechiffrer(garde)
    settings.SECRET_KEY_FALLBACKS = []
    webhook = f.WebhookFactory()
    Webhook.objects.update(secret_chiffre=garde)
    assert "SECRET_KEY" in essayer(webhook=Webhook.objects.get(pk=webhook.pk)).reponse
    assert partenaire.recues == []


def test_un_partenaire_suspendu_n_est_prevenu_de_rien(partenaire) -> None:
    f.WebhookFactory(partenaire__est_actif=False)
    f.ProjetFactory(publie=True)
    tourner()
    assert partenaire.recues == []


def test_un_brouillon_ne_previent_personne(partenaire) -> None:
    f.WebhookFactory()
    brouillon = f.PolitiqueFactory(collectivite=f.CollectiviteFactory(publie=True))
    tourner()
    avant = len(partenaire.recues)
    brouillon.resume = "Rien de public."
    brouillon.save()
    tourner()
    assert len(partenaire.recues) == avant
    publier(fiche=brouillon, par=f.UtilisateurFactory())
    tourner()
    assert len(partenaire.recues) == avant + 1


def test_le_journal_s_oublie_apres_trente_jours(partenaire) -> None:
    f.LivraisonFactory()
    vieille = timezone.now() - dt.timedelta(days=31)
    f.LivraisonFactory(statut="reussie", terminee_le=vieille, creee_le=vieille)
    f.LivraisonFactory(statut="reussie", terminee_le=timezone.now())
    f.LivraisonFactory(creee_le=vieille)
    assert purger_le_journal(maintenant=timezone.now()) == 1
    assert Livraison.objects.count() == 3


def test_le_travail_de_chaque_minute_ne_double_pas_un_envoi_deja_demande(partenaire) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    f.WebhookFactory()
    f.ProjetFactory(publie=True)
    instant = int(timezone.now().timestamp()) + 1
    assert prevenir_les_webhooks(timestamp=instant) == 1
    assert prevenir_les_webhooks(timestamp=instant) == 1
    travail = ProcrastinateJob.objects.get(task_name="publication.tasks.livrer_une")
    livraison = Livraison.objects.get()
    assert (travail.args, travail.lock) == ({"cle": livraison.pk}, f"webhook-{livraison.webhook_id}")
