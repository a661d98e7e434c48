"""Counts that search needs before it searches, each bounded, all in one query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

TROUVEES_AU_PLUS = 300
"""Ceiling of a count: above it a word is simply common."""
VOISINS_AU_PLUS = 12
PROCHES_AU_PLUS = 1_000
"""Titles compared with a misspelt text: above, it resembles too many for one to be what was meant."""

DISENT = """(SELECT count(*) FROM (
    SELECT 1 FROM publication_publication
    WHERE retiree_le IS NULL AND recherche @@ to_tsquery('public.fr', %s) LIMIT %s) AS disent)"""
REPONDENT = """(SELECT count(*) FROM (
    SELECT 1 FROM publication_publication
    WHERE retiree_le IS NULL AND (recherche @@ to_tsquery('public.fr', %s) OR noms && %s::varchar[])
    LIMIT %s) AS repondent)"""
VOISINS = """SELECT titre_cle FROM (
        SELECT titre_cle, uid FROM publication_publication
        WHERE retiree_le IS NULL AND %s <%% titre_cle LIMIT %s) AS proches
    ORDER BY %s <<-> titre_cle, titre_cle, uid LIMIT %s"""


def compter(stricte: str, noms: Sequence[str], autres: Sequence[str]) -> list[int]:
    """How many public records answer the strict query or bear one of the names, then how many answer each other one."""
    parametres: list[str | int | list[str]] = [stricte, list(noms), TROUVEES_AU_PLUS]
    for autre in autres:
        parametres += [autre, TROUVEES_AU_PLUS]
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT {', '.join([REPONDENT, *[DISENT] * len(autres)])}", parametres)
        ligne = curseur.fetchone()
    assert ligne is not None
    return list(ligne)


def noms_voisins(mot: str) -> list[str]:
    """Folded titles that hold a word close to ``mot``, the closest first."""
    with connection.cursor() as curseur:
        curseur.execute(VOISINS, [mot, PROCHES_AU_PLUS, mot, VOISINS_AU_PLUS])
        return [titre for (titre,) in curseur.fetchall()]
