"""Checks of what surrounds the application (``manage.py check --database default``, and each ``migrate``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error
from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.apps import AppConfig

POSTGRESQL_MINIMAL = 15


def version_de_postgresql(
    app_configs: Sequence[AppConfig] | None, databases: Iterable[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Refuse a PostgreSQL older than ``POSTGRESQL_MINIMAL``."""
    return [
        Error(
            f"La base « {alias} » est servie par PostgreSQL {version}, trop ancien : il faut la version "
            f"{POSTGRESQL_MINIMAL} ou une plus récente.",
            hint="Mettez ce serveur à jour, ou indiquez-en un autre par DATABASE_URL.",
            id="config.E001",
        )
        for alias in databases or ()
        if (version := connections[alias].get_database_version()[0]) < POSTGRESQL_MINIMAL
    ]
