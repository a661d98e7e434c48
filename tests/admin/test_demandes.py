"""Staff ask many authorities at once to update their sheets, none twice in a month."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from collectivites.models import Collectivite
from publication.actions.demandes import DELAI_ENTRE_DEMANDES, preparer
from publication.actions.lots import executer, gestes, ouvrir
from publication.models import LienDeMiseAJour
from tests import factories as f
from tests.admin.conftest import adresse
from tests.admin.lots import annuler, confirmer, dernier, faire, messages, proposer, suites

pytestmark = pytest.mark.django_db
GESTE = "demander_mise_a_jour"


def publique(**champs):
    fiche = f.CollectiviteFactory(publie=True, **champs)
    f.ContactFactory(collectivite=fiche)
    return fiche


def envoyer(par, *fiches):
    """Ask about sheets, without a screen."""
    cles = [fiche.pk for fiche in fiches]
    lot = ouvrir(geste=gestes[GESTE], modele=Collectivite, cles=cles, saisie={}, par=par)
    return executer(lot.pk)


def test_la_demande_montre_a_qui_puis_part_et_entre_au_journal(
    bureau, redactrice, django_capture_on_commit_callbacks
) -> None:
    une, muette, brouillon = publique(nom="Pays joignable"), f.CollectiviteFactory(publie=True), f.CollectiviteFactory()
    page = proposer(bureau, GESTE, une, muette, brouillon)
    texte = page.content.decode()
    assert une.contacts.get().email in texte
    assert "Aucun contact n’a d’adresse" in texte
    assert "n’est pas publique" in texte
    assert "1 courriel partira." in texte
    assert "Les courriels partis ne se rappellent pas." in texte
    assert not LienDeMiseAJour.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        reponse = confirmer(bureau, page, message="Merci de relire avant l’été.")
    lien = LienDeMiseAJour.objects.get()
    assert (lien.publication, lien.envoye_par, lien.email) == (une.publication, redactrice, une.contacts.get().email)
    assert lien.parti_le
    assert "avant l’été" in mail.outbox[0].body
    dits = bureau.get(reponse.url).content.decode()
    assert "1 demande de mise à jour envoyée." in dits
    assert "n’est pas publique" in dits
    assert lien.email not in str(list(dernier().lignes.values()))


def test_annuler_revoque_les_liens_auxquels_personne_n_a_repondu(bureau, redactrice) -> None:
    muette, repondante = publique(), publique()
    faire(bureau, GESTE, muette, repondante)
    LienDeMiseAJour.objects.filter(publication=repondante.publication).update(repondu_le=timezone.now())
    assert "Elle a déjà répondu." in annuler(bureau, dernier()).content.decode()
    revoques = dict(LienDeMiseAJour.objects.values_list("publication", "revoque_par"))
    assert revoques == {muette.publication_id: redactrice.pk, repondante.publication_id: None}
    assert (dernier().rendues, dernier().restees) == (1, 1)


def test_une_collectivite_n_est_pas_sollicitee_deux_fois_dans_le_mois(redactrice) -> None:
    fiche, maintenant = publique(), timezone.now()
    assert [envoyer(redactrice, fiche).faites for _ in range(2)] == [1, 0]
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
    envoyer(redactrice, fiche)
    assert not preparer([fiche], maintenant=maintenant + dt.timedelta(hours=1))[0].empechement


def test_une_adresse_fausse_n_arrete_pas_les_autres_et_n_entre_pas_au_journal(redactrice) -> None:
    fausse, juste = publique(), publique()
    fausse.contacts.update(email="pas une adresse")
    lot = envoyer(redactrice, fausse, juste)
    assert suites(lot) == {fausse.pk: "laissee", juste.pk: "faite"}
    assert "pas une adresse" not in lot.lignes.get(objet=fausse.pk).raison


def test_trop_de_collectivites_a_la_fois_se_dit_et_rien_ne_part(bureau, monkeypatch) -> None:
    monkeypatch.setattr(type(gestes[GESTE]), "au_plus", 1)
    reponse = proposer(bureau, GESTE, publique(), publique())
    assert "un geste en prend 1 au plus" in messages(reponse)[0]
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
    assert GESTE not in client.get(adresse(Collectivite, "changelist")).content.decode()
    assert client.post(adresse(Collectivite, "lot", GESTE)).status_code == 403
