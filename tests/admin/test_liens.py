"""Staff ask an authority to update its sheet, follow the links that they sent, and revoke them."""

from __future__ import annotations

import pytest
from django.core import mail

from publication.models import LienDeMiseAJour
from tests import factories as f
from tests.admin.conftest import adresse

pytestmark = pytest.mark.django_db


@pytest.fixture
def fiche():
    fiche = f.CollectiviteFactory(publie=True, nom="Commune d’ici")
    f.ContactFactory(collectivite=fiche, nom="Exemple", email="camille@example.org")
    f.ContactFactory(collectivite=fiche, email="partie@example.org", est_archive=True)
    return fiche


def test_un_lien_part_a_un_contact_connu_et_entre_au_journal(
    bureau, fiche, redactrice, django_capture_on_commit_callbacks
) -> None:
    page = adresse(fiche, "lien", fiche.pk)
    assert page in bureau.get(adresse(fiche, "change", fiche.pk)).content.decode()
    formulaire = bureau.get(page).content.decode()
    assert "camille@example.org" in formulaire
    assert "partie@example.org" not in formulaire
    with django_capture_on_commit_callbacks(execute=True):
        bureau.post(page, {"_envoyer": "1", "contact": "camille@example.org", "langue": "fr"})
    lien = LienDeMiseAJour.objects.get()
    assert (lien.email, lien.envoye_par, len(mail.outbox)) == ("camille@example.org", redactrice, 1)
    assert "en attente" in bureau.get(page).content.decode()
    assert "camille@example.org" in bureau.get(adresse(LienDeMiseAJour, "changelist")).content.decode()
    assert "révoqué" in bureau.post(page, {"_revoquer": str(lien.pk)}, follow=True).content.decode()
    lien.refresh_from_db()
    assert lien.revoque_par == redactrice


@pytest.mark.parametrize(
    ("champs", "raison"),
    [
        ({}, "l’un des deux"),
        ({"contact": "camille@example.org", "email": "a@example.org"}, "l’un des deux"),
        ({"contact": "inconnue@example.org"}, "choix"),
        ({"email": "personne"}, "adresse"),
    ],
)
def test_une_adresse_et_une_seule(bureau, fiche, champs, raison) -> None:
    reponse = bureau.post(adresse(fiche, "lien", fiche.pk), {"_envoyer": "1", "langue": "fr", **champs})
    assert reponse.status_code == 200
    assert "Rien n’est parti" in reponse.content.decode()
    assert raison in reponse.content.decode()
    assert not LienDeMiseAJour.objects.exists()


def test_une_fiche_qui_n_est_pas_publique_n_envoie_pas_de_lien(bureau) -> None:
    brouillon = f.CollectiviteFactory()
    page = adresse(brouillon, "lien", brouillon.pk)
    assert page not in bureau.get(adresse(brouillon, "change", brouillon.pk)).content.decode()
    reponse = bureau.post(page, {"_envoyer": "1", "email": "a@example.org", "langue": "fr"})
    assert "n’est pas publique" in reponse.content.decode()


def test_un_courriel_qui_ne_part_pas_est_dit(bureau, fiche) -> None:
    envoi = {"_envoyer": "1", "email": "a@example.org", "langue": "fr"}
    reponse = bureau.post(adresse(fiche, "lien", fiche.pk), envoi, follow=True)
    assert "n’a pas pu partir" in reponse.content.decode()  # the transaction of the test never commits


def test_sans_droit_la_page_ne_s_ouvre_pas(client, bureau, fiche) -> None:
    assert bureau.get(adresse(fiche, "lien", 0)).status_code == 404
    client.force_login(f.UtilisateurFactory(is_staff=True))
    assert client.get(adresse(fiche, "lien", fiche.pk)).status_code == 404
