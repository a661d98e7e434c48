"""Advisory locks between processes. A lock lives as long as a process keeps the returned descriptor open."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def partager(chemin: Path) -> int:
    """Hold ``chemin`` along with others, once nobody holds it alone."""
    return _tenir(chemin, fcntl.LOCK_SH)


def prendre(chemin: Path) -> int:
    """Hold ``chemin`` alone, once nobody else holds it."""
    return _tenir(chemin, fcntl.LOCK_EX)


def essayer(chemin: Path) -> int | None:
    """Hold ``chemin`` alone if nobody holds it now."""
    try:
        return _tenir(chemin, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None


def est_pris(chemin: Path) -> bool:
    """Tell whether some process holds ``chemin``."""
    verrou = essayer(chemin)
    if verrou is not None:
        os.close(verrou)
    return verrou is None


def _tenir(chemin: Path, operation: int) -> int:
    verrou = os.open(chemin, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(verrou, operation)
    except BaseException:
        os.close(verrou)
        raise
    return verrou
