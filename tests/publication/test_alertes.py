"""Digests: what they tell, what they never tell, when they leave, and what a failure leaves behind."""

from __future__ import annotations

import datetime as dt
import logging
import re
from io import StringIO
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publication.actions import publier, retirer, synchroniser
from publication.actions.alertes import AlerteIntrouvable, avancer, changer_frequence, purger
from publication.alertes import courriels
from publication.alertes.envoi import Bilan, EnvoiInterrompu, envoyer_les_dues
from publication.alertes.lecture import resumer
from publication.models import Alerte, Frequence, Version
from publication.tasks import envoyer_alertes, purger_alertes
from tests import factories as f

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 6, 2)  # a Tuesday
SECRET = "Zinnia"


def tout(message) -> str:
    """Everything that a message says."""
    return "\n".join([message.subject, message.body, message.alternatives[0].content, str(message.extra_headers)])


def modifier(fiche, **champs) -> None:
    fiche.refresh_from_db()
    for nom, valeur in champs.items():
        setattr(fiche, nom, valeur)
    fiche.save()
    synchroniser([fiche])


def envoyer(le: dt.date = JOUR) -> list:
    """Messages that leave on a day."""
    deja = len(mail.outbox)
    envoyer_les_dues(le=le)
    return mail.outbox[deja:]


def test_resume_dit_ce_qui_a_paru_change_et_disparu_et_seulement_cela() -> None:
    intacte = f.DispositifFactory(publie=True, titre="Intact")
    changee = f.DispositifFactory(publie=True, titre="Changé")
    retiree = f.DispositifFactory(publie=True, titre="Retiré", slug="un-retire")
    alerte = f.AlerteFactory(confirmee=True)
    f.DispositifFactory(publie=True, titre="Tout neuf", resume="Pour débuter.")
    f.ProjetFactory(publie=True, nom="D’une autre liste")
    modifier(changee, objectifs="Aider davantage.")
    retirer(fiche=retiree, motif="Fin du programme.", par=f.UtilisateurFactory())
    (message,) = envoyer()
    dit = tout(message)
    assert message.to == [alerte.email]
    assert message.subject.startswith("3 changements · Dispositifs")
    assert "Tout neuf" in dit
    assert "Pour débuter." in dit
    assert "Changé : Objectifs" in dit
    assert "http://127.0.0.1:8000/dispositifs/un-retire/" in dit
    assert "Fin du programme." in dit
    for tu in ("Intact", "Retiré", "D’une autre liste"):
        assert tu not in dit
    assert intacte.slug not in dit
    assert envoyer(JOUR + dt.timedelta(days=1)) == []


