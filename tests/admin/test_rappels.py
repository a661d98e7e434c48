"""Each week referents are asked to review the sheets that are due, and not more than once in a month."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from collectivites.actions.rappels import rappeler_les_referents
from collectivites.models import Collectivite
from collectivites.tasks import rappeler_referents
from publication.actions.demandes import DELAI_ENTRE_DEMANDES
from publication.models import LienDeMiseAJour
from tests import factories as f

pytestmark = pytest.mark.django_db
ANCIENNE = dt.date(2020, 1, 1)


def perimee(**champs):
    fiche = f.CollectiviteFactory(publie=True, verifie=True, **champs)
    Collectivite.objects.filter(pk=fiche.pk).update(verifiee_le=ANCIENNE)
    return fiche


def test_le_referent_d_une_fiche_perimee_recoit_un_lien_et_c_est_au_journal(django_capture_on_commit_callbacks) -> None:
    fiche = perimee()
    referent = f.UtilisateurFactory(referent=True, collectivite=fiche)
    f.UtilisateurFactory(referent=True, collectivite=fiche)
    perimee()
    f.UtilisateurFactory(referent=True, collectivite=f.CollectiviteFactory(publie=True, verifie=True, revoir_dans=120))
    with django_capture_on_commit_callbacks(execute=True):
        assert rappeler_referents(timestamp=int(timezone.now().timestamp())) == 1
    lien = LienDeMiseAJour.objects.get()
    assert (lien.publication, lien.email, lien.envoye_par) == (fiche.publication, referent.email, fiche.verifiee_par)
    assert "01/01/2020" in mail.outbox[0].body
    assert mail.outbox[0].to == [referent.email]


def test_personne_n_est_rappele_deux_fois_dans_le_delai() -> None:
    f.UtilisateurFactory(referent=True, collectivite=perimee())
    maintenant = timezone.now()
    assert rappeler_les_referents(maintenant=maintenant) == 1
    assert rappeler_les_referents(maintenant=maintenant) == 0
    LienDeMiseAJour.objects.update(parti_le=maintenant)
    assert rappeler_les_referents(maintenant=maintenant + dt.timedelta(days=7)) == 0
    assert rappeler_les_referents(maintenant=maintenant + DELAI_ENTRE_DEMANDES + dt.timedelta(days=1)) == 1


def test_un_reglage_arrete_les_rappels(settings) -> None:
    f.UtilisateurFactory(referent=True, collectivite=perimee())
    settings.RAPPELS_AUX_REFERENTS = False
    assert rappeler_les_referents(maintenant=timezone.now()) == 0
    assert not LienDeMiseAJour.objects.exists()


def test_un_compte_ferme_ou_une_adresse_fausse_ne_recoit_rien() -> None:
    f.UtilisateurFactory(referent=True, collectivite=perimee(), is_active=False)
    f.UtilisateurFactory(referent=True, collectivite=perimee(), email="pas une adresse")
    assert rappeler_les_referents(maintenant=timezone.now()) == 0
    assert not LienDeMiseAJour.objects.exists()
