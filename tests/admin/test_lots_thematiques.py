"""A theme put on many sheets, or taken off: what changes, what the public reads, and how it is undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.models import Dispositif, Politique, Projet, Ressource
from publication.actions import verifier
from publication.actions.lots import annuler as rendre
from publication.actions.lots import demander_l_annulation, executer, gestes, ouvrir
from publication.models import Publication
from publication.models.listes_suivies import listes
from tests.admin.conftest import adresse
from tests.admin.lots import annuler, confirmer, dernier, faire, proposer
from tests.factories import (
    DispositifFactory,
    PolitiqueFactory,
    ProjetFactory,
    RessourceFactory,
    ThematiqueFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db
FABRIQUES = {
    Politique: PolitiqueFactory,
    Dispositif: DispositifFactory,
    Projet: ProjetFactory,
    Ressource: RessourceFactory,
}


def themes(fiche: Any) -> list[str]:
    return Publication.objects.get(pk=fiche.uid).thematiques


@pytest.mark.parametrize("modele", FABRIQUES)
def test_mettre_puis_annuler_change_les_seules_fiches_qui_ne_l_avaient_pas(bureau, redactrice, modele) -> None:
    energie, autre = ThematiqueFactory(slug="energie"), ThematiqueFactory(slug="autre")
    sans, avec = FABRIQUES[modele].create_batch(2, publie=True)
    sans.thematiques.add(autre)
    avec.thematiques.add(energie)
    page = proposer(bureau, "mettre_thematique", sans, avec)
    vue = confirmer(bureau, page, thematique=energie.pk)
    assert "1 fiche recevra cette thématique." in vue.content.decode()
    assert "Elle a déjà cette thématique." in vue.content.decode()
    avant = sans.modifiee_le
    faire(bureau, "mettre_thematique", sans, avec, thematique=energie.pk)
    assert themes(sans) == ["autre", "energie"]
    version = sans.history.order_by("-history_id").first()
    assert (version.history_user, listes(version)["thematiques"]) == (redactrice, {energie.pk, autre.pk})
    sans.refresh_from_db()
    assert sans.modifiee_le > avant
    avec.refresh_from_db()
    assert "1 thématique" in bureau.get(adresse(dernier(), "change", dernier().pk)).content.decode()
    annuler(bureau, dernier())
    assert themes(sans) == ["autre"]
    assert list(avec.thematiques.all()) == [energie]


def test_oter_puis_annuler(bureau) -> None:
    energie = ThematiqueFactory(slug="energie")
    avec, sans = DispositifFactory.create_batch(2, publie=True)
    avec.thematiques.add(energie)
    faire(bureau, "oter_thematique", avec, sans, thematique=energie.pk)
    assert (themes(avec), dernier().faites, dernier().laissees) == ([], 1, 1)
    annuler(bureau, dernier())
    assert themes(avec) == ["energie"]
    assert list(verifier()) == []


def test_une_thematique_supprimee_depuis_ne_revient_pas(bureau) -> None:
    thematique, fiche = ThematiqueFactory(), ProjetFactory()
    fiche.thematiques.add(thematique)
    faire(bureau, "oter_thematique", fiche, thematique=thematique.pk)
    thematique.delete()
    assert "La thématique a été supprimée depuis." in annuler(bureau, dernier()).content.decode()
    assert not fiche.thematiques.exists()


@pytest.mark.parametrize("thematique", ["", "999", "x"])
def test_sans_thematique_connue_rien_ne_change(bureau, thematique) -> None:
    page = confirmer(bureau, proposer(bureau, "mettre_thematique", ProjetFactory()), thematique=thematique)
    assert page.status_code == 200
    assert page.context["formulaire"].errors


@pytest.mark.parametrize("geste", ["mettre_thematique", "oter_thematique"])
def test_un_geste_coute_autant_pour_dix_que_pour_une(groupes, geste) -> None:
    par, thematique, couts = UtilisateurFactory(redaction=True), ThematiqueFactory(), []
    assert par.has_perm("programmes.change_projet")
    for nombre in (1, 10):
        fiches = ProjetFactory.create_batch(nombre, publie=True)
        for fiche in fiches if geste == "oter_thematique" else ():
            fiche.thematiques.add(thematique)
        with CaptureQueriesContext(connection) as requetes:
            saisie = {"thematique": thematique.pk}
            cles = [fiche.pk for fiche in fiches]
            lot = ouvrir(geste=gestes[geste], modele=Projet, cles=cles, saisie=saisie, par=par)
            assert executer(lot.pk).faites == nombre
            demander_l_annulation(lot=lot, par=par)
            assert rendre(lot.pk).rendues == nombre
        couts.append(len(requetes))
    assert couts[0] == couts[1]


def test_les_collectivites_n_ont_pas_de_thematiques(bureau) -> None:
    assert bureau.post("/admin/collectivites/collectivite/lot/mettre_thematique/").status_code == 404