def test_resume_porte_l_arret_en_un_clic_et_des_liens_absolus() -> None:
    f.AlerteFactory(confirmee=True, requete="nature_aide=pret")
    f.DispositifFactory(publie=True, nature_aide="pret")
    (message,) = envoyer()
    entetes = message.extra_headers
    assert re.fullmatch(r"<http://127\.0\.0\.1:8000/alertes/arreter/[^>]+/>", entetes["List-Unsubscribe"])
    assert entetes["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "http://127.0.0.1:8000/dispositifs/?nature_aide=pret" in message.body
    assert "http://127.0.0.1:8000/alertes/les-miennes/" in message.body
    liens = re.findall(r'href="([^"]+)"', message.alternatives[0].content)
    assert liens
    assert all(lien.startswith("http://127.0.0.1:8000") for lien in liens)
    assert "<img" not in message.alternatives[0].content


def test_resume_s_ecrit_dans_la_langue_de_l_abonne() -> None:
    suivi = f.DispositifFactory(publie=True)
    f.AlerteFactory(confirmee=True, langue="en")
    f.DispositifFactory(publie=True)
    modifier(suivi, objectifs="Aider.")
    (message,) = envoyer()
    assert "2 changes · Schemes" in message.subject
    assert "New sheets" in message.body
    assert "Changed: Objectives" in message.body
    assert "http://127.0.0.1:8000/en/dispositifs/" in message.body
    assert '<html lang="en">' in message.alternatives[0].content


def test_resume_suit_le_meme_filtre_que_la_liste() -> None:
    entre = f.DispositifFactory(publie=True, nature_aide="bourse", titre="Entre")
    sort = f.DispositifFactory(publie=True, nature_aide="pret", titre="Sort")
    f.AlerteFactory(confirmee=True, requete="nature_aide=pret")
    f.DispositifFactory(publie=True, nature_aide="bourse", titre="Ailleurs")
    modifier(entre, nature_aide="pret")
    modifier(sort, nature_aide="bourse")
    (message,) = envoyer()
    nouvelles, _titre, sorties = message.body.partition("Ne répondent plus à votre recherche")
    assert "Entre" in nouvelles
    assert "Sort" in sorties
    assert "Ailleurs" not in tout(message)


def test_fiche_entre_le_jour_ou_elle_repond_sans_qu_on_y_touche() -> None:
    with time_machine.travel("2026-06-01 12:00:00+02:00", tick=False) as temps:
        f.DispositifFactory(publie=True, titre="À venir", a_venir=True, ouverture_le=dt.date(2026, 6, 10))
        f.AlerteFactory(confirmee=True, requete="etat=ouvert")
        assert envoyer() == []
        temps.shift(dt.timedelta(days=10))
        (message,) = envoyer(dt.date(2026, 6, 11))
        assert "À venir" in message.body


def test_recherche_dans_tout_le_repertoire_se_suit() -> None:
    f.AlerteFactory(confirmee=True, nature="", requete="q=zinnia")
    f.AlerteFactory(confirmee=True, nature="", requete="")
    f.CollectiviteFactory(publie=True, nom="Ville sans fleur")
    f.ProjetFactory(publie=True, nom=SECRET)
    cherchee, toute = envoyer()
    assert "Mots recherchés : zinnia" in cherchee.body
    assert SECRET in cherchee.body
    assert "Ville sans fleur" not in cherchee.body
    assert "Ville sans fleur" in toute.body
    assert toute.subject.startswith("2 changements · Tout le répertoire")


@pytest.mark.parametrize("etat", [{}, {"a_relire": True}, {"retire": True}])
@pytest.mark.parametrize(
    "fabrique",
    [f.CollectiviteFactory, f.PolitiqueFactory, f.DispositifFactory, f.ProjetFactory, f.RessourceFactory],
)
def test_aucun_resume_ne_dit_un_brouillon_ni_ce_que_disait_une_fiche_retiree(fabrique, etat) -> None:
    modele = fabrique._meta.model
    f.AlerteFactory(confirmee=True, nature="")
    f.AlerteFactory(confirmee=True, nature=modele.nature.value)
    temoin = fabrique(publie=True)
    fabrique(**{modele.champ_titre: SECRET}, **etat)
    messages = envoyer()
    assert len(messages) == 2
    for message in messages:
        assert SECRET not in tout(message)
        assert temoin.slug in message.body


def test_fiche_suivie_puis_retiree_ne_laisse_pas_son_contenu() -> None:
    fiche = f.ProjetFactory(publie=True, nom=SECRET, resume=SECRET)
    f.AlerteFactory(confirmee=True, nature="projet")
    retirer(fiche=fiche, motif="Erreur.", par=f.UtilisateurFactory())
    modifier(fiche, description=f"{SECRET} en brouillon")
    (message,) = envoyer()
    assert SECRET not in tout(message)
    publier(fiche=fiche, par=f.UtilisateurFactory())
    (message,) = envoyer(JOUR + dt.timedelta(days=1))
    assert SECRET in message.body


def test_retrait_suivi_d_une_remise_en_ligne_est_une_mise_a_jour() -> None:
    fiche = f.ProjetFactory(publie=True)
    f.AlerteFactory(confirmee=True, nature="projet")
    retirer(fiche=fiche, motif="Erreur.", par=f.UtilisateurFactory())
    publier(fiche=fiche, par=f.UtilisateurFactory())
    (message,) = envoyer()
    assert "Mise à jour" in message.body


def test_revision_qui_ne_change_rien_pour_un_lecteur_ne_fait_pas_de_courriel() -> None:
    fiche = f.ProjetFactory(publie=True)
    alerte = f.AlerteFactory(confirmee=True, nature="projet")
    avant = alerte.derniere_revision
    modifier(fiche)
    assert envoyer() == []
    alerte.refresh_from_db()
    assert (alerte.derniere_revision, alerte.examinee_le) == (avant + 1, JOUR)
    assert alerte.dernier_envoi_le is None


def test_chaque_changement_porte_sa_revision() -> None:
    fiche = f.ProjetFactory(publie=True)
    modifier(fiche, resume="Autre")
    modifier(fiche, resume="Encore", debut=2020)
    revisions = list(Version.objects.order_by("revision").values_list("revision", flat=True))
    assert revisions == sorted(set(revisions))
    assert set(Version.objects.parties_depuis(revisions[-2], [fiche.uid])[fiche.uid]) == {"resume", "debut"}


def test_resume_tres_long_nomme_les_premieres_et_compte_les_autres(monkeypatch) -> None:
    monkeypatch.setattr(courriels, "AU_PLUS", 2)
    f.AlerteFactory(confirmee=True)
    for _ in range(4):
        f.DispositifFactory(publie=True)
    (message,) = envoyer()
    assert message.body.count("/dispositifs/dispositif-") == 2
    assert "et 2 autres" in message.body
    assert "et 2 autres" in message.alternatives[0].content


def test_quotidienne_part_chaque_jour_et_hebdomadaire_le_lundi_ou_des_que_possible() -> None:
    f.AlerteFactory(email="jour@example.org", confirmee=True, lue_le=dt.date(2026, 6, 3))
    f.AlerteFactory(
        email="semaine@example.org", confirmee=True, lue_le=dt.date(2026, 6, 3), frequence=Frequence.HEBDOMADAIRE
    )
    f.AlerteFactory(email="attente@example.org")
    dues = {
        jour: [alerte.email.partition("@")[0] for alerte in Alerte.objects.dues(dt.date(2026, 6, jour))]
        for jour in (3, 4, 7, 8, 9)
    }
    assert dues == {3: [], 4: ["jour"], 7: ["jour"], 8: ["jour", "semaine"], 9: ["jour", "semaine"]}


def test_second_passage_le_meme_jour_n_envoie_rien() -> None:
    f.AlerteFactory(confirmee=True)
    f.DispositifFactory(publie=True)
    assert len(envoyer()) == 1
    f.DispositifFactory(publie=True)
    assert envoyer() == []
    assert len(envoyer(JOUR + dt.timedelta(days=1))) == 1


def test_panne_au_milieu_ne_renvoie_pas_ce_qui_est_parti_et_ne_perd_rien(monkeypatch, caplog) -> None:
    alertes = [f.AlerteFactory(confirmee=True) for _ in range(3)]
    f.DispositifFactory(publie=True)
    vrai = EmailBackend.send_messages

    def tomber(self, messages):
        if messages[0].to == [alertes[1].email]:
            raise ConnectionRefusedError(messages[0].to[0])
        return vrai(self, messages)

    with monkeypatch.context() as panne:
        panne.setattr(EmailBackend, "send_messages", tomber)
        with pytest.raises(EnvoiInterrompu):
            envoyer_les_dues(le=JOUR)
    assert [message.to for message in mail.outbox] == [[alertes[0].email]]
    alertes[1].refresh_from_db()
    assert alertes[1].examinee_le < JOUR
    assert [message.to for message in envoyer()] == [[alertes[1].email], [alertes[2].email]]
    assert "example.org" not in caplog.text


def test_adresse_refusee_n_arrete_pas_les_autres_et_n_est_pas_journalisee(monkeypatch, caplog) -> None:
    refusee, bonne = f.AlerteFactory(confirmee=True), f.AlerteFactory(confirmee=True)
    f.DispositifFactory(publie=True)
    vrai = EmailBackend.send_messages

    def refuser(self, messages):
        if messages[0].to == [refusee.email]:
            raise SMTPRecipientsRefused({refusee.email: (550, b"unknown")})
        return vrai(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuser)
    with caplog.at_level(logging.DEBUG):
        assert envoyer_les_dues(le=JOUR) == Bilan(envoyees=1, en_echec=1)
    assert [message.to for message in mail.outbox] == [[bonne.email]]
    assert "SMTPRecipientsRefused" in caplog.text
    assert "example.org" not in caplog.text


def test_alerte_lue_par_un_autre_entre_temps_n_est_pas_envoyee_deux_fois() -> None:
    alerte = f.AlerteFactory(confirmee=True)
    f.DispositifFactory(publie=True)
    resume = resumer(alerte)
    partis: list[int] = []
    for _ in range(2):
        avancer(alerte=alerte, reponse=resume.reponse, le=JOUR, envoyer=lambda: partis.append(1))
    assert partis == [1]


def test_alerte_supprimee_entre_temps_n_ecrit_plus() -> None:
    alerte = f.AlerteFactory(confirmee=True)
    resume = resumer(alerte)
    Alerte.objects.all().delete()
    assert not avancer(alerte=alerte, reponse=resume.reponse, le=JOUR, envoyer=None)
    with pytest.raises(AlerteIntrouvable):
        changer_frequence(cle=alerte.pk, frequence=Frequence.QUOTIDIENNE)


def test_alerte_supprimee_apres_la_liste_des_dues_est_passee(monkeypatch) -> None:
    f.AlerteFactory(confirmee=True)
    autre = f.AlerteFactory(confirmee=True)
    f.DispositifFactory(publie=True)
    vrai = EmailBackend.send_messages

    def supprimer_l_autre(self, messages):
        Alerte.objects.filter(pk=autre.pk).delete()
        return vrai(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", supprimer_l_autre)
    assert envoyer_les_dues(le=JOUR) == Bilan(envoyees=1)


def test_recherche_qui_ne_veut_plus_rien_dire_se_tait_et_se_signale(caplog) -> None:
    theme = f.ThematiqueFactory(slug="mobilite")
    alerte = f.AlerteFactory(confirmee=True, requete="thematique=mobilite")
    theme.delete()
    assert envoyer_les_dues(le=JOUR) == Bilan(en_echec=1)
    assert str(alerte.pk) in caplog.text
    assert mail.outbox == []


def test_jamais_confirmee_s_efface_apres_sept_jours() -> None:
    with time_machine.travel("2026-06-01 12:00:00+02:00", tick=False) as temps:
        f.AlerteFactory()
        active = f.AlerteFactory(confirmee=True)
        temps.shift(dt.timedelta(days=7))
        assert purger(maintenant=timezone.now()) == 0
        temps.shift(1)
        assert purger_alertes(int(timezone.now().timestamp())) == 1
    assert list(Alerte.objects.all()) == [active]


def test_tache_du_matin_envoie_pour_le_jour_qu_il_est_en_france() -> None:
    alerte = f.AlerteFactory(confirmee=True)
    f.DispositifFactory(publie=True)
    minuit_passe_en_france = dt.datetime(2026, 6, 1, 22, 30, tzinfo=dt.UTC)
    assert envoyer_alertes(int(minuit_passe_en_france.timestamp())) == 1
    alerte.refresh_from_db()
    assert alerte.examinee_le == JOUR


def test_commande_fait_de_meme_a_la_main(monkeypatch) -> None:
    f.AlerteFactory(confirmee=True)
    f.DispositifFactory(publie=True)
    dit = StringIO()
    call_command("envoyer_alertes", "--le", "2026-06-02", stdout=dit)
    assert "1 résumé(s) envoyé(s)" in dit.getvalue()
    call_command("envoyer_alertes", stdout=dit)
    with pytest.raises(CommandError, match="n’est pas une date"):
        call_command("envoyer_alertes", "--le", "mardi")
    f.AlerteFactory(confirmee=True)
    f.DispositifFactory(publie=True)
    monkeypatch.setattr(EmailBackend, "send_messages", lambda *_: (_ for _ in ()).throw(TimeoutError))
    with pytest.raises(CommandError, match="ne répond pas"):
        call_command("envoyer_alertes", "--le", "2026-12-31")


def test_resume_coute_autant_pour_dix_fiches_que_pour_une() -> None:
    def cout(nombre: int) -> int:
        Alerte.objects.all().delete()
        suivies = [f.DispositifFactory(publie=True) for _ in range(nombre)]
        f.AlerteFactory(confirmee=True)
        for fiche in suivies:
            modifier(fiche, objectifs="Autres.")
            f.DispositifFactory(publie=True)
        with CaptureQueriesContext(connection) as requetes:
            assert len(envoyer()) == 1
        return len(requetes)

    cout(1)
    assert cout(10) == cout(1)


def test_administration_montre_la_recherche_et_cache_l_adresse(client) -> None:
    client.force_login(f.UtilisateurFactory(is_staff=True, is_superuser=True))
    f.DispositifFactory(publie=True, nature_aide="pret")
    alerte = f.AlerteFactory(email="alix@example.org", confirmee=True, requete="nature_aide=pret")
    f.AlerteFactory(nature="", requete="")
    liste = client.get("/admin/publication/alerte/").content.decode()
    fiche = client.get(f"/admin/publication/alerte/{alerte.pk}/change/").content.decode()
    assert "nature_aide=pret" in liste
    assert "Tout le répertoire" in liste
    assert "Nature de l’aide : prêt" in fiche
    for page in (liste, fiche):
        assert "a…@example.org" in page
        assert "alix" not in page
    assert client.get("/admin/publication/alerte/?etat=attente").context["cl"].result_count == 1
    assert client.get("/admin/publication/alerte/?q=alix").context["cl"].result_count == 0


def test_liste_d_administration_coute_autant_pour_dix_alertes_que_pour_une(client, cout_constant) -> None:
    client.force_login(f.UtilisateurFactory(is_staff=True, is_superuser=True))
    theme = f.ThematiqueFactory(slug="mobilite")
    cout_constant(
        "/admin/publication/alerte/", lambda: f.AlerteFactory(confirmee=True, requete=f"thematique={theme.slug}")
    )
