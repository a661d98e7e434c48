"""Rural, urban, or between: from the sizes of the communes."""

from __future__ import annotations

import pytest

from collectivites.models import Collectivite, TypeCollectivite
from collectivites.models.ruralite import classe
from publication.actions import fiches_concernees, synchroniser
from publication.models import Publication
from tests.factories import CollectiviteFactory, CommuneFactory, DepartementFactory

pytestmark = pytest.mark.django_db


def lue(collectivite: Collectivite) -> Collectivite:
    return Collectivite.objects.pour_document().get(pk=collectivite.pk)


@pytest.mark.parametrize(
    ("part", "attendue"),
    [(None, ""), (1.0, "rurale"), (0.5, "rurale"), (0.49, "intermediaire"), (0.2, "urbaine"), (0.0, "urbaine")],
)
def test_classe_suit_les_seuils(part, attendue) -> None:
    assert classe(part) == attendue


def test_epci_se_juge_sur_ses_communes_en_vigueur() -> None:
    epci = CollectiviteFactory(type=TypeCollectivite.COMMUNAUTE_COMMUNES)
    CommuneFactory(epci=epci, population=900)
    CommuneFactory(epci=epci, population=2000)
    CommuneFactory(epci=epci, population=50_000, supprime_en=2020)
    assert lue(epci).part_rurale == pytest.approx(900 / 2900)
    assert lue(epci).ruralite == "intermediaire"


def test_pays_se_juge_sur_ses_communes_membres() -> None:
    pays = CollectiviteFactory(type=TypeCollectivite.PETR)
    pays.communes.add(CommuneFactory(population=500))
    assert lue(pays).ruralite == "rurale"


def test_chaque_niveau_a_ses_communes() -> None:
    departement = DepartementFactory()
    commune = CommuneFactory(departement=departement, region=departement.region, population=80_000)
    for type_, code in (("region", departement.region_id), ("departement", departement.pk), ("commune", commune.pk)):
        assert lue(CollectiviteFactory(type=type_, code_insee=code)).ruralite == "urbaine", type_
    for code in (commune.pk, departement.region_id):
        assert lue(CollectiviteFactory(type="statut_particulier", code_insee=code)).ruralite == "urbaine"


def test_sans_commune_ni_population_on_ne_sait_pas() -> None:
    epci = CollectiviteFactory(type=TypeCollectivite.METROPOLE)
    assert lue(epci).ruralite == ""
    CommuneFactory(epci=epci, population=None)
    assert lue(epci).ruralite == ""


def test_population_corrigee_change_la_fiche_publique() -> None:
    epci = CollectiviteFactory(type=TypeCollectivite.METROPOLE, publie=True)
    commune = CommuneFactory(epci=epci, population=500)
    synchroniser(fiches_concernees([commune]))
    assert Publication.objects.get(pk=epci.uid).ruralite == "rurale"
    commune.population = 90_000
    commune.save()
    synchroniser(fiches_concernees([commune]))
    assert Publication.objects.get(pk=epci.uid).ruralite == "urbaine"


def test_commune_porte_le_siren_de_son_epci() -> None:
    epci = CollectiviteFactory(type=TypeCollectivite.METROPOLE)
    commune = CommuneFactory(epci=epci)
    mairie = CollectiviteFactory(type=TypeCollectivite.COMMUNE, code_insee=commune.pk)
    seule = CollectiviteFactory(type=TypeCollectivite.COMMUNE, code_insee=CommuneFactory(epci=None).pk)
    assert [lue(c).siren_epci for c in (epci, mairie, seule)] == [epci.siren or "", epci.siren or "", ""]
    assert lue(mairie).projection().commune == commune.pk
