"""Private links to a preview: they open one draft to whoever holds them, end, are revoked, and leave a journal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from publication.actions.liens_prives import (
    LienPriveImpossible,
    creer_un_lien_prive,
    effacer_les_destinataires,
    revoquer_un_lien_prive,
)
from publication.apercu import adresse_privee
from publication.models import LienPrive
from tests.admin.conftest import adresse
from tests.factories import CollectiviteFactory, LienPriveFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


def page_des_liens(client: Client, fiche: Any) -> Any:
    return client.get(adresse(fiche, "lien_prive", fiche.pk))


def lien_de(bureau: Client, fiche: Any, jours: int = 14) -> str:
    """Make a link on the screen of a sheet, and read its address there."""
    url = adresse(fiche, "lien_prive", fiche.pk)
    assert bureau.post(url, {"_creer": "1", "jours": jours, "pour": "Alix"}).status_code == 302
    adresse_du_lien: str = page_des_liens(bureau, fiche).context["actifs"][0][1]
    return adresse_du_lien.removeprefix("http://testserver")


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
    cle = LienPrive.objects.get().pk.hex
    for faux in (f"{lien[:-2]}x/", lien.replace(cle, autre.uid.hex), "/apercu/collectivite.1/"):
        assert visiteuse.get(faux).status_code == 404
    assert visiteuse.get(fiche.get_absolute_url()).status_code == 404
    assert visiteuse.post(lien).status_code == 405


def test_lien_prive_montre_ce_qui_est_enregistre_quand_on_l_ouvre(bureau) -> None:
    fiche = CollectiviteFactory(nom="Avant")
    lien = lien_de(bureau, fiche)
    type(fiche).objects.update(nom="Après")
    assert '<h1 lang="fr">Après</h1>' in Client().get(lien).content.decode()


@pytest.mark.parametrize("jours", [1, 30])
def test_lien_prive_expire_a_la_duree_choisie(bureau, jours) -> None:
    lien = lien_de(bureau, CollectiviteFactory(nom="Nom secret"), jours)
    with time_machine.travel(timezone.now() + dt.timedelta(days=jours, minutes=-1)):
        assert Client().get(lien).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(days=jours, minutes=1)):
        page = Client().get(lien)
    assert page.status_code == 410
    assert "Nom secret" not in page.content.decode()
    assert "Ce lien d’aperçu ne sert plus" in page.content.decode()


def test_lien_prive_revoque_n_ouvre_plus_rien_et_les_autres_servent(bureau, redactrice) -> None:
    fiche = CollectiviteFactory(nom="Nom secret")
    lien = lien_de(bureau, fiche)
    autre = LienPriveFactory(brouillon=fiche)
    cle = LienPrive.objects.exclude(pk=autre.pk).get().pk
    page = bureau.post(adresse(fiche, "lien_prive", fiche.pk), {"_revoquer": str(cle)}, follow=True)
    assert "Lien révoqué" in page.content.decode()
    assert Client().get(lien).status_code == 410
    assert Client().get(adresse_privee(autre)).status_code == 200
    revoque = LienPrive.objects.get(pk=cle)
    assert revoque.revoque_par == redactrice
    revoquer_un_lien_prive(lien=revoque, par=UtilisateurFactory())
    revoque.refresh_from_db()
    assert revoque.revoque_par == redactrice
    assert [(lien.pk, etat) for lien, etat in page.context["finis"]] == [(cle, "révoqué")]


def test_un_lien_d_une_autre_fiche_ne_se_revoque_pas_d_ici(bureau) -> None:
    ailleurs = LienPriveFactory()
    fiche = CollectiviteFactory()
    bureau.post(adresse(fiche, "lien_prive", fiche.pk), {"_revoquer": str(ailleurs.pk)})
    ailleurs.refresh_from_db()
    assert ailleurs.revoque_le is None


def test_le_journal_compte_les_ouvertures_de_la_page_seule(bureau) -> None:
    fiche = CollectiviteFactory()
    lien = lien_de(bureau, fiche)
    for _ in range(2):
        Client().get(lien)
    journal = LienPrive.objects.get()
    assert (journal.ouvertures, journal.pour, journal.ouvert_le is not None) == (2, "Alix", True)
    assert "Ouvert 2 fois" in page_des_liens(bureau, fiche).content.decode()
    assert "Voir ou révoquer" in bureau.get(adresse(LienPrive, "change", journal.pk)).content.decode()
    fiche.delete()
    assert "La fiche a été supprimée" in bureau.get(adresse(LienPrive, "change", journal.pk)).content.decode()


def test_lien_prive_mene_a_la_page_publique_puis_a_rien_quand_elle_est_retiree(bureau) -> None:
    publique, retiree = CollectiviteFactory(publie=True), CollectiviteFactory(retire=True)
    vers_la_publique, vers_la_retiree = LienPriveFactory(brouillon=publique), LienPriveFactory(brouillon=retiree)
    assert Client().get(adresse_privee(vers_la_publique)).url == publique.get_absolute_url()
    assert Client().get(adresse_privee(vers_la_retiree)).status_code == 404
    for fiche in (publique, retiree):
        assert "un lien privé n’y mènerait pas" in page_des_liens(bureau, fiche).content.decode()
        with pytest.raises(LienPriveImpossible):
            creer_un_lien_prive(fiche=fiche, jours=14, par=UtilisateurFactory())
        refus = bureau.post(adresse(fiche, "lien_prive", fiche.pk), {"_creer": "1", "jours": 14})
        assert refus.status_code == 200
    assert LienPrive.objects.count() == 2


def test_lien_prive_d_une_fiche_supprimee_n_ouvre_rien() -> None:
    fiche = CollectiviteFactory()
    lien = LienPriveFactory(brouillon=fiche)
    fiche.delete()
    assert Client().get(adresse_privee(lien)).status_code == 404


@pytest.mark.parametrize("jours", ["2", "", "mille"])
def test_une_duree_qui_n_est_pas_proposee_est_refusee(bureau, jours) -> None:
    fiche = CollectiviteFactory()
    page = bureau.post(adresse(fiche, "lien_prive", fiche.pk), {"_creer": "1", "jours": jours})
    assert page.status_code == 200
    assert page.context["formulaire"].errors["jours"]
    with pytest.raises(LienPriveImpossible):
        creer_un_lien_prive(fiche=fiche, jours=2, par=UtilisateurFactory())


def test_les_liens_demandent_de_pouvoir_modifier_la_fiche(groupes, client) -> None:
    fiche = CollectiviteFactory()
    url = adresse(fiche, "lien_prive", fiche.pk)
    client.force_login(UtilisateurFactory(referent=True, collectivite=fiche))
    assert client.post(url, {"_creer": "1", "jours": 14}).status_code == 302
    ailleurs = Client()
    ailleurs.force_login(UtilisateurFactory(referent=True, collectivite=CollectiviteFactory()))
    assert ailleurs.post(url, {"_creer": "1", "jours": 14}).url == "/admin/"
    assert LienPrive.objects.count() == 1


def test_le_destinataire_est_efface_un_an_apres_la_fin() -> None:
    vieux, recent = LienPriveFactory(), LienPriveFactory()
    fin = timezone.now() - dt.timedelta(days=366)
    LienPrive.objects.filter(pk=vieux.pk).update(cree_le=fin - dt.timedelta(days=14), expire_le=fin)
    assert effacer_les_destinataires(maintenant=timezone.now()) == 1
    assert LienPrive.objects.get(pk=vieux.pk).pour == ""
    assert LienPrive.objects.get(pk=recent.pk).pour
