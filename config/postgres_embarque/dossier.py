"""The folder of a server: what is where, and how to reach the server in it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

PORT = "5432"
COMPTE = "postgres"
LONGUEUR_PRISE = 103  # bytes in the path of a unix socket: 107 on Linux, fewer elsewhere


class EchecPostgres(Exception):
    """The embedded server cannot serve; the message, for users, says where, why and what to do."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Absolute ``chemin`` of the folder; without ``durable``, a crash of the machine may lose data (for tests)."""

    chemin: Path
    durable: bool = True

    @property
    def donnees(self) -> Path:
        """PostgreSQL's own folder; there only once complete."""
        return self.chemin / "donnees"

    @property
    def ebauche(self) -> Path:
        """Data folder in the making, renamed when complete."""
        return self.chemin / "donnees.ebauche"

    @property
    def prise(self) -> Path:
        """Private folder of the unix socket."""
        return self.chemin / "prise"

    @property
    def journal(self) -> Path:
        """Log of the server since it last started."""
        return self.chemin / "serveur.log"

    @property
    def utilisateurs(self) -> Path:
        """Lock of the clients; this package's docstring tells what the three are for."""
        return self.chemin / "utilisateurs.verrou"

    @property
    def gardien(self) -> Path:
        """Lock of the guardian."""
        return self.chemin / "gardien.verrou"

    @property
    def serveur(self) -> Path:
        """Lock of the server's processes."""
        return self.chemin / "serveur.verrou"

    @property
    def hote(self) -> str:
        """``host`` parameter of a connection: the socket's folder, or a short link to it when its path is too long."""
        if len(os.fsencode(self.prise / f".s.PGSQL.{PORT}")) <= LONGUEUR_PRISE:
            return str(self.prise)
        empreinte = hashlib.sha256(os.fsencode(self.prise)).hexdigest()[:12]
        return str(Path(tempfile.gettempdir()) / f"postgres-{os.geteuid()}-{empreinte}")

    def inutilisable(self, erreur: OSError) -> EchecPostgres:
        """Say what the system refused, and what to do about it."""
        return EchecPostgres(
            f"La base locale ne peut pas utiliser {erreur.filename or self.chemin} ({erreur.strerror}). Le dossier "
            f"{self.chemin} doit appartenir au compte qui lance l’application et accepter l’écriture ; un autre se "
            "choisit par la variable POSTGRES_DOSSIER."
        )

    def creer(self) -> None:
        """Make the folder, and the short link to its socket when one is needed."""
        self.chemin.mkdir(parents=True, exist_ok=True)
        lien = Path(self.hote)
        if lien == self.prise:
            return
        with contextlib.suppress(FileExistsError):
            lien.symlink_to(self.prise)
        if lien.lstat().st_uid != os.geteuid() or lien.readlink() != self.prise:
            raise EchecPostgres(
                f"{lien} existe et n’est pas à nous : supprimez-le, ou choisissez un chemin plus court."
            )
