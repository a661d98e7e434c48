"""The public page before it is one: for staff, and for whoever holds a private link; for nobody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from programmes.models import Politique
from publication.apercu import DUREE, adresse_privee
from publication.models import Publication
from tests.admin.conftest import adresse, donnees_du_formulaire
from tests.factories import (
    CollectiviteFactory,
    DispositifFactory,
    PolitiqueFactory,
    ProjetFactory,
    RessourceFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fabrique", [CollectiviteFactory, PolitiqueFactory, DispositifFactory, ProjetFactory, RessourceFactory]
)
def test_apercu_montre_la_page_de_chaque_nature_sans_rien_publier(bureau, fabrique) -> None:
    fiche = fabrique()
    page = bureau.get(adresse(fiche, "apercu", fiche.pk))
    contenu = page.content.decode()
    assert page.status_code == 200
    assert f'<h1 lang="fr">{fiche}</h1>' in contenu
    assert "Aperçu : cette page n’est pas publique." in contenu
    assert '<meta name="robots" content="noindex, nofollow">' in contenu
    assert 'rel="canonical"' not in contenu
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page.headers["Cache-Control"]
    assert not Publication.objects.filter(pk=fiche.uid).exists()


def test_apercu_sans_enregistrer_montre_ce_qui_est_saisi_et_n_ecrit_rien(bureau) -> None:
    fiche = PolitiqueFactory(titre="Titre en ligne", publie=True)
    url, avant = adresse(fiche, "change", fiche.pk), Publication.objects.get(pk=fiche.uid)
    saisie = donnees_du_formulaire(bureau.get(url), titre="Titre essayé", _apercu="1")
    saisie |= {"actions-TOTAL_FORMS": "1", "actions-0-titre": "Action essayée", "actions-0-politique": fiche.pk}
    page = bureau.post(url, saisie).content.decode()
    assert "Titre essayé" in page
    assert "Action essayée" in page
    fiche.refresh_from_db()
    apres = Publication.objects.get(pk=fiche.uid)
    assert (fiche.titre, fiche.actions.count(), fiche.history.count()) == ("Titre en ligne", 0, 2)
    assert (apres.document, apres.revision) == (avant.document, avant.revision)


def test_apercu_d_une_saisie_refusee_rend_le_formulaire(bureau) -> None:
    fiche = CollectiviteFactory()
    url = adresse(fiche, "change", fiche.pk)
    reponse = bureau.post(url, donnees_du_formulaire(bureau.get(url), siren="123", _apercu="1"))
    assert "siren" in reponse.context["adminform"].form.errors


def test_enregistrer_et_voir_l_apercu_mene_a_l_apercu_du_brouillon_enregistre(bureau) -> None:
    fiche = CollectiviteFactory(nom="Avant")
    url = adresse(fiche, "change", fiche.pk)
    envoi = bureau.post(url, donnees_du_formulaire(bureau.get(url), nom="Après", _enregistrer_apercu="1"))
    assert envoi.url == adresse(fiche, "apercu", fiche.pk)
    assert '<h1 lang="fr">Après</h1>' in bureau.get(envoi.url).content.decode()


def test_apercu_demande_un_compte_qui_peut_lire(client, groupes) -> None:
    fiche = CollectiviteFactory(nom="Nom secret")
    for ecran in ("apercu", "lien_prive"):
        assert client.get(adresse(fiche, ecran, fiche.pk)).status_code == 302
    client.force_login(UtilisateurFactory(is_staff=True))
    for ecran in ("apercu", "lien_prive"):
        assert client.get(adresse(fiche, ecran, fiche.pk)).url == "/admin/"  # outside its perimeter: not there at all


def test_apercu_d_une_fiche_inconnue_renvoie_a_l_accueil(bureau) -> None:
    assert bureau.get(adresse(Politique, "apercu", 999)).status_code == 302
    assert bureau.get(adresse(Politique, "lien_prive", 999)).status_code == 302


def lien_de(bureau: Client, fiche: Any) -> str:
    lien: str = bureau.get(adresse(fiche, "lien_prive", fiche.pk)).context["lien"]
    return lien.removeprefix("http://testserver")


def test_lien_prive_ouvre_le_brouillon_sans_compte_et_lui_seul(bureau) -> None:
    fiche, autre = CollectiviteFactory(nom="Brouillon prêté"), CollectiviteFactory(nom="Brouillon gardé")
    lien, visiteuse = lien_de(bureau, fiche), Client()
    page = visiteuse.get(lien)
    contenu = page.content.decode()
    assert page.status_code == 200
    assert '<h1 lang="fr">Brouillon prêté</h1>' in contenu
    assert "Ce lien privé sert jusqu’au" in contenu
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page.headers["Cache-Control"]
    assert autre.nom not in contenu
    for faux in (f"{lien[:-2]}x/", lien.replace(fiche.uid.hex, autre.uid.hex), "/apercu/collectivite.1/"):
        assert visiteuse.get(faux).status_code == 404
    assert visiteuse.get(fiche.get_absolute_url()).status_code == 404
    assert visiteuse.post(lien).status_code == 405


def test_lien_prive_montre_ce_qui_est_enregistre_quand_on_l_ouvre(bureau) -> None:
    fiche = CollectiviteFactory(nom="Avant")
    lien = lien_de(bureau, fiche)
    type(fiche).objects.update(nom="Après")
    assert '<h1 lang="fr">Après</h1>' in Client().get(lien).content.decode()


def test_lien_prive_expire(bureau) -> None:
    lien = lien_de(bureau, CollectiviteFactory(nom="Nom secret"))
    with time_machine.travel(timezone.now() + DUREE + dt.timedelta(minutes=1)):
        page = Client().get(lien)
    assert page.status_code == 410
    assert "Nom secret" not in page.content.decode()
    assert "Ce lien d’aperçu ne sert plus" in page.content.decode()


def test_lien_prive_mene_a_la_page_publique_puis_a_rien_quand_elle_est_retiree() -> None:
    publique, retiree = CollectiviteFactory(publie=True), CollectiviteFactory(retire=True)
    assert Client().get(adresse_privee(publique)).url == publique.get_absolute_url()
    assert Client().get(adresse_privee(retiree)).status_code == 404


def test_lien_prive_d_une_fiche_supprimee_n_ouvre_rien() -> None:
    fiche = CollectiviteFactory()
    lien = adresse_privee(fiche)
    fiche.delete()
    assert Client().get(lien).status_code == 404


def test_page_du_lien_dit_qu_une_fiche_publiee_n_en_a_pas_besoin(bureau) -> None:
    fiche = CollectiviteFactory(publie=True)
    assert "un lien privé n’y mènerait pas" in bureau.get(adresse(fiche, "lien_prive", fiche.pk)).content.decode()
