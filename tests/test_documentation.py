"""What the documentation names exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.factories import RegionFactory

RACINE = Path(__file__).resolve().parent.parent
PAGES = sorted([*RACINE.glob("*.md"), *(RACINE / "docs").rglob("*.md")])
APPLICATIONS = {"collectivites", "programmes", "publication"}
LIEN = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
ADRESSE_DE_DEMO = re.compile(r"http://127\.0\.0\.1:8000(/[^'\s>]*)")


def lire(chemin: str) -> str:
    return (RACINE / chemin).read_text(encoding="utf-8")


def toute_la_documentation() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def cibles_de_make() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", lire("Makefile"), re.MULTILINE))


def commandes_du_projet() -> set[str]:
    return {nom for nom, application in get_commands().items() if application in APPLICATIONS}


def variables_lues() -> set[str]:
    return set(re.findall(r'env\.(?:str|bool|int|list)\(\s*"([A-Z_]+)"', lire("config/env.py")))


def variables_de_composition() -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+)", lire("docker-compose.yml")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(RACINE)))
def test_chaque_lien_relatif_mene_a_un_fichier(page: Path) -> None:
    absents = [lien for lien in LIEN.findall(page.read_text(encoding="utf-8")) if not (page.parent / lien).exists()]
    assert not absents


def test_chaque_image_est_prise_par_make_captures_et_montree() -> None:
    images = {image.stem for image in (RACINE / "docs/images").iterdir()}
    assert images == set(re.findall(r"^    (\w+),$", lire("docs/captures.py"), re.MULTILINE))
    assert images == set(re.findall(r"images/(\w+)\.png", toute_la_documentation()))


def test_chaque_cible_de_make_citee_existe() -> None:
    citees = set(re.findall(r"`make ([a-z-]+)", toute_la_documentation()))
    assert citees
    assert citees <= cibles_de_make() | {"help"}


def test_les_cibles_principales_sont_dans_le_readme() -> None:
    citees = set(re.findall(r"make ([a-z-]+)", lire("README.md")))
    assert {"demo", "test", "check", "bench", "help"} <= citees


def test_chaque_commande_citee_existe() -> None:
    citees = set(re.findall(r"manage\.py ([a-z_]+)", toute_la_documentation()))
    assert citees
    assert citees <= set(get_commands())


def test_chaque_commande_du_projet_est_dans_le_readme() -> None:
    citees = set(re.findall(r"^\| `([a-z_]+)", lire("README.md"), re.MULTILINE))
    assert commandes_du_projet() - citees == set()


def test_chaque_variable_lue_est_dans_l_exemple_et_rien_d_autre() -> None:
    exemple = set(re.findall(r"^([A-Z_]+)=", lire(".env.example"), re.MULTILINE))
    assert exemple == variables_lues() | variables_de_composition()


def test_chaque_variable_lue_est_dans_le_guide_de_deploiement() -> None:
    guide = lire("docs/deploiement.md")
    assert [nom for nom in sorted(variables_lues() | variables_de_composition()) if f"`{nom}`" not in guide] == []


@pytest.mark.django_db
def test_chaque_adresse_citee_par_le_readme_repond(client) -> None:
    adresses = ADRESSE_DE_DEMO.findall(lire("README.md"))
    assert adresses
    RegionFactory(code="44")
    for adresse in adresses:
        assert client.get(adresse).status_code == 200, adresse


def test_le_readme_tient_en_un_ecran_et_demi() -> None:
    assert len(lire("README.md").splitlines()) <= 80


def test_chaque_decision_est_dans_l_architecture() -> None:
    decisions = {chemin.name for chemin in (RACINE / "docs" / "adr").glob("*.md")}
    assert decisions == set(re.findall(r"\(adr/([^)]+)\)", lire("docs/architecture.md")))


def test_chaque_nom_du_glossaire_existe() -> None:
    noms = set(re.findall(r"\(`([A-Z][A-Za-z]+)`\)", lire("docs/glossaire.md")))
    code = "\n".join(p.read_text(encoding="utf-8") for app in APPLICATIONS for p in (RACINE / app).rglob("*.py"))
    assert noms
    assert [nom for nom in sorted(noms) if not re.search(rf"^class {nom}\b", code, re.MULTILINE)] == []
