"""Every screen opens, saves unchanged, and leaves the public side in step."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR

from publication.actions import verifier
from publication.models import Publication
from tests import factories
from tests.admin.conftest import adresse, creer, donnees_du_formulaire, modeles_administres

pytestmark = pytest.mark.django_db
LECTURE_SEULE = {
    "collectivites.Avis",
    "collectivites.Effacement",
    "publication.Alerte",
    "publication.Doublon",
    "publication.LienDeMiseAJour",
    "publication.LienVerifie",
    "publication.LienPrive",
    "publication.Import",
    "publication.Lot",
    "publication.Publication",
    "publication.VueEnregistree",
    "collectivites.Region",
    "collectivites.Departement",
    "collectivites.Commune",
}


SANS_AJOUT = {*LECTURE_SEULE, "publication.Livraison", "publication.Proposition"}


@pytest.fixture(params=modeles_administres(), ids=lambda modele: modele._meta.label)
def modele(request):
    return request.param


def test_liste_s_ouvre_avec_une_recherche_et_chaque_filtre(direction, modele) -> None:
    creer(modele)
    ecran = admin.site._registry[modele]
    assert ecran.search_fields
    assert direction.get(adresse(modele, "changelist")).status_code == 200
    reponse = direction.get(adresse(modele, "changelist"), {SEARCH_VAR: "île"})
    assert reponse.status_code == 200
    for filtre in reponse.context["cl"].filter_specs:
        for choix in list(filtre.choices(reponse.context["cl"]))[:3]:
            assert direction.get(adresse(modele, "changelist") + choix["query_string"]).status_code == 200


def test_formulaire_s_ouvre_et_se_sauve_tel_quel(direction, modele) -> None:
    objet = creer(modele)
    url = adresse(modele, "change", objet.pk)
    reponse = direction.get(url)
    assert reponse.status_code == 200
    if modele._meta.label in LECTURE_SEULE:
        return
    generation = Publication.objects.generation()
    envoi = direction.post(url, donnees_du_formulaire(reponse))
    assert envoi.status_code == 302, envoi.context["errors"]
    assert list(verifier()) == []
    if not hasattr(modele, "champ_titre"):
        assert Publication.objects.generation() == generation


def test_formulaire_d_ajout_et_historique_s_ouvrent(direction, modele) -> None:
    objet = creer(modele)
    attendu = 403 if modele._meta.label in SANS_AJOUT else 200
    assert direction.get(adresse(modele, "add")).status_code == attendu
    assert direction.get(adresse(modele, "history", objet.pk)).status_code == 200


def test_recherche_ignore_accents_et_casse(direction) -> None:
    factories.CollectiviteFactory(nom="Île-de-Bréhat")
    reponse = direction.get(
        adresse(factories.CollectiviteFactory._meta.model, "changelist"), {SEARCH_VAR: "ILE-DE-brehat"}
    )
    assert reponse.context["cl"].result_count == 1
