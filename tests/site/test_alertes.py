"""A visitor follows a search by e-mail: asks, confirms, changes, stops."""

from __future__ import annotations

import re
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from publication import limites
from publication.alertes import courriels
from publication.alertes.jetons import Usage, signer
from publication.models import Alerte, Frequence
from tests import factories as f
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db
MIDI = "2026-06-15 12:00:00+02:00"
SITE = "http://127.0.0.1:8000"
LISTE = "/alertes/dispositifs/?nature_aide=pret"


@pytest.fixture(autouse=True)
def _a_midi():
    with time_machine.travel(MIDI, tick=False):
        yield


def envoyer(client, adresse: str = LISTE, *, apres_secondes: int = 10, **champs):
    with time_machine.travel(MIDI, tick=False) as temps:
        page = client.get(adresse).content.decode()
        jeton = re.search(r'name="jeton" value="([^"]+)"', page).group(1)
        temps.shift(apres_secondes)
        donnees = {"email": "Alix@Example.org", "frequence": "quotidienne", "jeton": jeton, **champs}
        return client.post(adresse, donnees)


def lien(message, ecran: str) -> str:
    """Path of the signed address of a message."""
    return re.search(rf"{SITE}(/alertes/{ecran}/\S+)", message.body).group(1)


def chemin(alerte: Alerte, usage: Usage) -> str:
    return courriels.adresse(alerte, usage).removeprefix(SITE)


def test_demande_attend_une_confirmation_que_seul_le_bouton_donne(client) -> None:
    pret = f.DispositifFactory(publie=True, nature_aide="pret")
    f.DispositifFactory(publie=True, nature_aide="bourse")
    reponse = envoyer(client)
    assert (reponse.status_code, reponse.headers["Location"]) == (302, "/alertes/envoye/")
    assert "boîte de réception" in texte(client.get("/alertes/envoye/"))
    alerte = Alerte.objects.get()
    assert (alerte.email, alerte.nature, alerte.requete) == ("alix@example.org", "dispositif", "nature_aide=pret")
    assert not alerte.est_confirmee
    (message,) = mail.outbox
    assert message.to == ["alix@example.org"]
    assert "Nature de l’aide : prêt" in message.body
    assert "Nature de l’aide : prêt" in message.alternatives[0].content
    adresse = lien(message, "confirmer")
    with time_machine.travel("2026-06-16 12:00:00+02:00", tick=False):
        page = client.get(adresse)
        assert "a…@example.org" in texte(page)
        assert "1 fiche y répond" in texte(page)
        assert "no-store" in page.headers["Cache-Control"]
        alerte.refresh_from_db()
        assert not alerte.est_confirmee
        assert "Votre alerte est active" in texte(client.post(adresse))
        alerte.refresh_from_db()
        assert (alerte.confirmee_le, alerte.vues) == (timezone.now(), [pret.uid])
    with time_machine.travel("2026-06-17 12:00:00+02:00", tick=False):
        client.post(adresse)
    avant = alerte.confirmee_le
    alerte.refresh_from_db()
    assert alerte.confirmee_le == avant
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("parametres", "canonique"),
    [
        ("nature_aide=pret&nature_aide=bourse", "nature_aide=bourse&nature_aide=pret"),
        ("nature_aide=pret&page=2&vue=tableau&tri=titre&inconnu=1&q=", "nature_aide=pret"),
        ("q=%20SCOP%20&nature_aide=pret&nature_aide=pret", "nature_aide=pret&q=SCOP"),
        ("", ""),
    ],
)
def test_memes_filtres_donnent_la_meme_alerte(client, parametres, canonique) -> None:
    envoyer(client, f"/alertes/dispositifs/?{parametres}")
    assert Alerte.objects.get().requete == canonique


def test_redemander_ne_double_rien_et_relance_le_delai(client) -> None:
    envoyer(client)
    envoyer(client, frequence="hebdomadaire")
    alerte = Alerte.objects.get()
    assert alerte.frequence == Frequence.HEBDOMADAIRE
    assert len(mail.outbox) == 2


