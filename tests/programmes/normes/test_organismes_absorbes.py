"""A national file that names an organisation merged into another: the grant goes to the one that was kept."""

from __future__ import annotations

import pytest

from programmes.actions.importer_subventions import importer_subventions
from programmes.models import Organisme, Subvention
from publication.actions.fusionner import Choix, fusionner
from tests import factories as f
from tests.programmes.normes.echantillons import fichier

pytestmark = pytest.mark.django_db
SIRET, RNA, AUTRE_SIRET = "22350001800013", "W351001234", "35600000000048"


@pytest.fixture
def par():
    return f.UtilisateurFactory()


@pytest.fixture
def garde(par):
    """An organisation into which the one that the file names was merged; each had its own SIRET."""
    f.CollectiviteFactory(siren="243500139")
    garde = f.OrganismeFactory(nom="Les Ateliers du bourg", siret=AUTRE_SIRET, rna=None)
    perdu = f.OrganismeFactory(nom="Ateliers du bourg (doublon)", siret=SIRET, rna=None)
    fusionner(gardee=garde, perdue=perdu, choix=Choix({"siret": "gauche"}), par=par)
    return Organisme.objects.get()


def test_un_siret_qui_revient_mene_a_l_organisme_garde(garde, par) -> None:
    importer_subventions(fichier({"rnaBeneficiaire": ""}), nom="2021.csv", par=par)
    assert Organisme.objects.get() == garde
    assert Subvention.objects.get().beneficiaire == garde
    garde.refresh_from_db()
    assert garde.siret == AUTRE_SIRET
    deja = importer_subventions(fichier({"rnaBeneficiaire": ""}), nom="2021.csv", par=par)
    assert [resultat.sort.value for resultat in deja.resultats] == ["inchangee"]


def test_l_ancien_siret_et_le_numero_de_l_organisme_garde_ne_se_contredisent_pas(garde, par) -> None:
    garde.rna = RNA
    garde.save()
    rapport = importer_subventions(fichier({"rnaBeneficiaire": RNA}), nom="2021.csv", par=par)
    assert not rapport.refusees
    assert Subvention.objects.get().beneficiaire == garde


def test_le_numero_qui_manquait_a_l_organisme_garde_est_retenu(garde, par) -> None:
    importer_subventions(fichier({"rnaBeneficiaire": RNA}), nom="2021.csv", par=par)
    garde.refresh_from_db()
    assert (garde.siret, garde.rna) == (AUTRE_SIRET, RNA)


def test_un_siret_repris_depuis_par_un_autre_mene_a_celui_qui_le_porte(garde, par) -> None:
    porteur = f.OrganismeFactory(nom="Les Ateliers du bourg", siret=SIRET, rna=None)
    importer_subventions(fichier({"rnaBeneficiaire": ""}), nom="2021.csv", par=par)
    assert Subvention.objects.get().beneficiaire == porteur


def test_un_organisme_absorbe_ne_coute_pas_une_lecture_par_ligne(garde, par, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as pour_une:
        importer_subventions(fichier({}), nom="2021.csv", par=par, simuler=True)
    lignes = [{"referenceDecision": str(rang)} for rang in range(10)]
    with django_assert_num_queries(len(pour_une)):
        importer_subventions(fichier(*lignes), nom="2021.csv", par=par, simuler=True)
