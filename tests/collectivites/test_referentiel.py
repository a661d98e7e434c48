"""``importer_referentiel``: what it creates, what it leaves alone, and that a second import changes nothing."""

from __future__ import annotations

import http.server
import threading
from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from collectivites.actions.referentiel import SOURCE_POPULATION
from collectivites.models import Collectivite, Commune, Departement, Region
from collectivites.referentiel import sources
from publication.actions import publier, verifier
from publication.models import Publication
from tests.collectivites.petit_code import PetitCode
from tests.factories import CollectiviteFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(tmp_path) -> PetitCode:
    return PetitCode(tmp_path / "paquet")


def importer(source: object = "", **options: object) -> str:
    sortie = StringIO()
    call_command("importer_referentiel", str(source), stdout=sortie, stderr=StringIO(), **options)
    return sortie.getvalue()


def test_premier_import_cree_territoires_et_collectivites_en_brouillon(code) -> None:
    sortie = importer(code.ecrire())
    assert "communes : 4 créées" in sortie
    assert Region.objects.get(code="53").slug == "bretagne"
    assert Departement.objects.get(code="35").region_id == "53"
    commune = Commune.objects.get(code="35238")
    assert (commune.epci.nom, commune.codes_postaux, commune.latitude is not None) == (
        "Rennes Métropole", ["35000", "35200", "35700"], True,
    )  # fmt: skip
    departement = Collectivite.objects.get(type="departement", code_insee="35")
    assert (departement.nom, departement.slug, departement.sigle) == (
        "Département d’Ille-et-Vilaine", "departement-ille-et-vilaine", "CD35",
    )  # fmt: skip
    assert departement.population == 220_000 + 3_000
    assert departement.population_source == "Code officiel géographique, millésime 2026"
    assert set(Collectivite.objects.values_list("statut", flat=True)) == {"brouillon"}


def test_second_import_ne_change_rien(code) -> None:
    importer(code.ecrire())
    etat = list(Collectivite.objects.order_by("pk").values())
    sortie = importer(code.ecrire())
    assert "créées" not in sortie
    assert " changées" not in sortie
    assert list(Collectivite.objects.order_by("pk").values()) == etat


def test_archive_dossier_et_adresse_donnent_le_meme_resultat(code, tmp_path) -> None:
    dossier = code.ecrire()
    archive = code.archiver(tmp_path / "paquet.tgz")
    importer(dossier)
    assert "créées" not in importer(archive)
    serveur = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    )
    fil = threading.Thread(target=serveur.serve_forever, daemon=True)
    fil.start()
    try:
        adresse = f"http://127.0.0.1:{serveur.server_address[1]}"
        assert "créées" not in importer(f"{adresse}/paquet.tgz")
        with pytest.raises(CommandError, match="téléchargement a échoué"):
            importer(f"{adresse}/absente.tgz")
    finally:
        serveur.shutdown()
        serveur.server_close()
    with pytest.raises(CommandError, match="téléchargement a échoué"):
        importer(f"{adresse}/paquet.tgz")


def test_nouvel_an_change_supprime_et_dissout(code) -> None:
    importer(code.ecrire())
    code.millesime(2027)
    code.entree("communes", "35238")["population"] = 230_000
    code.retirer("communes", "35051")
    code.entree("epci", "243500139")["membres"] = [{"code": "35238"}]
    sortie = importer(code.ecrire(), forcer=True)
    assert "communes : 1 changées, 1 supprimées, 2 inchangées" in sortie
    assert Commune.objects.get(code="35051").supprime_en == 2027
    assert Collectivite.objects.get(code_insee="35", type="departement").population == 230_000
    code.retirer("epci", "243500139")
    importer(code.ecrire(), forcer=True)
    dissoute = Collectivite.objects.get(siren="243500139")
    assert dissoute.dissoute_en == 2027
    assert dissoute.history.first().history_change_reason == "Code officiel géographique 2027"
    assert dissoute.history.first().history_user is None
    assert Commune.objects.get(code="35238").epci_id is None


