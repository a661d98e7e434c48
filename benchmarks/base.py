"""What the benchmarks share: a temporary database, filled with synthetic data, and a printed table."""

from __future__ import annotations

import os
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from rich.console import Console
from rich.table import Table

from collectivites.models import Commune, Departement, Region
from programmes.models import Thematique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MILLESIME = 2026
REGIONS, DEPARTEMENTS_PAR_REGION, COMMUNES_PAR_DEPARTEMENT, THEMATIQUES = 18, 5, 60, 15


@contextmanager
def base_temporaire(gardee: str = "") -> Iterator[None]:
    """Work in a new database beside the real one, under a name of its own, and drop it at the end.

    ``gardee`` ends the name of one that stays, with its rows, for the next run.
    """
    connection.settings_dict["TEST"]["NAME"] = f"mesure_{connection.settings_dict['NAME']}_{gardee or os.getpid()}"
    garder = bool(gardee)
    anciennes = setup_databases(verbosity=0, interactive=False, keepdb=garder, serialized_aliases=[])
    try:
        yield
    finally:
        teardown_databases(anciennes, verbosity=0, keepdb=garder)


def territoire_fictif() -> None:
    """Give the temporary database as many regions and departments as the real code, and some communes."""
    regions = [
        Region(code=f"{r:02d}", nom=f"Région {r}", slug=f"region-{r}", millesime=MILLESIME) for r in _de(REGIONS)
    ]
    Region.objects.bulk_create(regions)
    departements = [
        Departement(
            code=f"{d:02d}", nom=f"Département {d}", slug=f"departement-{d}", region=region, millesime=MILLESIME
        )
        for region in regions
        for d in _de(DEPARTEMENTS_PAR_REGION, regions.index(region))
    ]
    Departement.objects.bulk_create(departements)
    Commune.objects.bulk_create(_communes(departements))
    Thematique.objects.bulk_create(Thematique(nom=f"Thème {t}", slug=f"theme-{t}") for t in _de(THEMATIQUES))


def _communes(departements: Sequence[Departement]) -> list[Commune]:
    return [
        Commune(
            code=f"{departement.code}{rang:03d}",
            nom=f"Commune {departement.code}{rang}",
            departement=departement,
            region_id=departement.region_id,
            codes_postaux=[f"{departement.code}000"],
            latitude=43 + rang / 10,
            longitude=-2 + int(departement.code) / 12,
            millesime=MILLESIME,
        )
        for departement in departements
        for rang in _de(COMMUNES_PAR_DEPARTEMENT)
    ]


def _de(nombre: int, bloc: int = 0) -> range:
    """Numbers from 1, those of a block."""
    return range(bloc * nombre + 1, (bloc + 1) * nombre + 1)


def analyser() -> None:
    """Let the planner know the tables that were just filled, as autovacuum would."""
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE")


def chronometrer(geste: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    depart = perf_counter()
    geste()
    return perf_counter() - depart


def imprimer(titre: str, colonnes: Sequence[str], lignes: Sequence[Sequence[Any]]) -> None:
    """Print a table; all columns but the first are figures."""
    table = Table(title=titre)
    for rang, colonne in enumerate(colonnes):
        table.add_column(colonne, justify="right" if rang else "left")
    for ligne in lignes:
        table.add_row(*map(str, ligne))
    Console().print(table)
