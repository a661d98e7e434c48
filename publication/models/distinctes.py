"""The values that an indexed column takes, without reading its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from django.db.models import Field

SUIVANTES = """
WITH RECURSIVE suite (valeur) AS (
    SELECT min({colonne}) FROM {table}
    UNION ALL
    SELECT (SELECT min({colonne}) FROM {table} WHERE {colonne} > suite.valeur) FROM suite WHERE suite.valeur IS NOT NULL
)
SELECT valeur FROM suite WHERE valeur IS NOT NULL
UNION ALL
SELECT NULL WHERE EXISTS (SELECT 1 FROM {table} WHERE {colonne} IS NULL)"""


def valeurs_distinctes(champ: Field[Any, Any]) -> list[Any]:
    """Values of a column in order, ``None`` last when some row has none: an index is asked for each next one."""
    noms = {"colonne": str(champ.column), "table": champ.model._meta.db_table}
    with connection.cursor() as curseur:
        curseur.execute(SUIVANTES.format(**{cle: connection.ops.quote_name(nom) for cle, nom in noms.items()}))
        return [valeur for (valeur,) in curseur.fetchall()]
