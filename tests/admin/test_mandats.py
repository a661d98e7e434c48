"""After an election, the mandates of many contacts end together; it can be undone, and the sheets follow."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from collectivites.actions.mandats import MandatImpossible, rouvrir_mandats, terminer_mandats
from collectivites.models import Contact
from publication.accueil import accueil
from publication.actions import verifier
from tests import factories as f
from tests.admin.conftest import adresse

pytestmark = pytest.mark.django_db
FIN = dt.date(2026, 3, 22)


@pytest.fixture
def elue():
    return f.ContactFactory(elu=True, collectivite=f.CollectiviteFactory(publie=True, type="commune"), publiable=True)


def envoyer(client, contacts, action, parametres="", **champs):
    donnees = {"action": action, "_selected_action": [contact.pk for contact in contacts], **champs}
    return client.post(adresse(Contact, "changelist") + parametres, donnees, follow=True)


def fonctions_publiques(contact) -> str:
    contact.collectivite.publication.refresh_from_db()
    return str(contact.collectivite.publication.document)


def test_terminer_demande_confirmation_puis_retire_de_la_fiche_et_se_defait(bureau, redactrice, elue) -> None:
    agente = f.ContactFactory(collectivite=elue.collectivite)
    page = envoyer(bureau, [elue, agente], "terminer_les_mandats").content.decode()
    assert "1 contact choisi" in page
    assert elue.nom in page
    elue.refresh_from_db()
    assert elue.mandat_fin is None
    champs = {"confirmer": "1", "fin": FIN.isoformat(), "archiver": "on"}
    dit = envoyer(bureau, [elue, agente], "terminer_les_mandats", **champs).content.decode()
    assert "1 mandat terminé" in dit
    assert "1 contact laissé tel quel" in dit
    elue.refresh_from_db()
    agente.refresh_from_db()
    assert (elue.mandat_fin, elue.est_archive, agente.mandat_fin) == (FIN, True, None)
    assert elue.nom not in fonctions_publiques(elue)
    version = elue.history.latest()
    assert (version.history_user, version.history_change_reason) == (redactrice, "Mandats terminés le 22/03/2026")
    assert "1 mandat rouvert" in envoyer(bureau, [elue], "rouvrir_les_mandats").content.decode()
    elue.refresh_from_db()
    assert (elue.mandat_fin, elue.est_archive) == (None, False)
    assert elue.nom in fonctions_publiques(elue)
    assert list(verifier()) == []


def test_les_elus_du_bloc_communal_finissent_ensemble(bureau, elue) -> None:
    departement = f.ContactFactory(elu=True, collectivite=f.CollectiviteFactory(type="departement"))
    epci = f.ContactFactory(elu=True, collectivite=f.CollectiviteFactory(type="metropole"))
    reponse = bureau.get(adresse(Contact, "changelist"), {"mandat": "municipal"})
    assert set(reponse.context["cl"].queryset) == {elue, epci}
    envoi = {"select_across": "1", "confirmer": "1", "fin": FIN.isoformat()}
    envoyer(bureau, [elue], "terminer_les_mandats", "?mandat=municipal", **envoi)
    finis = bureau.get(adresse(Contact, "changelist"), {"mandat": "fini"}).context["cl"].queryset
    assert set(finis) == {elue, epci}
    en_cours = bureau.get(adresse(Contact, "changelist"), {"mandat": "en_cours"}).context["cl"].queryset
    assert set(en_cours) == {departement}


@pytest.mark.parametrize(("fin", "raison"), [("2999-01-01", "à venir"), ("", "obligatoire"), ("hier", "valide")])
def test_une_date_fausse_ou_a_venir_est_dite_et_rien_ne_change(bureau, elue, fin, raison) -> None:
    reponse = envoyer(bureau, [elue], "terminer_les_mandats", confirmer="1", fin=fin)
    assert raison in reponse.content.decode()
    elue.refresh_from_db()
    assert elue.mandat_fin is None


def test_un_mandat_commence_apres_l_election_continue(redactrice, elue) -> None:
    nouvelle = f.ContactFactory(elu=True, mandat_debut=FIN + dt.timedelta(days=6))
    cles = [elue.pk, nouvelle.pk]
    finis = terminer_mandats(cles=cles, fin=FIN, le=timezone.localdate(), archiver=False, par=redactrice)
    assert finis == [elue]
    assert not finis[0].est_archive
    assert rouvrir_mandats(cles=cles, par=redactrice) == [elue]


def test_une_fin_a_venir_est_refusee_par_l_action(redactrice, elue) -> None:
    with pytest.raises(MandatImpossible):
        terminer_mandats(cles=[elue.pk], fin=FIN, le=FIN - dt.timedelta(days=1), archiver=True, par=redactrice)


def test_le_tableau_de_bord_compte_les_mandats_expires(bureau, redactrice, elue) -> None:
    f.ContactFactory(elu=True, mandat_fin=FIN)
    f.ContactFactory(elu=True, mandat_fin=FIN, est_archive=True)
    taches = accueil(redactrice, maintenant=timezone.now())["taches"]
    (tache,) = [tache for tache in taches if "mandat" in tache.libelle]
    assert tache.nombre == 1
    assert bureau.get(tache.url).context["cl"].result_count == 1


def test_un_referent_ne_termine_pas_de_mandats(client, groupes) -> None:
    compte = f.UtilisateurFactory(referent=True)
    contact = f.ContactFactory(elu=True, collectivite=compte.collectivite)
    client.force_login(compte)
    envoyer(client, [contact], "terminer_les_mandats", confirmer="1", fin=FIN.isoformat())
    contact.refresh_from_db()
    assert contact.mandat_fin is None
