"""The process that starts the server, then watches over it: ``python -m config.postgres_embarque.gardien``.

It comes back to the client that launched it once the server is ready, and goes on in the background until the server
has ended: because the guardian asked it to when the last client had gone, or was killed. It then dies with the locks it
holds, and the next client starts afresh.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from pathlib import Path

from . import serveur, verrous
from .dossier import Dossier, EchecPostgres


def main(chemin: str, durable: str) -> None:
    """Serve the folder ``chemin``; ends with status 1 and a message when the server cannot start."""
    dossier = Dossier(Path(chemin), durable=durable == "durable")
    try:
        pid = serveur.assurer(dossier)
    except EchecPostgres as echec:
        sys.exit(str(echec))
    except OSError as erreur:
        sys.exit(str(dossier.inutilisable(erreur)))
    postmaster = os.pidfd_open(pid)
    if os.fork():
        return
    _se_detacher(dossier)
    threading.Thread(target=_arreter_apres_le_dernier, args=[dossier, postmaster], daemon=True).start()
    select.select([postmaster], [], [])
    serveur.achever(dossier)


def _se_detacher(dossier: Dossier) -> None:
    """Let go of the launcher, which reads our errors until the last process that could write some has closed them."""
    journal = os.open(dossier.journal, os.O_WRONLY | os.O_APPEND)
    os.dup2(journal, sys.stderr.fileno())


def _arreter_apres_le_dernier(dossier: Dossier, postmaster: int) -> None:
    """Ask the server to end its sessions and stop, once no client is left; newcomers wait until this process ends."""
    verrous.prendre(dossier.utilisateurs)
    signal.pidfd_send_signal(postmaster, signal.SIGINT)


if __name__ == "__main__":
    main(*sys.argv[1:])