def test_adresse_connue_ou_non_recoit_la_meme_reponse_et_un_courriel(client) -> None:
    active = f.AlerteFactory(email="connue@example.org", requete="nature_aide=pret", confirmee=True)
    connue = envoyer(client, email="connue@example.org", frequence="hebdomadaire")
    inconnue = envoyer(client, email="inconnue@example.org")
    assert (connue.status_code, connue.headers["Location"]) == (inconnue.status_code, inconnue.headers["Location"])
    assert [message.subject.partition(" ·")[0] for message in mail.outbox] == [
        "Vous suivez déjà cette recherche",
        "Confirmez votre alerte",
    ]
    active.refresh_from_db()
    assert active.frequence == Frequence.QUOTIDIENNE
    assert "1 alerte pour c…@example.org" in texte(client.get(lien(mail.outbox[0], "les-miennes")))


def test_lien_de_gestion_part_a_qui_a_des_alertes_et_un_mot_aux_autres(client) -> None:
    alerte = f.AlerteFactory(email="connue@example.org", confirmee=True)
    f.AlerteFactory(email="attente@example.org")
    reponses = [
        envoyer(client, "/alertes/retrouver/", email=f"{compte}@example.org").headers["Location"]
        for compte in ("Connue", "attente", "inconnue")
    ]
    assert reponses == ["/alertes/envoye/"] * 3
    avec, *sans = mail.outbox
    assert client.get(lien(avec, "les-miennes")).status_code == 200
    for message in sans:
        assert "aucune" in message.body
        assert "les-miennes" not in message.body
        assert alerte.pk.hex not in message.body
    assert Alerte.objects.filter(email="inconnue@example.org").count() == 0


@pytest.mark.parametrize(
    ("champs", "raison"),
    [
        ({"email": "pas une adresse"}, "adresse"),
        ({"frequence": "parfois"}, "choix"),
        ({"site": "https://example.org"}, "doit rester vide"),
        ({"apres_secondes": 1}, "Envoi trop rapide"),
        ({"apres_secondes": 100_000}, "trop attendu"),
    ],
)
@pytest.mark.parametrize("adresse", [LISTE, "/alertes/"])
def test_demande_refusee_dit_pourquoi_et_n_envoie_rien(client, adresse, champs, raison) -> None:
    reponse = envoyer(client, adresse, sujet="recherche", **champs)
    assert reponse.status_code == 400
    assert raison in texte(reponse)
    assert Alerte.objects.count() == len(mail.outbox) == 0


def test_formulaire_trop_vieux_se_renvoie_sans_rien_retaper(client) -> None:
    refus = envoyer(client, apres_secondes=100_000)
    jeton = re.search(r'name="jeton" value="([^"]+)"', refus.content.decode()).group(1)
    with time_machine.travel(MIDI, tick=False) as temps:
        temps.shift(100_010)
        envoi = {"email": "alix@example.org", "frequence": "quotidienne", "jeton": jeton}
        assert client.post(LISTE, envoi).status_code == 302


def test_toute_une_liste_ou_tout_le_repertoire_se_suivent_de_la_page_generale(client) -> None:
    page = client.get("/alertes/")
    assert "Filtrez une liste" in texte(page)
    envoyer(client, "/alertes/", sujet="projets")
    envoyer(client, "/alertes/", sujet="recherche")
    assert sorted(Alerte.objects.values_list("nature", "requete")) == [("", ""), ("projet", "")]
    assert "Tout le répertoire" in mail.outbox[1].body


def test_mots_tapes_par_un_inconnu_ne_partent_pas_dans_la_demande_de_confirmation(client) -> None:
    envoyer(client, "/alertes/recherche/?q=Achetez+ici&nature=projet")
    (message,) = mail.outbox
    assert "Achetez" not in f"{message.subject}{message.body}{message.alternatives[0].content}"
    assert "des mots recherchés" in message.body
    assert "Nature : projet soutenu" in message.body
    assert "Achetez ici" in texte(client.get(lien(message, "confirmer")))


