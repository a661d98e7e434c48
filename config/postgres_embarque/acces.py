"""What a client process does before it connects: say that it uses the server, and make sure that it runs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import pq, sql
from psycopg.conninfo import make_conninfo

from . import verrous
from .dossier import COMPTE, PORT, Dossier, EchecPostgres

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

PATIENCE = 60.0  # seconds; recovering after a crash replays at most some minutes of writes
_RACINE = Path(__file__).resolve().parents[2]
_tenus: dict[Path, int] = {}
_un_fil_a_la_fois = threading.Lock()


def assurer(dossier: Dossier, base: str | None = None, *, verifier: bool = False) -> None:
    """Return once the server runs; it then stays up for as long as this process, or a fork of it, lives.

    The first call of a process also makes the database ``base`` if it is missing. Later ones only look whether there is
    a guardian, or with ``verifier``, whether the server answers. Raises ``EchecPostgres``.
    """
    try:
        with _un_fil_a_la_fois:
            dossier.creer()
            if not _tient(dossier):
                _tenus[dossier.chemin] = _entrer(dossier, base)
            elif verifier or not verrous.est_pris(dossier.gardien):
                _attendre(dossier)
    except OSError as erreur:
        raise dossier.inutilisable(erreur) from erreur


def _attendre(dossier: Dossier) -> None:
    """Return once the server answers; have it started whenever nobody is at it."""
    limite = time.monotonic() + PATIENCE
    while True:
        _lancer_le_gardien(dossier)
        if pq.PGconn.ping(_adresse(dossier).encode()) == pq.Ping.OK:
            return
        if time.monotonic() > limite:
            raise EchecPostgres(
                f"Le serveur PostgreSQL de {dossier.chemin} ne répond pas après {PATIENCE:.0f} s. Il rejoue peut-être "
                f"les écritures d’avant un arrêt brutal : voyez {dossier.journal}, puis recommencez."
            )
        time.sleep(0.02)


def _tient(dossier: Dossier) -> bool:
    """Tell whether this process already holds the folder, and not one since deleted."""
    verrou = _tenus.get(dossier.chemin)
    return verrou is not None and os.fstat(verrou).st_nlink > 0


def _entrer(dossier: Dossier, base: str | None) -> int:
    verrou = verrous.partager(dossier.utilisateurs)
    try:
        _attendre(dossier)
        if base:
            _creer_si_absente(dossier, base)
    except BaseException:
        os.close(verrou)
        raise
    return verrou


def _lancer_le_gardien(dossier: Dossier) -> None:
    """Start a guardian unless there is one; it inherits the lock that says so."""
    verrou = verrous.essayer(dossier.gardien)
    if verrou is None:
        return
    durable = "durable" if dossier.durable else "rapide"
    try:
        with subprocess.Popen(
            [sys.executable, "-m", "config.postgres_embarque.gardien", dossier.chemin, durable],
            cwd=_RACINE,
            pass_fds=[verrou],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as gardien:
            _, erreurs = gardien.communicate()
    finally:
        os.close(verrou)
    if gardien.returncode > 0:  # below zero it was killed, and said nothing: the caller tries again
        raise EchecPostgres(erreurs.strip())


def _adresse(dossier: Dossier) -> str:
    return make_conninfo(host=dossier.hote, port=PORT, user=COMPTE, dbname="postgres", connect_timeout=10)


def _connecter(dossier: Dossier) -> psycopg.Connection[TupleRow]:
    """Connect, and once more when the server was killed just after it had answered."""
    try:
        return psycopg.connect(_adresse(dossier), autocommit=True)
    except psycopg.OperationalError:
        _attendre(dossier)
        return psycopg.connect(_adresse(dossier), autocommit=True)


def _creer_si_absente(dossier: Dossier, base: str) -> None:
    with _connecter(dossier) as connexion:
        if connexion.execute("SELECT 1 FROM pg_database WHERE datname = %s", [base]).fetchone():
            return
        try:
            connexion.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(base)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return  # another process was first
