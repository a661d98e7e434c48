"""What is kept of a person is given, erased with its history, and forgotten in time; the journal names nobody."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command

from collectivites.actions.personnes import anonymiser, effacer, tout_ce_qui_est_garde
from collectivites.models import Consentement, Contact, Effacement
from collectivites.tasks import anonymiser_contacts
from publication.actions import synchroniser, verifier
from publication.models import Alerte, LienDeMiseAJour, Proposition, Publication
from tests import factories as f

pytestmark = pytest.mark.django_db
LE = dt.date(2026, 6, 1)
SECRETS = ("Zinnia", "zinnia", "61910042", "Ancien-Nom")


@pytest.fixture
def contact():
    """A public contact with a past name, and what it left elsewhere."""
    contact = f.ContactFactory(
        collectivite=f.CollectiviteFactory(publie=True), nom="Ancien-Nom", email="zinnia@example.org"
    )
    contact.nom, contact.telephone, contact._change_reason = "Zinnia", "+33261910042", "Zinnia a écrit"
    contact.save()
    f.ConsentementFactory(contact=contact, champ="identite")
    f.AvisFactory(contact=contact)
    f.PropositionFactory(auteur_nom="Zinnia", auteur_email="Zinnia@example.org", message="De Zinnia")
    f.LienDeMiseAJourFactory(email="zinnia@example.org")
    f.AlerteFactory(email="zinnia@example.org")
    synchroniser([contact.collectivite])
    return contact


def tout() -> str:
    modeles = (Contact, Contact.history.model, Proposition, Proposition.history.model, LienDeMiseAJour, Alerte)
    suite = (Effacement, Consentement.history.model, Publication)
    return str([list(modele.objects.values()) for modele in (*modeles, *suite)])


def test_effacer_ne_laisse_que_la_fonction_et_une_ligne_au_journal(contact) -> None:
    par = f.UtilisateurFactory()
    assert all(secret in tout() for secret in SECRETS)
    effacer(contact=contact, par=par, le=LE)
    assert [secret for secret in SECRETS if secret in tout()] == []
    contact.refresh_from_db()
    assert (str(contact), contact.est_archive) == ("Chargée de mission ESS", False)
    assert "Chargée de mission ESS" in Publication.objects.get(pk=contact.collectivite.uid).document
    ligne = Effacement.objects.get()
    assert (ligne.motif, ligne.auteur, ligne.collectivite) == ("demande", par, contact.collectivite)
    assert ligne.lignes > 5
    assert list(verifier()) == []


def test_effacer_ne_touche_pas_ce_qu_un_autre_contact_partage(contact) -> None:
    autre = f.ContactFactory(email="ZINNIA@example.org", nom="Autre")
    effacer(contact=contact, par=None, le=LE)
    autre.refresh_from_db()
    assert (autre.nom, Alerte.objects.count()) == ("Autre", 1)


def test_un_contact_sans_fonction_garde_son_role() -> None:
    contact = f.ContactFactory(fonction="")
    effacer(contact=contact, par=None, le=LE)
    contact.refresh_from_db()
    assert str(contact) == "Agent·e"


def test_la_copie_contient_tout_ce_qui_est_garde(contact) -> None:
    f.InvitationFactory(email="Zinnia@example.org")
    f.UtilisateurFactory(email="zinnia@example.org")
    garde = tout_ce_qui_est_garde(contacts=[contact], adresses=["Zinnia@example.org"])
    assert {nom: len(lignes) for nom, lignes in garde.items()} == {
        "contacts": 1,
        "contacts_historique": 2,
        "accords": 1,
        "accords_historique": 1,
        "avis": 1,
        "propositions": 1,
        "liens_de_mise_a_jour": 1,
        "alertes": 1,
        "invitations": 1,
        "comptes": 1,
    }
    assert garde["contacts"][0]["nom"] == "Zinnia"
    f.ContactFactory(nom="Étrangère", email="autre@example.org")
    assert "Étrangère" not in str(tout_ce_qui_est_garde(contacts=[contact], adresses=["zinnia@example.org"]))


@pytest.mark.parametrize(
    ("champs", "accord", "ancien"),
    [
        ({}, None, False),
        ({"est_archive": True}, None, True),
        ({"mandat_fin": dt.date(2025, 6, 1)}, {}, True),
        ({"mandat_fin": dt.date(2025, 6, 2)}, {}, False),
        ({}, {"accorde_le": dt.date(2024, 1, 1), "retire_le": dt.date(2025, 6, 1)}, True),
        ({}, {"accorde_le": dt.date(2024, 1, 1), "retire_le": dt.date(2025, 6, 2)}, False),
        ({}, {"accorde_le": dt.date(2024, 1, 1)}, False),
        ({"est_archive": True, "nom": "", "prenom": "", "email": "", "telephone": ""}, None, False),
    ],
)
def test_un_contact_est_ancien_au_bout_d_un_an(champs, accord, ancien) -> None:
    with time_machine.travel("2025-05-01 12:00:00+02:00", tick=False):
        contact = f.ContactFactory(**champs)
    if accord is not None:
        f.ConsentementFactory(contact=contact, **accord)
    assert anonymiser(LE, simuler=True) == int(ancien)
    assert not Effacement.objects.exists()
    assert anonymiser(LE) == int(ancien)
    contact.refresh_from_db()
    assert (contact.nom == "") is (ancien or champs.get("nom") == "")
    assert contact.est_archive is bool(champs.get("est_archive") or (ancien and "mandat_fin" in champs))
    assert anonymiser(LE) == 0


def test_un_contact_archive_que_l_on_vient_de_modifier_est_garde() -> None:
    with time_machine.travel("2026-01-01 12:00:00+01:00", tick=False):
        f.ContactFactory(est_archive=True)
    assert anonymiser(LE, simuler=True) == 0


def test_l_historique_des_contacts_supprimes_se_vide_au_bout_d_un_an() -> None:
    with time_machine.travel("2025-05-01 12:00:00+02:00", tick=False):
        f.ContactFactory(nom="Zinnia").delete()
    with time_machine.travel("2026-05-01 12:00:00+02:00", tick=False):
        f.ContactFactory(nom="Recente").delete()
    anonymiser(LE)
    assert set(Contact.history.values_list("nom", flat=True)) == {"", "Recente"}


def test_commande_simule_puis_efface_et_la_nuit_aussi(capsys) -> None:
    f.ContactFactory(mandat_fin=dt.date(2020, 1, 1))
    call_command("anonymiser_contacts", "--simuler")
    assert "1 contact(s) à anonymiser ; rien n’a été effacé." in capsys.readouterr().out
    call_command("anonymiser_contacts")
    assert "1 contact(s) anonymisé(s)." in capsys.readouterr().out
    assert anonymiser_contacts(int(dt.datetime(2026, 6, 1, 3, 25, tzinfo=dt.UTC).timestamp())) == 0