def test_cinq_demandes_par_heure_et_par_visiteur(client) -> None:
    for rang in range(limites.PAR_HEURE):
        assert envoyer(client, email=f"alix{rang}@example.org").status_code == 302
    refus = envoyer(client, email="alix9@example.org")
    assert refus.status_code == 429
    assert "alix9@example.org" in refus.content.decode()
    assert len(mail.outbox) == limites.PAR_HEURE


def test_boite_n_est_jamais_inondee_et_personne_ne_l_apprend(client) -> None:
    for rang in range(limites.PAR_HEURE + 2):
        client.defaults["REMOTE_ADDR"] = f"192.0.2.{rang}"
        assert envoyer(client).status_code == 302
    assert len(mail.outbox) == limites.PAR_HEURE


def test_serveur_de_courriel_absent_se_dit_et_rien_n_est_perdu(client, monkeypatch) -> None:
    def tomber(*_args: object) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr(courriels, "envoyer", tomber)
    reponse = envoyer(client)
    assert reponse.status_code == 503
    assert "n’a pas pu partir" in texte(reponse)
    assert "Alix@Example.org" in reponse.content.decode()


def test_filtre_incompris_se_dit_et_ne_se_suit_pas(client) -> None:
    for adresse in ("/alertes/dispositifs/?etat=lune", f"/alertes/recherche/?q={'x' * 249}&nature=lune"):
        reponse = client.get(adresse)
        assert reponse.status_code == 400
        assert "Un filtre n’a pas été compris" in texte(reponse)
    assert client.get("/alertes/lunes/").status_code == 404


def test_trop_de_filtres_se_dit(client) -> None:
    for rang in range(300):
        f.ThematiqueFactory(slug=f"theme-{rang}")
    trop = "&".join(f"thematique=theme-{rang}" for rang in range(300))
    reponse = client.get(f"/alertes/projets/?{trop}")
    assert reponse.status_code == 400
    assert "Trop de filtres" in texte(reponse)


