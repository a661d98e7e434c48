"""National files of the demonstration and of generated data: valid, and what they leave out is named."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from stdnum import luhn

from collectivites.models import Collectivite
from programmes.actions.synthese import Volume, generer
from programmes.models import Dispositif, Organisme, Subvention
from programmes.nationaux import bilan_des_dispositifs, bilans, tous_les_dispositifs, toutes_les_subventions
from publication.models import Publication
from tests.factories import CommuneFactory
from tests.portes import contenu
from tests.programmes.fiches_du_reseau import installer_territoires
from tests.programmes.normes.test_national import valider

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db


def lignes(octets: bytes) -> int:
    return sum(1 for _ligne in csv.DictReader(io.StringIO(octets.decode())))


def verifier_tout(client, tmp_path: Path) -> tuple[int, int]:
    """Validate the whole files and that of each authority and year; return how many rows each whole one has.

    Every public record is either a row or counted, with its reasons, in the report.
    """
    subventions, dispositifs = b"".join(toutes_les_subventions()), b"".join(tous_les_dispositifs())
    assert valider(subventions, "scdl-subventions", tmp_path) == []
    assert valider(dispositifs, "dispositif-aide", tmp_path) == []
    rapport = bilan_des_dispositifs(Dispositif.fiches().publiees())
    assert rapport.completes == lignes(dispositifs)
    assert bool(rapport.manques) == (rapport.completes < rapport.total == Dispositif.fiches().publiees().count())
    par_annee = 0
    for collectivite in Publication.objects.vivantes().de_nature("collectivite"):
        siennes = Subvention.objects.publiques().filter(collectivite__publication=collectivite)
        lus = bilans(siennes)
        assert sum(bilan.total for bilan in lus) == siennes.count()
        for bilan in lus:
            assert bool(bilan.manques) == (bilan.completes < bilan.total)
            if bilan.annee is None:
                continue
            reponse = client.get(f"{collectivite.get_absolute_url()}subventions/{bilan.annee}.csv")
            octets = contenu(reponse).encode()
            assert valider(octets, "scdl-subventions", tmp_path) == []
            assert lignes(octets) == bilan.completes
            par_annee += bilan.completes
    assert par_annee == lignes(subventions)
    return lignes(subventions), lignes(dispositifs)


def donner_des_numeros() -> None:
    """Numbers for most of the authorities and organisations: those that national files ask for."""
    for rang, collectivite in enumerate(Collectivite.objects.order_by("pk")[1:]):
        siren = f"9{rang:07d}"
        siren += luhn.calc_check_digit(siren)
        siret = f"{siren}0001"
        siret += luhn.calc_check_digit(siret)
        Collectivite.objects.filter(pk=collectivite.pk).update(siren=siren, siret=siret)
    for organisme in Organisme.objects.order_by("pk")[1:]:
        Organisme.objects.filter(pk=organisme.pk).update(rna=f"W9{organisme.pk:08d}")


def test_les_fichiers_de_la_demonstration_sont_valides_et_nomment_ce_qui_manque_aux_autres(client, tmp_path) -> None:
    installer_territoires()
    call_command("charger_fiches", stdout=io.StringIO())
    subventions, dispositifs = verifier_tout(client, tmp_path)
    assert dispositifs >= 1
    assert Subvention.objects.publiques().count() > subventions, "peu de subventions du réseau disent SIRET et dates"


def test_les_fichiers_des_donnees_generees_sont_valides(client, tmp_path) -> None:
    for rang in range(5):
        CommuneFactory(latitude=48.0 + rang, longitude=-1.5)
    generer(Volume(collectivites=30, projets=40, subventions=120), graine=3)
    assert verifier_tout(client, tmp_path)[0] == 0, "les données générées n’empruntent le numéro de personne"
    donner_des_numeros()
    subventions, dispositifs = verifier_tout(client, tmp_path)
    assert subventions > 0
    assert dispositifs > 0
