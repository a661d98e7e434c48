"""After an election, the mandates of many contacts end together; it can be undone, and the sheets follow."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from collectivites.models import Contact
from publication.accueil import accueil
from publication.actions import verifier
from publication.actions.lots import annuler as rendre
from publication.actions.lots import demander_l_annulation, executer, gestes, ouvrir
from publication.models import Lot
from tests import factories as f
from tests.admin.conftest import adresse
from tests.admin.lots import annuler, confirmer, dernier, faire, proposer

pytestmark = pytest.mark.django_db
FIN = dt.date(2026, 3, 22)


@pytest.fixture
def elue():
    return f.ContactFactory(elu=True, collectivite=f.CollectiviteFactory(publie=True, type="commune"), publiable=True)


def fonctions_publiques(contact) -> str:
    contact.collectivite.publication.refresh_from_db()
    return str(contact.collectivite.publication.document)


def test_terminer_demande_confirmation_puis_retire_de_la_fiche_et_s_annule(bureau, redactrice, elue) -> None:
    agente = f.ContactFactory(collectivite=elue.collectivite)
    page = proposer(bureau, "terminer_mandats", elue, agente)
    assert f"{elue}, {elue.collectivite}" in page.content.decode()
    vue = confirmer(bureau, page, fin=FIN.isoformat(), archiver="on")
    assert "1 mandat sera terminé." in vue.content.decode()
    assert "Ce n’est pas un élu." in vue.content.decode()
    elue.refresh_from_db()
    assert elue.mandat_fin is None
    confirmer(bureau, vue, fin=FIN.isoformat(), archiver="on")
    elue.refresh_from_db()
    agente.refresh_from_db()
    assert (elue.mandat_fin, elue.est_archive, agente.mandat_fin) == (FIN, True, None)
    assert elue.nom not in fonctions_publiques(elue)
    version = elue.history.latest()
    assert version.history_user == redactrice
    assert version.history_change_reason == f"Terminer les mandats, geste en lot n° {dernier().pk}"
    journal = bureau.get(adresse(Lot, "change", dernier().pk)).content.decode()
    assert "Dernier jour : 22 mars 2026 ; contacts archivés" in journal
    assert "fini le 22 mars 2026, archivé" in journal
    annuler(bureau, dernier())
    elue.refresh_from_db()
    assert (elue.mandat_fin, elue.est_archive) == (None, False)
    assert elue.nom in fonctions_publiques(elue)
    assert list(verifier()) == []


def test_rouvrir_puis_annuler_rend_a_chacun_sa_fin(bureau) -> None:
    un = f.ContactFactory(elu=True, mandat_fin=FIN, est_archive=True)
    autre = f.ContactFactory(elu=True, mandat_fin=dt.date(2020, 6, 28))
    faire(bureau, "rouvrir_mandats", un, autre, f.ContactFactory(elu=True))
    assert (dernier().faites, dernier().laissees) == (2, 1)
    assert set(Contact.objects.values_list("mandat_fin", "est_archive")) == {(None, False)}
    annuler(bureau, dernier())
    un.refresh_from_db()
    autre.refresh_from_db()
    assert (un.mandat_fin, un.est_archive) == (FIN, True)
    assert (autre.mandat_fin, autre.est_archive) == (dt.date(2020, 6, 28), False)


def test_les_elus_du_bloc_communal_finissent_ensemble(bureau, elue) -> None:
    departement = f.ContactFactory(elu=True, collectivite=f.CollectiviteFactory(type="departement"))
    epci = f.ContactFactory(elu=True, collectivite=f.CollectiviteFactory(type="metropole"))
    reponse = bureau.get(adresse(Contact, "changelist"), {"mandat": "municipal"})
    assert set(reponse.context["cl"].queryset) == {elue, epci}
    page = proposer(bureau, "terminer_mandats", elue, parametres="?mandat=municipal", select_across="1")
    confirmer(bureau, confirmer(bureau, page, fin=FIN.isoformat()), fin=FIN.isoformat())
    finis = bureau.get(adresse(Contact, "changelist"), {"mandat": "fini"}).context["cl"].queryset
    assert set(finis) == {elue, epci}
    en_cours = bureau.get(adresse(Contact, "changelist"), {"mandat": "en_cours"}).context["cl"].queryset
    assert set(en_cours) == {departement}


@pytest.mark.parametrize(("fin", "raison"), [("2999-01-01", "à venir"), ("", "obligatoire"), ("hier", "valide")])
def test_une_date_fausse_ou_a_venir_est_dite_et_rien_ne_change(bureau, elue, fin, raison) -> None:
    reponse = confirmer(bureau, proposer(bureau, "terminer_mandats", elue), fin=fin)
    assert raison in reponse.content.decode()
    assert not Lot.objects.exists()


@pytest.mark.parametrize(("champs", "raison"), [
    ({"mandat_debut": FIN + dt.timedelta(days=6)}, "a commencé après, le 28 mars 2026 : il continue"),
    ({"mandat_fin": dt.date(2020, 1, 2)}, "déjà fini, le 2 janvier 2020"),
    ({"est_archive": True}, "archivé"),
])  # fmt: skip
def test_un_mandat_qui_n_est_pas_concerne_continue_et_dit_pourquoi(redactrice, champs, raison) -> None:
    contact = f.ContactFactory(elu=True, **champs)
    geste = gestes["terminer_mandats"]
    refus = geste.refuses([contact], {"fin": FIN.isoformat(), "archiver": False}, redactrice)
    assert raison in refus[contact.pk]


def test_une_fin_a_venir_est_refusee_par_l_action(redactrice, elue) -> None:
    saisie = {"fin": (timezone.localdate() + dt.timedelta(days=1)).isoformat(), "archiver": True}
    assert "à venir" in gestes["terminer_mandats"].refuses([elue], saisie, redactrice)[elue.pk]


@pytest.mark.parametrize("geste", ["terminer_mandats", "rouvrir_mandats"])
def test_un_geste_coute_autant_pour_dix_que_pour_une(redactrice, geste, django_assert_max_num_queries) -> None:
    assert redactrice.has_perm("collectivites.change_contact")
    couts = []
    for nombre in (1, 10):
        collectivite = f.CollectiviteFactory(publie=True)
        fin = {"mandat_fin": FIN} if geste == "rouvrir_mandats" else {}
        contacts = f.ContactFactory.create_batch(nombre, elu=True, collectivite=collectivite, **fin)
        with django_assert_max_num_queries(200) as requetes:
            lot = ouvrir(
                geste=gestes[geste],
                modele=Contact,
                cles=[contact.pk for contact in contacts],
                saisie={"fin": FIN.isoformat(), "archiver": True} if geste == "terminer_mandats" else {},
                par=redactrice,
            )
            assert executer(lot.pk).faites == nombre
            demander_l_annulation(lot=lot, par=redactrice)
            assert rendre(lot.pk).rendues == nombre
        couts.append(len(requetes))
    assert couts[0] == couts[1]


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
    envoi = {"choisis": str(contact.pk), "confirmer": "1", "fin": FIN.isoformat()}
    assert client.post(adresse(Contact, "lot", "terminer_mandats"), envoi).status_code == 403
    contact.refresh_from_db()
    assert contact.mandat_fin is None