def test_arret_en_un_clic_sans_session_ni_page(client) -> None:
    alerte, autre = f.AlerteFactory(confirmee=True), f.AlerteFactory(confirmee=True)
    adresse = chemin(alerte, Usage.DESABONNER)
    assert "Arrêter cette alerte" in texte(client.get(adresse))
    assert Alerte.objects.count() == 2
    machine = type(client)(enforce_csrf_checks=True)
    for _ in range(2):
        reponse = machine.post(adresse, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert reponse.status_code == 200
    assert list(Alerte.objects.all()) == [autre]
    assert "C’est effacé" in texte(client.get(adresse))


@pytest.mark.parametrize("usage", list(Usage))
def test_lien_faux_ou_d_un_autre_usage_n_ouvre_rien(client, usage) -> None:
    alerte = f.AlerteFactory(confirmee=True)
    bonne = chemin(alerte, usage)
    for autre in set(Usage) - {usage}:
        detournee = bonne.replace(bonne.split("/")[3], signer(alerte, autre))
        assert client.post(detournee).status_code == 404
    assert client.post(f"{bonne[:-2]}/").status_code == 404
    assert Alerte.objects.get().frequence == alerte.frequence


@pytest.mark.parametrize(("usage", "jours"), [(Usage.CONFIRMER, 8), (Usage.GERER, 31)])
def test_lien_trop_vieux_ou_sans_objet_dit_quoi_faire(client, usage, jours) -> None:
    with time_machine.travel(MIDI, tick=False) as temps:
        alerte = f.AlerteFactory(confirmee=usage is Usage.GERER)
        adresse = chemin(alerte, usage)
        assert client.get(adresse).status_code == 200
        temps.shift(jours * 86_400)
        for reponse in (client.get(adresse), client.post(adresse)):
            assert reponse.status_code == 410
            assert "Ce lien ne sert plus" in texte(reponse)
        adresse = chemin(alerte, usage)
        alerte.delete()
        assert client.post(adresse).status_code == 410


def test_alerte_effacee_pendant_la_confirmation_ne_revient_pas(client, monkeypatch) -> None:
    from publication import views_alertes

    alerte = f.AlerteFactory()

    def effacer_puis_repondre(recherche):
        alerte.delete()
        return courriels_repondre(recherche)

    courriels_repondre = views_alertes.repondre
    adresse = chemin(alerte, Usage.CONFIRMER)
    monkeypatch.setattr(views_alertes, "repondre", effacer_puis_repondre)
    assert client.post(adresse).status_code == 410
    assert Alerte.objects.count() == 0


def test_mes_alertes_se_changent_et_se_suppriment(client) -> None:
    une = f.AlerteFactory(email="alix@example.org", confirmee=True)
    deux = f.AlerteFactory(email="alix@example.org", nature="projet", confirmee=True)
    autre = f.AlerteFactory(email="sacha@example.org", confirmee=True)
    adresse = chemin(une, Usage.GERER)
    page = client.get(adresse)
    assert "2 alertes pour a…@example.org" in texte(page)
    assert "alix@" not in page.content.decode()
    reponse = client.post(adresse, {"changer": deux.pk.hex, f"{deux.pk.hex}-frequence": "hebdomadaire"}, follow=True)
    assert reponse.status_code == 200
    choisies = re.findall(r'<option value="(\w+)" selected>', reponse.content.decode())
    assert sorted(choisies) == ["hebdomadaire", "quotidienne"]
    client.post(adresse, {"changer": une.pk.hex, f"{une.pk.hex}-frequence": "parfois"})
    client.post(adresse, {"supprimer": autre.pk.hex})
    frequences = dict(Alerte.objects.values_list("pk", "frequence"))
    assert frequences == {une.pk: "quotidienne", deux.pk: "hebdomadaire", autre.pk: "quotidienne"}
    reste = client.post(adresse, {"supprimer": une.pk.hex}, follow=True)
    assert "1 alerte pour" in texte(reste)
    assert client.get(adresse).status_code == 410


def test_tout_supprimer_efface_l_adresse_et_elle_seule(client) -> None:
    une = f.AlerteFactory(email="alix@example.org", confirmee=True)
    f.AlerteFactory(email="alix@example.org", nature="projet")
    autre = f.AlerteFactory(confirmee=True)
    assert "C’est effacé" in texte(client.post(chemin(une, Usage.GERER), {"tout": "1"}))
    assert list(Alerte.objects.all()) == [autre]


def test_recherche_dont_un_filtre_a_disparu_se_dit_a_son_abonne(client) -> None:
    theme = f.ThematiqueFactory(slug="mobilite")
    alerte = f.AlerteFactory(requete="thematique=mobilite", confirmee=True)
    attente = f.AlerteFactory(requete="thematique=mobilite")
    theme.delete()
    assert "n’existe plus" in texte(client.get(chemin(alerte, Usage.GERER)))
    assert client.post(chemin(attente, Usage.CONFIRMER)).status_code == 410


@pytest.mark.parametrize("liste", ["collectivites", "politiques", "dispositifs", "projets", "ressources"])
def test_chaque_liste_mene_a_son_alerte_avec_ses_filtres(client, liste) -> None:
    page = client.get(f"/{liste}/?q=scop&vue=tableau&tri=titre").content.decode()
    assert f'href="/alertes/{liste}/?q=scop&amp;tri=titre"' in page
    assert client.get(f"/alertes/{liste}/?q=scop&tri=titre").status_code == 200


def test_recherche_et_pied_de_page_menent_aux_alertes(client) -> None:
    page = client.get("/recherche/?q=économie+%26+ville&nature=projet").content.decode()
    assert 'href="/alertes/recherche/?q=%C3%A9conomie%20%26%20ville&amp;nature=projet"' in page
    assert 'href="/alertes/"' in page
    assert client.get("/collectivites/?tri=faux").content.decode().count("Être alerté") == 0
