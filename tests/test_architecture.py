"""The house holds: imports go down, files and templates stay short. Each rule is shown to fail on a wrong module."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

RACINE = Path(__file__).resolve().parent.parent
ETAGES = ("publication", "collectivites", "programmes")
APPLICATIONS = (*ETAGES, "config")
INTERDITS = {
    "publication": {"collectivites", "programmes"},
    "collectivites": {"programmes"},
    "models": {"actions", "admin", "api", "filters", "forms", "views"},
    "actions": {"admin", "api", "filters", "forms", "views"},
}
LIGNES = {"source": 400, "test": 500, "gabarit": 120}

# Path, relative to the root -> why it may break the limit on lines.
EXCEPTIONS_DE_LONGUEUR: dict[str, str] = {}
# (module, imported module) -> why the import may go up.
EXCEPTIONS_D_IMPORT: dict[tuple[str, str], str] = {}


def nom_du_module(chemin: Path) -> str:
    """Dotted name of a file of the repository."""
    parties = chemin.relative_to(RACINE).with_suffix("").parts
    return ".".join(parties[:-1] if parties[-1] == "__init__" else parties)


def modules(*dossiers: str) -> Iterator[Path]:
    """Python files of the applications, migrations apart: Django writes those."""
    for dossier in dossiers:
        for chemin in sorted((RACINE / dossier).rglob("*.py")):
            if "migrations" not in chemin.parts:
                yield chemin


def imports(texte: str, module: str, *, est_paquet: bool = False) -> Iterator[str]:
    """Dotted names that a module imports, wherever: at the top, in a function, under TYPE_CHECKING."""
    for noeud in ast.walk(ast.parse(texte)):
        if isinstance(noeud, ast.Import):
            yield from (alias.name for alias in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            origine = _origine(noeud, module, est_paquet=est_paquet)
            yield from (f"{origine}.{alias.name}" for alias in noeud.names)
        elif isinstance(noeud, ast.Call) and _est_import_par_nom(noeud):
            yield from (a.value for a in noeud.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def _origine(noeud: ast.ImportFrom, module: str, *, est_paquet: bool) -> str:
    """Module that ``from … import`` reads, relative imports resolved."""
    if not noeud.level:
        return noeud.module or ""
    base = module.split(".")[: None if est_paquet and noeud.level == 1 else -(noeud.level - est_paquet)]
    return ".".join([*base, *([noeud.module] if noeud.module else [])])


def _est_import_par_nom(noeud: ast.Call) -> bool:
    nom = getattr(noeud.func, "attr", getattr(noeud.func, "id", ""))
    return nom in {"import_module", "import_string", "__import__"}


def faute(module: str, importe: str) -> str:
    """Why ``module`` may not import ``importe``; empty when it may."""
    de, vers = module.split("."), importe.split(".")
    if vers[0] not in APPLICATIONS:
        return ""
    if vers[0] == "config" and de[0] != "config":
        return "config s’importe par django.conf, et par personne d’autre"
    if vers[0] in INTERDITS.get(de[0], set()):
        return f"{de[0]} est sous {vers[0]}"
    couche = de[1] if len(de) > 1 else ""
    if len(vers) > 1 and vers[1] in INTERDITS.get(couche, set()):
        return f"{couche} est sous {vers[1]}"
    return ""


def fautes(chemin: Path) -> list[tuple[str, str, str]]:
    """Every import of a file that goes up."""
    module = nom_du_module(chemin)
    est_paquet = chemin.name == "__init__.py"
    trouves = imports(chemin.read_text(encoding="utf-8"), module, est_paquet=est_paquet)
    return [(module, importe, raison) for importe in trouves if (raison := faute(module, importe))]


def test_les_imports_ne_font_que_descendre() -> None:
    trouvees = [f for chemin in modules(*ETAGES) for f in fautes(chemin) if f[:2] not in EXCEPTIONS_D_IMPORT]
    assert trouvees == []


def test_chaque_exception_d_import_sert_encore() -> None:
    trouvees = {f[:2] for chemin in modules(*ETAGES) for f in fautes(chemin)}
    assert set(EXCEPTIONS_D_IMPORT) <= trouvees
    assert all(EXCEPTIONS_D_IMPORT.values())


def test_les_modules_lus_sont_bien_ceux_de_la_maison() -> None:
    """An empty walk would prove nothing."""
    lus = {nom_du_module(chemin) for chemin in modules(*ETAGES)}
    assert {"publication.actions.publier", "collectivites.models.collectivite", "programmes.models"} <= lus


@pytest.mark.parametrize(
    ("module", "texte"),
    [
        ("publication.models.faux", "from collectivites.models import Collectivite"),
        ("publication.api.faux", "import programmes.models"),
        ("collectivites.views", "from programmes import models"),
        ("collectivites.models.faux", "from publication.actions import publier"),
        ("programmes.models.faux", "def f():\n    from programmes.filters import F"),
        ("programmes.actions.faux", "if TYPE_CHECKING:\n    from programmes.api.serializers import S"),
        ("programmes.actions.faux", "import_module('collectivites.admin.fiche')"),
        ("programmes.actions.faux", "from ..api import serializers"),
        ("programmes.models.faux", "from .. import views"),
        ("publication.views", "from config.settings import DEBUG"),
    ],
)
def test_un_import_qui_monte_est_vu(module: str, texte: str) -> None:
    assert [raison for importe in imports(texte, module) if (raison := faute(module, importe))]


@pytest.mark.parametrize(
    ("module", "texte"),
    [
        ("programmes.actions.juste", "from collectivites.models import Collectivite"),
        ("programmes.views", "from programmes.filters import F\nfrom publication.api import rendu"),
        ("config.urls", "from programmes import views"),
        ("collectivites.models.juste", "from django.contrib import admin\nimport datetime"),
        ("programmes.models", "from .dispositif import Dispositif"),
    ],
)
def test_un_import_qui_descend_est_permis(module: str, texte: str) -> None:
    assert not [raison for importe in imports(texte, module) if (raison := faute(module, importe))]


@pytest.mark.parametrize(
    ("module", "est_paquet", "attendu"),
    [
        ("programmes.actions.fiches", True, "programmes.actions.fiches.api.X"),
        ("programmes.actions.fiches", False, "programmes.actions.api.X"),
    ],
)
def test_un_import_relatif_se_resout_depuis_son_paquet(module: str, est_paquet: bool, attendu: str) -> None:
    assert list(imports("from .api import X", module, est_paquet=est_paquet)) == [attendu]


def longueurs() -> Iterator[tuple[str, int, int]]:
    """Path, number of lines and limit of each file that people read."""
    for genre, chemins in (
        ("source", modules(*APPLICATIONS, "benchmarks")),
        ("test", modules("tests")),
        (
            "gabarit",
            sorted(p for d in (RACINE, *(RACINE / e for e in ETAGES)) for p in (d / "templates").rglob("*.html")),
        ),
    ):
        for chemin in chemins:
            lignes = chemin.read_text(encoding="utf-8").count("\n")
            yield str(chemin.relative_to(RACINE)), lignes, LIGNES[genre]


def trop_longs(mesures: list[tuple[str, int, int]]) -> dict[str, int]:
    """Files above their limit."""
    return {chemin: lignes for chemin, lignes, limite in mesures if lignes > limite}


def test_les_fichiers_restent_courts() -> None:
    trouves = trop_longs(list(longueurs()))
    assert set(trouves) <= set(EXCEPTIONS_DE_LONGUEUR), trouves


def test_chaque_exception_de_longueur_sert_encore() -> None:
    assert set(EXCEPTIONS_DE_LONGUEUR) <= set(trop_longs(list(longueurs())))
    assert all(EXCEPTIONS_DE_LONGUEUR.values())


def test_un_fichier_trop_long_est_vu() -> None:
    mesures = [("a.py", 400, 400), ("b.py", 401, 400)]
    assert trop_longs(mesures) == {"b.py": 401}
    assert len(list(longueurs())) > 50
