"""Bad sources: the message names the file, the place and the reason, and nothing is written."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from collectivites.models import Region
from collectivites.referentiel import sources
from tests.collectivites.petit_code import PetitCode

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(tmp_path) -> PetitCode:
    return PetitCode(tmp_path / "paquet")


def refus(source: object, **options: object) -> str:
    with pytest.raises(CommandError) as erreur:
        call_command("importer_referentiel", str(source), stderr=io.StringIO(), **options)
    assert not Region.objects.exists()
    assert str(erreur.value).endswith("Rien n’a été enregistré.")
    return str(erreur.value)


FAUTES = [
    ("regions", 0, "code", "5-3", "regions.json, ligne 2, entrée 1, code 5-3 : code « 5-3 » mal formé."),
    ("regions", 0, "zone", "lune", "regions.json, ligne 2, entrée 1, code 53 : zone « lune » inconnue."),
    ("departements", 1, "region", "99", "departements.json, ligne 3, entrée 2, code 22 : region 99 inconnu"),
    ("departements", 0, "typeLiaison", 9, "typeLiaison 9 est inconnu"),
    ("communes", 0, "population", -1, "communes.json, ligne 2, entrée 1, code 35238 : « population » est négatif (-1)"),
    ("communes", 0, "population", "x", "« population » devrait être un nombre entier"),
    ("communes", 1, "code", "35238", "communes.json, ligne 3, entrée 2, code 35238 : ce code figure deux fois"),
    ("communes", 0, "code", "3523", "le code d’une commune compte cinq caractères"),
    ("communes", 0, "departement", "99", "departement 99 inconnu"),
    ("communes", 0, "region", "44", "région 44 inconnue, ou qui n’est pas celle du département 35"),
    ("communes", 0, "siren", "213502389", "siren : « 213502389 » : la clé de ce SIREN est fausse"),
    ("communes", 0, "codesPostaux", ["350"], "code postal « 350 » mal formé"),
    ("communes", 0, "nom", " ", "« nom » est vide"),
    ("communes", 0, "nom", "x" * 121, "nom de plus de 120 caractères"),
    ("epci", 0, "type", "XX", "type de groupement « XX » inconnu"),
    ("epci", 0, "membres", [], "aucune commune membre"),
    (
        "epci",
        0,
        "membres",
        [{"code": "99999"}],
        "epci.json, ligne 2, entrée 1, code 243500139 : commune membre inconnue",
    ),
    ("epci", 0, "code", "243500130", "la clé de ce SIREN est fausse"),
    ("ept", 0, "membres", [{"code": "22278"}, {"code": "22278"}], "est déjà membre de"),
]


@pytest.mark.parametrize(("niveau", "rang", "champ", "valeur", "message"), FAUTES)
def test_entree_fausse_est_designee(code, niveau, rang, champ, valeur, message) -> None:
    code.contenu[niveau][rang][champ] = valeur
    if message.endswith("déjà membre de"):
        code.contenu[niveau].append({**code.contenu[niveau][0], "code": "200057867"})
    assert message in refus(code.ecrire())


@pytest.mark.parametrize(
    ("contenu", "message"),
    [
        (b"[{", "communes.json, ligne 1 : JSON invalide"),
        (b'[\n{"code": "35238",}\n]', "communes.json, ligne 2 : JSON invalide"),
        (b'{"a": 1}', "une liste était attendue"),
        (b"[]", "la liste est vide : importer supprimerait tout"),
        (b"[1]", "communes.json, ligne 1, entrée 1 : un objet était attendu"),
        (b'[\n"\xe9"]', "communes.json, ligne 2 : le fichier n’est pas en UTF-8"),
        (b"[" * 100_000, "communes.json"),
        (b'[{"type": "commune-deleguee"}]', "aucune commune actuelle"),
    ],
)
def test_fichier_illisible_est_designe(code, contenu, message) -> None:
    dossier = code.ecrire()
    (dossier / "data" / "communes.json").write_bytes(contenu)
    assert message in refus(dossier)


def test_fichier_absent_est_nomme_avec_ceux_qu_il_faut(code) -> None:
    dossier = code.ecrire()
    (dossier / "data" / "ept.json").unlink()
    message = refus(dossier)
    assert "ept.json : le fichier manque." in message
    assert "data/communes.json" in message


def test_source_qui_n_existe_pas_ou_n_est_pas_une_archive(tmp_path) -> None:
    assert "impossible de lire ce fichier" in refus(tmp_path / "absent.tgz")
    (tmp_path / "page.html").write_text("<html>", encoding="utf-8")
    assert "ce n’est pas une archive npm lisible" in refus(tmp_path / "page.html")
    (tmp_path / "faux.tgz").write_bytes(gzip.compress(b"pas un tar" * 200))
    assert "ce n’est pas une archive npm lisible" in refus(tmp_path / "faux.tgz")
    (tmp_path / "abime.tgz").write_bytes(b"\x1f\x8b" + b"\0" * 20)
    assert "ce n’est pas une archive npm lisible" in refus(tmp_path / "abime.tgz")


def test_archive_tronquee_est_refusee(code, tmp_path) -> None:
    entiere = code.archiver(tmp_path / "paquet.tgz").read_bytes()
    (tmp_path / "coupee.tgz").write_bytes(entiere[: len(entiere) // 2])
    assert "l’archive est incomplète" in refus(tmp_path / "coupee.tgz")


def _archive(chemin: Path, nom: str) -> Path:
    with tarfile.open(chemin, "w:gz") as archive:
        membre = tarfile.TarInfo(nom)
        membre.size = 2
        archive.addfile(membre, io.BytesIO(b"[]"))
    return chemin


@pytest.mark.parametrize("nom", ["../../data/communes.json", "/data/communes.json"])
def test_membre_qui_sort_de_l_archive_est_refuse(tmp_path, nom) -> None:
    assert "sort de l’archive" in refus(_archive(tmp_path / "malice.tgz", nom))


def test_source_demesuree_est_refusee(code, tmp_path, monkeypatch) -> None:
    archive = code.archiver(tmp_path / "paquet.tgz")
    monkeypatch.setattr(sources, "TAILLE_MAX", 500)
    assert "bien plus qu’un code officiel" in refus(archive)
    assert "bien plus qu’un code officiel" in refus(code.ecrire())


@pytest.mark.parametrize("paquet", ["{}", '{"version": "0.9.0"}', "[]"])
def test_millesime_inconnu_se_demande_clairement(code, paquet) -> None:
    dossier = code.ecrire()
    (dossier / "package.json").write_text(paquet, encoding="utf-8")
    assert "--millesime 2026" in refus(dossier)
    call_command("importer_referentiel", str(dossier), millesime=2026, stdout=io.StringIO(), stderr=io.StringIO())
    assert set(Region.objects.values_list("millesime", flat=True)) == {2026}


def test_millesime_impossible_est_refuse(code) -> None:
    assert re.search("millésime 1850 impossible", refus(code.ecrire(), millesime=1850))


def test_millesime_ecrit_dans_le_paquet_l_emporte(code) -> None:
    code.paquet["millesime"] = 2031
    call_command("importer_referentiel", str(code.ecrire()), stdout=io.StringIO(), stderr=io.StringIO())
    assert Region.objects.get().millesime == 2031
