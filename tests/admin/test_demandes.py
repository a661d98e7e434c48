"""Staff ask many authorities at once to update their sheets, none twice in a month."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from collectivites.admin.demande import AU_PLUS
from collectivites.models import Collectivite
from publication.actions.demandes import DELAI_ENTRE_DEMANDES, demander_en_nombre, preparer
from publication.models import LienDeMiseAJour
from tests import factories as f
from tests.admin.conftest import adresse

pytestmark = pytest.mark.django_db


def publique(**champs):
    fiche = f.CollectiviteFactory(publie=True, **champs)
    f.ContactFactory(collectivite=fiche)
    return fiche


def demander(client, fiches, **champs):
    donnees = {"action": "demander_mise_a_jour", "_selected_action": [fiche.pk for fiche in fiches], **champs}
    return client.post(adresse(Collectivite, "changelist"), donnees, follow=True)


def test_la_demande_montre_a_qui_puis_part_et_entre_au_journal(
    bureau, redactrice, django_capture_on_commit_callbacks
) -> None:
    une, muette, brouillon = publique(nom="Pays joignable"), f.CollectiviteFactory(publie=True), f.CollectiviteFactory()
    choisies = [une, muette, brouillon]
    page = demander(bureau, choisies).content.decode()
    assert une.contacts.get().email in page
    assert "Aucun contact n’a d’adresse" in page
    assert "n’est pas publique" in page
    assert not LienDeMiseAJour.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        reponse = demander(bureau, choisies, confirmer="1", message="Merci de relire avant l’été.")
    lien = LienDeMiseAJour.objects.get()
    assert (lien.publication, lien.envoye_par, lien.email) == (une.publication, redactrice, une.contacts.get().email)
    assert lien.parti_le
    assert "avant l’été" in mail.outbox[0].body
    dits = reponse.content.decode()
    assert "1 demande(s)" in dits
    assert "n’est pas publique" in dits


def test_une_collectivite_n_est_pas_sollicitee_deux_fois_dans_le_mois(redactrice) -> None:
    fiche, maintenant = publique(), timezone.now()
    for _ in range(2):
        demander_en_nombre(fiches=[fiche], par=redactrice, maintenant=maintenant)
    lien = LienDeMiseAJour.objects.get()
    (demande,) = preparer([fiche], maintenant=maintenant)
    assert "Déjà demandée" in demande.empechement
    lien.parti_le = maintenant
    lien.save()
    apres = maintenant + DELAI_ENTRE_DEMANDES
    assert preparer([fiche], maintenant=apres - dt.timedelta(hours=1))[0].empechement
    assert not preparer([fiche], maintenant=apres + dt.timedelta(hours=1))[0].empechement


def test_un_courriel_qui_n_est_pas_parti_se_redemande(redactrice) -> None:
    fiche, maintenant = publique(), timezone.now()
    demander_en_nombre(fiches=[fiche], par=redactrice, maintenant=maintenant)
    assert not preparer([fiche], maintenant=maintenant + dt.timedelta(hours=1))[0].empechement


def test_une_adresse_fausse_n_arrete_pas_les_autres(redactrice) -> None:
    fausse, juste = publique(), publique()
    fausse.contacts.update(email="pas une adresse")
    faites = demander_en_nombre(fiches=[fausse, juste], par=redactrice, maintenant=timezone.now())
    assert [bool(demande.empechement) for demande in faites] == [True, False]


def test_trop_de_collectivites_a_la_fois_se_dit_et_rien_ne_part(bureau) -> None:
    region = f.RegionFactory()
    for _ in range(AU_PLUS + 1):
        f.CollectiviteFactory(region=region, departement=None)
    reponse = demander(bureau, Collectivite.objects.all(), confirmer="1")
    assert f"{AU_PLUS} collectivités au plus" in reponse.content.decode()
    assert not LienDeMiseAJour.objects.exists()


def test_preparer_coute_autant_pour_dix_que_pour_une(django_assert_num_queries) -> None:
    for _ in range(10):
        publique()
    for nombre in (1, 10):
        with django_assert_num_queries(3):
            preparer(Collectivite.objects.avec_contacts()[:nombre], maintenant=timezone.now())


def test_un_referent_ne_demande_rien(client, groupes) -> None:
    compte = f.UtilisateurFactory(referent=True)
    client.force_login(compte)
    assert "demander_mise_a_jour" not in client.get(adresse(Collectivite, "changelist")).content.decode()
