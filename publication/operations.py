"""Operations of migrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Sequence


class AjouterMots(migrations.RunSQL):
    """Give a table the column ``mots``: the folded words of some of its columns, kept by PostgreSQL, and their index.

    PostgreSQL refuses to change the type of one of these columns while ``mots`` is there: a migration that does removes
    ``mots`` first, and gives it back.
    """

    def __init__(self, table: str, champs: Sequence[str]) -> None:
        textes = " || ' ' || ".join(f'''COALESCE("{champ}", '')''' for champ in champs)
        super().__init__(
            [
                f"ALTER TABLE {table} ADD COLUMN mots text GENERATED ALWAYS AS (public.plier({textes})) STORED",
                f"CREATE INDEX {table}_mots ON {table} USING gin (mots public.gin_trgm_ops)",
            ],
            f"ALTER TABLE {table} DROP COLUMN mots",
        )
