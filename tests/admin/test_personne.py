"""The administration, and nobody else, gives and erases what is kept of a person."""

from __future__ import annotations

import json

import pytest

from collectivites.models import Effacement
from tests import factories as f
from tests.admin.conftest import adresse

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return f.ContactFactory(nom="Zinnia", email="zinnia@example.org")


@pytest.fixture
def archiviste(client, groupes):
    client.force_login(f.UtilisateurFactory(administration=True))
    return client


def test_la_copie_se_telecharge_par_contact_ou_par_adresse(archiviste, contact) -> None:
    page = adresse(contact, "personne", contact.pk)
    assert page in archiviste.get(adresse(contact, "change", contact.pk)).content.decode()
    recherche = adresse(contact, "recherche")
    assert page in archiviste.post(recherche, {"courriel": "ZINNIA@example.org"}).content.decode()
    for ecran in (page, recherche):
        fichier = archiviste.post(ecran, {"_exporter": "1", "courriel": "zinnia@example.org"})
        assert "attachment" in fichier.headers["Content-Disposition"]
        assert json.loads(fichier.content)["contacts"][0]["nom"] == "Zinnia"


def test_l_accueil_y_mene(archiviste, contact) -> None:
    assert adresse(contact, "recherche") in archiviste.get("/admin/").content.decode()


def test_sans_adresse_la_page_ne_cherche_rien(archiviste) -> None:
    f.ContactFactory(email="")
    assert "Ce qui est gardé" not in archiviste.get(adresse(f.ContactFactory(), "recherche")).content.decode()


def test_l_adresse_d_une_personne_ne_s_ecrit_pas_dans_celle_de_la_page(archiviste, contact) -> None:
    page = archiviste.get(adresse(contact, "recherche") + "?courriel=zinnia@example.org").content.decode()
    assert "Ce qui est gardé" not in page


def test_qui_n_est_pas_un_contact_s_efface_par_son_adresse(archiviste, contact) -> None:
    proposition = f.PropositionFactory(auteur_nom="Azalée", auteur_email="Azalee@example.org", message="Je suis Azalée")
    ecran = adresse(contact, "recherche")
    demande = {"courriel": "azalee@example.org", "_effacer": "1"}
    assert "cochez la case" in archiviste.post(ecran, demande).content.decode()
    suite = archiviste.post(ecran, {**demande, "confirmer": "on"}, follow=True).content.decode()
    assert "C’est effacé" in suite
    proposition.refresh_from_db()
    assert (proposition.auteur_nom, proposition.auteur_email, proposition.message) == ("", "", "")
    effacement = Effacement.objects.get()
    assert (effacement.collectivite, effacement.lignes) == (None, 1 + proposition.history.count())


def test_une_adresse_de_contact_ne_s_efface_que_par_le_contact(archiviste, contact) -> None:
    demande = {"courriel": "zinnia@example.org", "_effacer": "1", "confirmer": "on"}
    page = archiviste.post(adresse(contact, "recherche"), demande).content.decode()
    assert "Pour effacer, ouvrez chaque contact" in page
    contact.refresh_from_db()
    assert (contact.nom, Effacement.objects.count()) == ("Zinnia", 0)


def test_effacer_demande_une_confirmation(archiviste, contact) -> None:
    page = adresse(contact, "personne", contact.pk)
    assert "cochez la case" in archiviste.post(page, {"_effacer": "1"}).content.decode()
    contact.refresh_from_db()
    assert contact.nom == "Zinnia"
    suite = archiviste.post(page, {"_effacer": "1", "confirmer": "on"}, follow=True).content.decode()
    assert "C’est effacé" in suite
    contact.refresh_from_db()
    assert (contact.nom, Effacement.objects.count()) == ("", 1)
    assert archiviste.get(adresse(contact, "personne", contact.pk + 1)).status_code == 404


@pytest.mark.parametrize("role", ["redaction", "referent"])
def test_les_autres_n_y_entrent_pas(client, groupes, contact, role) -> None:
    client.force_login(f.UtilisateurFactory(**{role: True}))
    for page in (adresse(contact, "personne", contact.pk), adresse(contact, "recherche")):
        assert client.get(page).status_code == 403
        assert client.post(page, {"_exporter": "1", "confirmer": "on"}).status_code == 403
    assert contact.history.count() == 1