def test_ce_qui_revient_est_retabli(code) -> None:
    importer(code.ecrire())
    commune, epci = code.retirer("communes", "35051"), code.retirer("epci", "243500139")
    importer(code.ecrire(), forcer=True)
    code.contenu["communes"].append(commune)
    code.contenu["epci"].append(epci)
    sortie = importer(code.ecrire())
    assert "communes : 1 changées, 1 rétablies" in sortie
    assert Commune.objects.get(code="35051").supprime_en is None
    assert Collectivite.objects.get(siren="243500139").dissoute_en is None


def test_ce_que_l_equipe_ecrit_n_est_jamais_ecrase(code) -> None:
    importer(code.ecrire())
    metropole = Collectivite.objects.get(siren="243500139")
    metropole.nom, metropole.presentation, metropole.latitude, metropole.longitude = "Rennes", "Texte.", 1.0, 2.0
    metropole.save()
    a_part = CollectiviteFactory(
        siren="200052264", population_source="", region=Region.objects.get(code="53"), departement=None
    )
    code.entree("communes", "35238")["population"] = 1
    code.entree("epci", "243500139")["populationMunicipale"] = 7
    sortie = importer(code.ecrire())
    metropole.refresh_from_db()
    a_part.refresh_from_db()
    assert (metropole.nom, metropole.presentation, metropole.latitude) == ("Rennes", "Texte.", 1.0)
    assert metropole.population == 7
    assert "« Rennes » / « Rennes Métropole »" in sortie
    assert a_part.dissoute_en is None


def test_fiche_publique_changee_est_republiee_dans_la_meme_transaction(code) -> None:
    importer(code.ecrire())
    metropole = Collectivite.objects.get(siren="243500139")
    publier(fiche=metropole, par=UtilisateurFactory())
    code.entree("epci", "243500139")["populationMunicipale"] = 500_000
    importer(code.ecrire())
    assert Publication.objects.get().contenu["population"] == 500_000
    assert list(verifier()) == []


def test_suppression_massive_et_millesime_ancien_sont_refuses_sans_rien_ecrire(code) -> None:
    importer(code.ecrire())
    code.retirer("communes", "35051")
    with pytest.raises(CommandError, match="communes : 1 sur 4 seraient supprimés"):
        importer(code.ecrire())
    code.millesime(2025)
    with pytest.raises(CommandError, match=r"plus ancien que celui de la base \(2026\)"):
        importer(code.ecrire())
    assert Commune.objects.en_vigueur().count() == 4


def test_statuts_particuliers_remplacent_region_et_departements(code) -> None:
    code.ajouter_corse_et_alsace()
    importer(code.ecrire())
    corse = Collectivite.objects.get(nom="Collectivité de Corse")
    assert (corse.type, corse.region_id, corse.departement_id) == ("statut_particulier", "94", None)
    assert not Collectivite.objects.filter(type="region", code_insee="94").exists()
    assert not Collectivite.objects.filter(type="departement", code_insee__in=["2A", "2B", "67", "68"]).exists()
    assert Collectivite.objects.get(nom="Collectivité européenne d’Alsace").region_id == "44"


def test_instantane_s_ecrit_et_se_relit(code, tmp_path, monkeypatch) -> None:
    vers = tmp_path / "instantane.tar.xz"
    monkeypatch.setattr("collectivites.management.commands.importer_referentiel.INSTANTANE", vers)
    monkeypatch.setattr(sources, "INSTANTANE", vers)
    assert "Instantané écrit" in importer(code.ecrire(), ecrire_instantane=True)
    assert "créées" not in importer()
    assert sources.ouvrir().fichiers.keys() == set(sources.FICHIERS)


def test_instantane_du_depot_a_les_effectifs_de_2026() -> None:
    importer()
    assert Region.objects.de_plein_exercice().count() == 18
    assert Departement.objects.de_plein_exercice().count() == 101
    assert Commune.objects.count() == 34_969
    assert (
        Collectivite.objects.filter(siren__isnull=False).exclude(type__in=["ept", "statut_particulier"]).count()
        == 1_255
    )
    assert Collectivite.objects.filter(type="ept").count() == 11
    assert Collectivite.objects.count() == 1_385
    assert Collectivite.objects.get(type="ept", nom="Plaine Commune").communes.count() > 5
    assert not Collectivite.objects.exclude(population_source__startswith=SOURCE_POPULATION).exists()
