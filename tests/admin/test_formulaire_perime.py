"""A form sent from a page that is too old: nothing is written, and the page that answers says what to do."""

from __future__ import annotations

import pytest
from django.test import Client

from collectivites.models import Collectivite
from tests import factories as f
from tests.admin.conftest import adresse, donnees_du_formulaire

pytestmark = pytest.mark.django_db


@pytest.fixture
def guichet(redactrice) -> Client:
    """A browser whose forms are checked as they are for real."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(redactrice)
    return client


@pytest.mark.parametrize("jeton", [None, "perime" * 10 + "1234"])
def test_un_formulaire_perime_n_ecrit_rien_et_dit_quoi_faire(guichet, jeton) -> None:
    fiche = f.CollectiviteFactory(nom="Pays d’essai")
    url = adresse(fiche, "change", fiche.pk)
    envoi = donnees_du_formulaire(guichet.get(url), nom="Pays changé")
    reponse = guichet.post(url, envoi if jeton is None else {**envoi, "csrfmiddlewaretoken": jeton})
    page = reponse.content.decode()
    assert reponse.status_code == 403
    assert "Ce formulaire n’est plus valable" in page
    assert "copiez ce que vous aviez écrit, rechargez la page" in page
    assert "CSRF" not in page
    assert Collectivite.objects.get().nom == "Pays d’essai"


def test_le_meme_formulaire_recharge_s_enregistre(guichet) -> None:
    fiche = f.CollectiviteFactory(nom="Pays d’essai")
    url = adresse(fiche, "change", fiche.pk)
    ouverte = guichet.get(url)
    envoi = donnees_du_formulaire(ouverte, nom="Pays changé")
    jeton = guichet.cookies["csrftoken"].value
    assert guichet.post(url, {**envoi, "csrfmiddlewaretoken": jeton}).status_code == 302
    assert Collectivite.objects.get().nom == "Pays changé"
