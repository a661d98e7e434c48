"""An authority answers by a link without an account: its answer is a proposal, and nothing else changes."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from publication import limites
from publication.actions import verifier
from publication.actions.liens import (
    LienImpossible,
    LienPerime,
    effacer_les_adresses,
    envoyer_un_lien,
    repondre_par_lien,
    revoquer_un_lien,
)
from publication.jetons import MISE_A_JOUR
from publication.models import LienDeMiseAJour, Proposition
from publication.models.lien import DUREE_DU_LIEN
from publication.propositions.formulaires import FicheForm
from tests import factories as f
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db
MERCI = "/mise-a-jour/merci/"


@pytest.fixture
def fiche():
    return f.CollectiviteFactory(publie=True, nom="Commune d’ici", population=900)


@pytest.fixture
def lien(fiche):
    return f.LienDeMiseAJourFactory(publication=fiche.publication)


def adresse(lien) -> str:
    return f"/mise-a-jour/{MISE_A_JOUR.signer(lien)}/"


def rempli(client, lien, **changements) -> dict[str, str]:
    """What a browser sends back unchanged from the form, with some fields of the first sheet changed."""
    contexte = client.get(adresse(lien)).context
    formulaires = [*contexte["formulaires"], contexte["reponse"]]
    donnees = {c.html_name: "" if c.value() is None else c.value() for fo in formulaires for c in fo}
    prefixe = contexte["formulaires"][0].prefix
    propres = {nom: valeur for nom, valeur in changements.items() if nom != "message"}
    return {
        **donnees,
        **{f"{prefixe}-{nom}": valeur for nom, valeur in propres.items()},
        **{nom: valeur for nom, valeur in changements.items() if nom == "message"},
    }


def test_le_lien_part_apres_l_enregistrement_et_mene_au_formulaire(
    client, fiche, django_capture_on_commit_callbacks
) -> None:
    par = f.UtilisateurFactory()
    with django_capture_on_commit_callbacks(execute=True):
        lien = envoyer_un_lien(fiche=fiche, email="Mairie@Example.org", par=par, message="Bonjour à vous.")
    lien.refresh_from_db()
    assert (lien.email, lien.envoye_par) == ("mairie@example.org", par)
    assert lien.parti_le is not None
    (courriel,) = mail.outbox
    assert courriel.to == ["mairie@example.org"]
    assert "Bonjour à vous." in courriel.body
    chemin = re.search(r"(/mise-a-jour/\S+)", courriel.body).group(1)
    reponse = client.get(chemin)
    assert reponse.headers["X-Robots-Tag"] == "noindex"
    assert 'value="Commune d’ici"' in reponse.content.decode()


def test_en_anglais_le_courriel_et_la_page_parlent_anglais(client, fiche, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        envoyer_un_lien(fiche=fiche, email="a@example.org", par=f.UtilisateurFactory(), langue="en")
    assert "Is your sheet up to date?" in mail.outbox[0].subject
    chemin = re.search(r"(/en/mise-a-jour/\S+)", mail.outbox[0].body).group(1)
    assert "Update the sheet" in texte(client.get(chemin))


@pytest.mark.parametrize(("email", "raison"), [("personne", "n’est pas une adresse"), ("", "n’est pas une adresse")])
def test_un_lien_ne_part_pas_n_importe_ou(fiche, email, raison) -> None:
    with pytest.raises(LienImpossible, match=raison):
        envoyer_un_lien(fiche=fiche, email=email, par=f.UtilisateurFactory())
    with pytest.raises(LienImpossible, match="n’est pas publique"):
        envoyer_un_lien(fiche=f.CollectiviteFactory(), email="a@example.org", par=f.UtilisateurFactory())


def test_un_courriel_qui_ne_part_pas_se_voit_dans_le_journal(
    fiche, monkeypatch, caplog, django_capture_on_commit_callbacks
) -> None:
    def panne(_lien: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("publication.actions.liens.envoyer_l_invitation", panne)
    with django_capture_on_commit_callbacks(execute=True):
        lien = envoyer_un_lien(fiche=fiche, email="mairie@example.org", par=f.UtilisateurFactory())
    lien.refresh_from_db()
    assert lien.parti_le is None
    assert "mairie" not in caplog.text


def test_la_reponse_est_une_proposition_par_fiche_changee(client, fiche, lien) -> None:
    politique = f.PolitiqueFactory(publie=True, collectivite=fiche, titre="Politique d’ici", resume="Ancien")
    donnees = rempli(client, lien, population="1 200", message="Le maire a changé.")
    donnees[f"{politique.uid.hex}-resume"] = "Nouveau"
    reponse = client.post(adresse(lien), donnees)
    assert (reponse.status_code, reponse.headers["Location"]) == (302, MERCI)
    premiere, seconde = Proposition.objects.order_by("pk")
    assert (premiere.origine, premiere.message, premiere.auteur_email) == ("lien", "Le maire a changé.", lien.email)
    assert premiere.changements.get().apres == 1200
    assert (seconde.publication, seconde.message) == (politique.publication, "")
    assert seconde.changements.get().avant == "Ancien"
    fiche.refresh_from_db()
    lien.refresh_from_db()
    assert fiche.population == 900
    assert lien.repondu_le is not None
    assert "vous répond par courriel" in texte(client.get(MERCI))
    assert list(verifier()) == []


def test_un_champ_change_par_l_equipe_pendant_la_saisie_n_est_pas_propose_a_l_envers(client, fiche, lien) -> None:
    donnees = rempli(client, lien, ville="Ici")
    fiche.nom = "Nom corrigé par l’équipe"
    fiche.save()
    client.post(adresse(lien), donnees)
    assert [c.champ for c in Proposition.objects.get().changements.all()] == ["ville"]


@pytest.mark.parametrize(
    ("changements", "raison"),
    [
        ({"population": "beaucoup"}, "nombre entier"),
        ({"creee_en": "2020", "dissoute_en": "2019"}, "L’année de dissolution"),
        ({"nom": ""}, "vide"),
        ({"vues": "faux"}, "trop attendu"),
        ({}, "Rien ne change"),
    ],
)
def test_une_reponse_refusee_dit_pourquoi_et_ne_perd_rien(client, lien, changements, raison) -> None:
    reponse = client.post(adresse(lien), rempli(client, lien, **changements))
    assert reponse.status_code == 400
    assert raison in texte(reponse)
    if changements:
        envoi = rempli(client, lien, **{"message": "Mon long message.", **changements})
        assert "Mon long message." in texte(client.post(adresse(lien), envoi))
    assert Proposition.objects.count() == 0


def test_un_lien_faux_perime_ou_revoque_ne_montre_rien(client, fiche, lien) -> None:
    assert client.get("/mise-a-jour/faux/").status_code == 404
    with time_machine.travel(timezone.now() + DUREE_DU_LIEN + dt.timedelta(days=1)):
        assert client.get(adresse(lien)).status_code == 410
    revoquer_un_lien(lien=lien, par=f.UtilisateurFactory())
    revoquer_un_lien(lien=lien, par=f.UtilisateurFactory())
    reponse = client.get(adresse(lien))
    assert reponse.status_code == 410
    assert fiche.nom not in texte(reponse)
    with pytest.raises(LienPerime):
        repondre_par_lien(lien=lien, reponses=[], message="Trop tard.")
    retire = f.LienDeMiseAJourFactory(publication=f.CollectiviteFactory(retire=True).publication)
    assert client.get(adresse(retire)).status_code == 410


def test_cinq_reponses_par_heure(client, lien, monkeypatch) -> None:
    monkeypatch.setattr(limites, "PAR_HEURE", 1)
    assert client.post(adresse(lien), rempli(client, lien, ville="Ici")).status_code == 302
    refus = client.post(adresse(lien), rempli(client, lien, ville="Ailleurs"))
    assert refus.status_code == 429
    assert 'value="Ailleurs"' in refus.content.decode()


def test_l_adresse_s_efface_un_an_apres_la_fin_du_lien(lien) -> None:
    fin = lien.expire_le
    assert effacer_les_adresses(maintenant=fin + dt.timedelta(days=364)) == 0
    assert effacer_les_adresses(maintenant=fin + dt.timedelta(days=366)) == 1
    assert effacer_les_adresses(maintenant=fin + dt.timedelta(days=366)) == 0
    lien.refresh_from_db()
    assert lien.email == ""
    assert LienDeMiseAJour.objects.count() == 1


def test_le_formulaire_dit_quelles_marques_un_long_texte_accepte() -> None:
    champs = FicheForm(None, fiche=f.CollectiviteFactory(publie=True)).fields
    assert "**gras**" in str(champs["presentation"].help_text)
    assert "**gras**" not in str(champs["site_web"].help_text)
