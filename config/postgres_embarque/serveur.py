"""The server: make its data folder, start it, or find it running. Only the guardian calls this."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from . import verrous
from .dossier import COMPTE, PORT, Dossier, EchecPostgres
from .programmes import compte_d_initdb, compte_du_serveur, lancer, version_majeure

INITDB = [
    f"--username={COMPTE}",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth-local=trust",
    "--auth-host=reject",
]
REGLAGES = {
    "listen_addresses": "",
    "unix_socket_directories": "../prise",
    "port": PORT,
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
}
SANS_DURABILITE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def assurer(dossier: Dossier) -> int:
    """Return the pid of the folder's server once it is ready, whatever state its last user left it in."""
    if verrous.est_pris(dossier.serveur):
        if _ecoute(dossier) and (pid := _attendre(dossier)):
            return pid
        achever(dossier)
    verrou = verrous.prendre(dossier.serveur)
    try:
        if not (dossier.donnees / "PG_VERSION").exists():
            _initialiser(dossier, verrou)
        _verifier_la_version(dossier)
        _demarrer(dossier, verrou)
    finally:
        os.close(verrou)
    if not (pid := _attendre(dossier)):
        raise _echec(dossier, "ne démarre pas", dossier.journal.read_text(errors="replace"))
    return pid


def _initialiser(dossier: Dossier, verrou: int) -> None:
    if dossier.donnees.exists() and any(dossier.donnees.iterdir()):
        raise EchecPostgres(
            f"{dossier.donnees} n’est pas un dossier de données PostgreSQL complet. Rétablissez-le d’après une "
            "sauvegarde, ou supprimez-le pour repartir d’une base vide."
        )
    shutil.rmtree(dossier.ebauche, ignore_errors=True)
    dossier.ebauche.mkdir(mode=0o700)
    _donner(dossier.ebauche, compte_d_initdb())
    arguments = INITDB if dossier.durable else [*INITDB, "--no-sync"]
    initdb = lancer(
        "initdb",
        *arguments,
        dans=dossier.ebauche,
        uid=compte_d_initdb(),
        pass_fds=[verrou],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    _, erreurs = initdb.communicate()
    if initdb.returncode:
        raise _echec(dossier, "n’a pas pu préparer ses données", erreurs)
    _donner(dossier.ebauche, compte_du_serveur(dossier.donnees))
    dossier.ebauche.rename(dossier.donnees)
    _ecrire_sur_le_disque(dossier.chemin)


def _verifier_la_version(dossier: Dossier) -> None:
    trouvee, attendue = (dossier.donnees / "PG_VERSION").read_text().strip(), version_majeure()
    if trouvee != attendue:
        raise EchecPostgres(
            f"Les données de {dossier.donnees} viennent de PostgreSQL {trouvee}, et l’application utilise PostgreSQL "
            f"{attendue}. Pour repartir d’une base vide, supprimez ce dossier. Pour les garder, exportez-les d’abord "
            f"avec la version précédente de l’application (manage.py dumpdata)."
        )


def _demarrer(dossier: Dossier, verrou: int) -> None:
    """Start postgres. It inherits ``verrou``: its pid file, the only one that matters then, can be forgotten."""
    uid = compte_du_serveur(dossier.donnees)
    shutil.rmtree(dossier.prise, ignore_errors=True)
    dossier.prise.mkdir(mode=0o700)
    (dossier.donnees / "postmaster.pid").unlink(missing_ok=True)
    _ouvrir_le_passage(dossier, uid)
    reglages = REGLAGES if dossier.durable else REGLAGES | SANS_DURABILITE
    arguments = [mot for nom, valeur in reglages.items() for mot in ("-c", f"{nom}={valeur}")]
    with open(dossier.journal, "wb", opener=_prive) as journal:
        lancer("postgres", *arguments, dans=dossier.donnees, uid=uid, pass_fds=[verrou], stdout=journal, stderr=journal)


def _ouvrir_le_passage(dossier: Dossier, uid: int | None) -> None:
    """Let the server's account, when it is not ours, into the two folders it needs, and nobody else."""
    if uid is not None:
        dossier.chemin.chmod(0o711)
    for chemin in (dossier.donnees, dossier.prise):
        _donner(chemin, uid)


def _ecrire_sur_le_disque(chemin: Path) -> None:
    """Make a rename in the folder outlive a power cut."""
    descripteur = os.open(chemin, os.O_RDONLY)
    os.fsync(descripteur)
    os.close(descripteur)


def _prive(chemin: str, options: int) -> int:
    return os.open(chemin, options, 0o600)


def _donner(chemin: Path, uid: int | None) -> None:
    """Give the folder and all it holds to ``uid``, unless it is already theirs."""
    if uid is None or chemin.stat().st_uid == uid:
        return
    for contenu in (*chemin.rglob("*"), chemin):
        os.chown(contenu, uid, uid, follow_symlinks=False)


def _etat(dossier: Dossier) -> list[str]:
    """Lines of the server's state file: pid first, readiness eighth."""
    try:
        return [ligne.strip() for ligne in (dossier.donnees / "postmaster.pid").read_text().splitlines()]
    except FileNotFoundError:
        return []


def _attendre(dossier: Dossier) -> int | None:
    """Wait until the running server is ready, and return its pid, or has ended."""
    while verrous.est_pris(dossier.serveur):
        etat = _etat(dossier)
        if etat[7:] == ["ready"]:
            return int(etat[0])
        time.sleep(0.01)
    return None


def _ecoute(dossier: Dossier) -> bool:
    with socket.socket(socket.AF_UNIX) as prise:
        try:
            prise.connect(f"{dossier.hote}/.s.PGSQL.{PORT}")
        except OSError:
            return False
    return True


def achever(dossier: Dossier) -> None:
    """Kill what outlives a postmaster that was killed: a backend busy with a long query would go on to its end."""
    donnees = dossier.donnees.resolve()
    for processus in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended meanwhile, or belongs to somebody else
            if (processus / "comm").read_text() == "postgres\n" and (processus / "cwd").readlink() == donnees:
                os.kill(int(processus.name), signal.SIGKILL)


def _echec(dossier: Dossier, quoi: str, journal: str) -> EchecPostgres:
    place = shutil.disk_usage(dossier.chemin).free // 1_000_000
    fin = "\n".join(f"  {ligne}" for ligne in journal.splitlines()[-8:])
    return EchecPostgres(
        f"Le serveur PostgreSQL de {dossier.chemin} {quoi} (place libre sur le disque : {place} Mo). Il dit :\n{fin}"
    )
