"""The lock files: ``requirements.lock`` to run, ``requirements-dev.lock`` to work, exported by uv with hashes.

``python -m config.verrou`` says whether they are in step with ``pyproject.toml``, without asking any registry;
``--ecrire`` resolves the dependencies again.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

RACINE = Path(__file__).resolve().parent.parent
EXECUTION = "requirements.lock"
TRAVAIL = "requirements-dev.lock"
OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--python-version",
    "3.11",
)
EPINGLE = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
ADRESSE = re.compile(r"https?://|file:")


def ecrire(racine: Path = RACINE) -> None:
    """Resolve the dependencies of ``pyproject.toml`` and write both files."""
    uv = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", *OPTIONS, "pyproject.toml"]
    subprocess.run([*uv, "--upgrade", "-o", EXECUTION], cwd=racine, check=True)
    subprocess.run([*uv, "--extra", "dev", "-c", EXECUTION, "-o", TRAVAIL], cwd=racine, check=True)


def ecarts(racine: Path = RACINE) -> list[str]:
    """Say, one sentence each, how the lock files contradict ``pyproject.toml``."""
    projet = tomllib.loads((racine / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    demandes = {
        EXECUTION: projet["dependencies"],
        TRAVAIL: [*projet["dependencies"], *projet["optional-dependencies"]["dev"]],
    }
    return [
        ecart
        for fichier, exigences in demandes.items()
        for ecart in _ecarts_du_fichier((racine / fichier).read_text(encoding="utf-8"), exigences, fichier)
    ]


def _ecarts_du_fichier(texte: str, exigences: list[str], fichier: str) -> list[str]:
    epingles = {canonicalize_name(nom): Version(version) for nom, version in EPINGLE.findall(texte)}
    trouves = [f"{fichier} names a host" for _ in ADRESSE.finditer(texte)][:1]
    for exigence in map(Requirement, exigences):
        version = epingles.get(canonicalize_name(exigence.name))
        if version is None:
            trouves.append(f"{fichier} lacks {exigence.name}")
        elif version not in exigence.specifier:
            trouves.append(f"{fichier} pins {exigence.name} {version}, pyproject.toml wants {exigence.specifier}")
    if texte.count("--hash=") < len(epingles):
        trouves.append(f"{fichier} has a dependency without a hash")
    return trouves


def main(arguments: list[str]) -> int:
    """Check, or write with ``--ecrire``; the exit code is 0 when they are in step, else 1."""
    if arguments == ["--ecrire"]:
        ecrire()
    trouves = ecarts()
    for ecart in trouves:
        print(f"{ecart}: run 'make lock' and commit the result.", file=sys.stderr)
    return min(len(trouves), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
