"""The order of writers: one at a time, from the moment they reckon what is public until they commit."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

VERROU_DES_REVISIONS = 0x4553_53  # "ESS": any constant that no other advisory lock of the database uses


def verrouiller_revisions() -> None:
    """Wait for the writers before us to commit, and hold the others back until we do.

    Every action takes this lock before any row lock, so that two actions never wait for each other; a door that writes
    by itself before it calls ``synchroniser`` begins its transaction with it too. Outside a transaction the lock is
    released at once, and holds nobody back.
    """
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_advisory_xact_lock(%s)", [VERROU_DES_REVISIONS])


@contextmanager
def instantane() -> Iterator[None]:
    """Read everything as it stood at one instant, whatever others commit meanwhile; nothing may be written.

    Inside a transaction that has already begun, what is read is what that transaction sees.
    """
    imbriquee = connection.in_atomic_block
    with transaction.atomic():
        if not imbriquee:
            with connection.cursor() as curseur:
                curseur.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
