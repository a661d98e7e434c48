"""Counts held in memory are those that the database would give, whatever was written since."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from collectivites.filters import CollectiviteFilter
from programmes.filters import DispositifFilter, ProjetFilter
from publication import memoire as module
from publication.actions import publier, retirer, synchroniser
from publication.facettes import Comptage
from publication.models import EtatPublic
from tests import factories as f

pytestmark = pytest.mark.django_db


def comptage(classe, requete: str = "") -> Comptage:
    from django.http import QueryDict

    filtre = classe(QueryDict(requete), queryset=classe.Meta.model.fiches().pour_liste_publique())
    assert filtre.is_valid(), filtre.form.errors
    compte = Comptage(filtre)
    assert compte.nombre == filtre.qs.count()
    assert [fiche.pk for fiche in compte.lues()] == [fiche.pk for fiche in filtre.qs]
    return compte


def valeurs(compte: Comptage, nom: str) -> dict[str, int]:
    return {valeur.code: valeur.nombre for valeur in compte.facettes()[nom].valeurs if valeur.nombre}


def test_chaque_ecriture_se_lit_dans_les_comptes() -> None:
    par = f.UtilisateurFactory()
    premiere, seconde = f.CollectiviteFactory.create_batch(2, publie=True, type="commune")
    assert valeurs(comptage(CollectiviteFilter), "type") == {"commune": 2}
    premiere.type = "region"
    premiere.save()
    synchroniser([premiere])
    assert valeurs(comptage(CollectiviteFilter), "type") == {"commune": 1, "region": 1}
    troisieme = f.CollectiviteFactory(publie=True, type="metropole")
    retirer(fiche=seconde, motif="Doublon", par=par)
    assert valeurs(comptage(CollectiviteFilter), "type") == {"metropole": 1, "region": 1}
    publier(fiche=seconde, par=par)
    assert comptage(CollectiviteFilter, "type=-region").nombre == 2
    assert comptage(CollectiviteFilter, f"q={troisieme.nom}&type=metropole").nombre == 1


def test_seules_les_fiches_changees_sont_relues(django_assert_num_queries) -> None:
    fiches = f.ProjetFactory.create_batch(3, publie=True)
    avant = comptage(ProjetFilter).memoire
    assert comptage(ProjetFilter).memoire is avant
    synchroniser([fiches[0]])
    apres = comptage(ProjetFilter).memoire
    assert apres is not avant
    assert apres.revision == avant.revision
    assert list(apres.cles) == list(avant.cles) == sorted(fiche.pk for fiche in fiches)


def test_autre_base_ou_autre_jour_relit_tout() -> None:
    f.DispositifFactory(publie=True, ouverture_le=dt.date(2030, 1, 1), cloture_le=dt.date(2030, 3, 1))
    with time_machine.travel("2029-12-31 12:00", tick=False):
        assert valeurs(comptage(DispositifFilter), "etat") == {"a_venir": 1}
    with time_machine.travel("2030-01-01 12:00", tick=False):
        assert valeurs(comptage(DispositifFilter), "etat") == {"ouvert": 1}
        assert valeurs(comptage(DispositifFilter, "le=2031-01-01"), "etat") == {"clos": 1}
        assert comptage(DispositifFilter, "le=2031-01-01&etat=ouvert").nombre == 0
        assert valeurs(comptage(DispositifFilter, "le=2031-01-01&nature_aide=-pret"), "etat") == {"clos": 1}
    EtatPublic.objects.update(numero=1)
    assert comptage(DispositifFilter).memoire.numero == 1


def test_montants_connus_s_additionnent_au_centime() -> None:
    for montant in ("10.10", "20.25", "1000"):
        projet = f.ProjetFactory(publie=True)
        collectivite = f.CollectiviteFactory(publie=True)
        f.SubventionFactory(
            projet=projet,
            collectivite=collectivite,
            montant_vote=Decimal(montant),
            montant_conventionne=Decimal(montant),
        )
        synchroniser([projet])
    f.ProjetFactory(publie=True)
    somme = comptage(ProjetFilter).montants
    assert (somme.connus, somme.total, somme.mediane) == (3, Decimal("1030.35"), 20.25)
    assert comptage(ProjetFilter, "montant_min=10.11&montant_max=20.25").montants.total == Decimal("20.25")
    assert comptage(ProjetFilter, "montant_min=2000").montants.total is None


def test_theme_d_une_politique_passe_a_qui_la_porte() -> None:
    theme = f.ThematiqueFactory(slug="emploi")
    f.ThematiqueFactory(slug="culture")
    porteuse, autre = f.CollectiviteFactory.create_batch(2, publie=True)
    politique = f.PolitiqueFactory(collectivite=porteuse, publie=True)
    politique.thematiques.add(theme)
    synchroniser([politique])
    assert valeurs(comptage(CollectiviteFilter), "thematique") == {"emploi": 1}
    assert comptage(CollectiviteFilter, "thematique=emploi").nombre == 1
    politique.collectivite = autre
    politique.save()
    synchroniser([politique])
    assert comptage(CollectiviteFilter, "thematique=-emploi").nombre == 1
    assert [fiche.pk for fiche in comptage(CollectiviteFilter, "thematique=emploi").filtre.qs] == [autre.pk]


def test_oublier_vide_la_memoire() -> None:
    f.ProjetFactory(publie=True)
    avant = comptage(ProjetFilter).memoire
    module.oublier()
    assert comptage(ProjetFilter).memoire is not avant
