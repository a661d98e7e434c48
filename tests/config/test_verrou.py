"""Lock files: in step with pyproject.toml, with hashes, naming no host."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from config import verrou

RACINE = Path(verrou.RACINE)
FICHIERS = ("pyproject.toml", verrou.EXECUTION, verrou.TRAVAIL)


@pytest.fixture
def projet(tmp_path):
    for nom in FICHIERS:
        shutil.copy(RACINE / nom, tmp_path)
    return tmp_path


def modifier(chemin: Path, avant: str, apres: str) -> None:
    texte = chemin.read_text(encoding="utf-8")
    assert avant in texte
    chemin.write_text(texte.replace(avant, apres, 1), encoding="utf-8")


def test_verrous_du_projet_sont_a_jour(capsys) -> None:
    assert verrou.main([]) == 0
    assert capsys.readouterr().err == ""


def test_dependance_ajoutee_sans_verrou_est_signalee(projet) -> None:
    modifier(projet / "pyproject.toml", '    "orjson",', '    "orjson",\n    "paquet-inconnu",')
    assert verrou.ecarts(projet) == [
        "requirements.lock lacks paquet-inconnu",
        "requirements-dev.lock lacks paquet-inconnu",
    ]


def test_version_contredite_est_signalee(projet) -> None:
    modifier(projet / "pyproject.toml", '"django>=5.2,<5.3"', '"django>=99"')
    assert [ecart for ecart in verrou.ecarts(projet) if "pins django" in ecart] == verrou.ecarts(projet)


def test_adresse_d_un_depot_est_signalee(projet) -> None:
    with (projet / verrou.EXECUTION).open("a", encoding="utf-8") as fichier:
        fichier.write("paquet==1.0 # https://depot.example.org\n")
    assert any("names a host" in ecart for ecart in verrou.ecarts(projet))


def test_dependance_sans_hachage_est_signalee(projet) -> None:
    chemin = projet / verrou.EXECUTION
    lignes = chemin.read_text(encoding="utf-8").splitlines()
    chemin.write_text("\n".join(ligne for ligne in lignes if "--hash" not in ligne), encoding="utf-8")
    assert "requirements.lock has a dependency without a hash" in verrou.ecarts(projet)


def test_ecart_rend_un_code_d_erreur_et_dit_quoi_faire(monkeypatch, capsys) -> None:
    monkeypatch.setattr(verrou, "ecarts", lambda: ["requirements.lock lacks paquet"])
    assert verrou.main([]) == 1
    assert "make lock" in capsys.readouterr().err


def test_ecrire_resout_les_deux_fichiers(monkeypatch) -> None:
    commandes = []
    monkeypatch.setattr(subprocess, "run", lambda commande, **_options: commandes.append(commande))
    monkeypatch.setattr(verrou, "ecarts", list)
    assert verrou.main(["--ecrire"]) == 0
    assert [commande[-1] for commande in commandes] == [verrou.EXECUTION, verrou.TRAVAIL]
    assert all("--generate-hashes" in commande for commande in commandes)
