"""Full exports hold what the API gives, at one revision, described, summed, and nothing that is not public."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import hashlib
import io
import tracemalloc
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from django.core.management import CommandError, call_command
from frictionless import Package, system
from python_calamine import CalamineWorkbook
from shapely.geometry import shape

from publication.actions import retirer, synchroniser
from publication.editions import editer as module
from publication.editions.dossier import courante
from publication.editions.ecriture import Bobine, ecrire_documents, ecrire_geojson
from publication.editions.editer import editer
from publication.editions.horaires import prochaine
from publication.editions.jeux import sommaire
from publication.editions.tables import Colonne, Table
from publication.exports.source import Ligne
from publication.models import EtatPublic, Publication
from publication.tasks import exporter_donnees
from tests import factories as f
from tests.monde_public import creer_un_monde_complet

if TYPE_CHECKING:
    from publication.editions.dossier import Edition

pytestmark = pytest.mark.django_db
SECRET = "Zinnia"


@pytest.fixture
def edition() -> Edition:
    """The full world, a withdrawn sheet, a draft, a contact who agreed to nothing."""
    collectivite = creer_un_monde_complet()
    f.ContactFactory(collectivite=collectivite, nom=SECRET, email="zinnia@example.org", telephone="+33261910077")
    f.CollectiviteFactory(nom=SECRET)
    retiree = f.RessourceFactory(publie=True, titre=SECRET)
    retirer(fiche=retiree, motif="Périmée.", par=f.UtilisateurFactory())
    f.CommuneFactory(latitude=48.1, longitude=-1.6)
    synchroniser([collectivite])
    return editer()


def lire(edition: Edition, nom: str) -> str:
    return (edition.chemin / nom).read_text(encoding="utf-8")


def documents(edition: Edition, nom: str) -> list[Any]:
    return [orjson.loads(ligne) for ligne in lire(edition, nom).splitlines()]


def test_chaque_liste_est_exactement_celle_de_l_api(client, edition) -> None:
    assert list(sommaire.jeux)[:4] == ["collectivites", "politiques", "dispositifs", "projets"]
    for nom in sommaire.jeux:
        de_l_api = client.get(f"/api/v1/{nom}/?format=jsonl").getvalue().decode()
        assert sorted(de_l_api.splitlines()) == sorted(lire(edition, f"{nom}.jsonl").splitlines()), nom
    assert [len(documents(edition, f"{nom}.jsonl")) for nom in ("collectivites", "projets", "subventions")] == [1, 1, 1]


def test_les_changements_sont_ceux_de_l_api_jusqu_a_la_revision_dite(client, edition) -> None:
    page = client.get("/api/v1/changements/?limite=500").json()
    lus = documents(edition, "changements.jsonl")
    assert lus == page["changements"]
    assert edition.revision == page["revision"] == lus[-1]["revision"]
    assert {bool(lu["document"]) for lu in lus} == {True, False}


def test_rien_de_ce_qui_n_est_pas_public_n_y_est(edition) -> None:
    for chemin in edition.chemin.iterdir():
        octets = gzip.decompress(chemin.read_bytes()) if chemin.suffix == ".gz" else chemin.read_bytes()
        assert SECRET.encode() not in octets, chemin.name
        assert b"zinnia" not in octets
    classeur = CalamineWorkbook.from_path(str(edition.chemin / "repertoire-ess.xlsx"))
    assert SECRET not in str([classeur.get_sheet_by_name(nom).to_python() for nom in classeur.sheet_names])


def test_frictionless_trouve_valides_toutes_les_tables_et_leurs_liens(edition) -> None:
    with system.use_context(trusted=True):
        rapport = Package(str(edition.chemin / "datapackage.json")).validate()
    assert rapport.valid, rapport.flatten(["name", "type", "message"])[:5]
    assert rapport.stats["tasks"] > len(sommaire.jeux)


def test_les_parties_sont_liees_a_leur_document(edition) -> None:
    contacts = csv.DictReader(io.StringIO(lire(edition, "collectivites-contacts.csv")))
    (contact,) = [ligne for ligne in contacts if ligne["nom"]]
    (collectivite,) = documents(edition, "collectivites.jsonl")
    assert (contact["parent"], contact["rang"]) == (collectivite["uid"], "1")
    assert contact["email"] == collectivite["contacts"][0]["email"]
    (projet,) = csv.DictReader(io.StringIO(lire(edition, "projets.csv")))
    assert projet["organisme_nom"] == documents(edition, "projets.jsonl")[0]["organisme"]["nom"]


def test_le_manifeste_et_les_sommes_disent_chaque_fichier(edition) -> None:
    dits = {fichier.nom: fichier for fichier in edition.fichiers}
    a_part = {"manifeste.json", "SHA256SUMS"}
    assert {chemin.name for chemin in edition.chemin.iterdir() if chemin.suffix != ".gz"} == {*dits, *a_part}
    sommes = dict(reversed(ligne.split("  ")) for ligne in lire(edition, "SHA256SUMS").splitlines())
    for nom, fichier in dits.items():
        octets = (edition.chemin / nom).read_bytes()
        assert (fichier.taille, fichier.sha256) == (len(octets), hashlib.sha256(octets).hexdigest())
        assert sommes[nom] == fichier.sha256
        copie = edition.chemin / f"{nom}.gz"
        assert not copie.exists() or gzip.decompress(copie.read_bytes()) == octets
    assert edition.manifeste["licence"] == "etalab-2.0"
    assert edition.le <= dt.datetime.now(dt.UTC)
    assert edition.etat == EtatPublic.objects.numero()


def test_le_classeur_a_une_feuille_par_table_et_le_sens_des_colonnes(edition) -> None:
    classeur = CalamineWorkbook.from_path(str(edition.chemin / "repertoire-ess.xlsx"))
    tables = [table["nom"] for table in edition.manifeste["tables"]]
    assert classeur.sheet_names == ["provenance", *tables, "dictionnaire"]
    entete, *lignes = classeur.get_sheet_by_name("collectivites").to_python()
    assert dict(zip(entete, lignes[0], strict=True))["population"] == 25_000
    dictionnaire = classeur.get_sheet_by_name("dictionnaire").to_python()
    assert {ligne[0] for ligne in dictionnaire[1:]} == set(tables)
    assert all(ligne[3] for ligne in dictionnaire), "chaque colonne a un sens"


def test_le_geojson_se_lit_avec_shapely(edition) -> None:
    collection = orjson.loads(lire(edition, "communes.geojson"))
    situees = [entite for entite in collection["features"] if entite["geometry"]]
    assert {(shape(e["geometry"]).x, shape(e["geometry"]).y) for e in situees} == {(-1.6, 48.1)}
    assert collection["licence"] == "etalab-2.0"
    assert not (edition.chemin / "regions.geojson").exists()


def test_un_export_qui_echoue_laisse_servir_le_precedent(edition, monkeypatch) -> None:
    def tomber(*_arguments: Any) -> None:
        raise OSError("disque plein")

    monkeypatch.setattr(module, "paquet", tomber)
    with pytest.raises(OSError, match="disque plein"):
        editer()
    restee = courante()
    assert restee is not None
    assert restee.chemin == edition.chemin
    assert {chemin.name for chemin in edition.chemin.parent.iterdir()} == {".verrou", edition.chemin.name}


def test_ce_qu_un_export_tue_a_laisse_est_balaye(edition) -> None:
    reste = edition.chemin.parent / ".en-cours-tue"
    reste.mkdir()
    editer()
    assert not reste.exists()
    assert not edition.chemin.exists()


def test_un_retrait_efface_l_ancien_avant_meme_que_le_nouveau_soit_ecrit(edition, monkeypatch) -> None:
    retirer(fiche=f.RessourceFactory(publie=True), motif="Non.", par=f.UtilisateurFactory())
    monkeypatch.setattr(module, "Description", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        editer()
    assert courante() is None


def test_la_memoire_ne_croit_pas_avec_le_nombre_de_documents(tmp_path) -> None:
    table = Table(
        nom="essai",
        description="",
        cle="uid",
        chemin=(),
        colonnes=(Colonne(nom="uid", type="string", description="", chemin=("uid",)),),
    )

    def sommet(nombre: int) -> int:
        tracemalloc.start()
        bobine = Bobine(Ligne('{"uid":"%s"}' % ("x" * 1000), 48.0, -1.0) for _ in range(nombre))
        ecrire_documents(tmp_path / "essai.jsonl", bobine)
        ecrire_geojson(tmp_path / "essai.geojson", table, bobine)
        bobine.fermer()
        _present, sommet = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return sommet

    sommet(10)
    assert sommet(5000) < sommet(50) + 300_000


def test_la_tache_de_nuit_ecrit_et_dit_combien_d_octets() -> None:
    f.CollectiviteFactory(publie=True)
    assert exporter_donnees(0) == sum(fichier.taille for fichier in courante().fichiers)


def test_la_commande_ecrit_et_copie_sans_les_doubles(tmp_path) -> None:
    f.CollectiviteFactory(publie=True)
    sortie, vers = io.StringIO(), tmp_path / "copie"
    call_command("exporter_donnees", "--dossier", str(vers), stdout=sortie)
    assert f"révision {Publication.objects.generation()}" in sortie.getvalue()
    assert {"manifeste.json", "SHA256SUMS", "changements.jsonl"} <= {chemin.name for chemin in vers.iterdir()}
    assert not list(vers.glob("*.gz"))
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("exporter_donnees", "--dossier", str(vers))


@pytest.mark.parametrize(("heure", "jour"), [(4, 1), (5, 2), (23, 2)])
def test_le_prochain_export_est_celui_de_la_nuit_qui_vient(heure, jour) -> None:
    maintenant = dt.datetime(2026, 6, 1, heure, tzinfo=dt.UTC)
    assert prochaine(maintenant) == dt.datetime(2026, 6, jour, 4, 10, tzinfo=dt.UTC)
