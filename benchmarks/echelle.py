"""What lists, search and sheets cost when the directory is a hundred times larger: ``python -m benchmarks.echelle``.

Each page is served from two temporary databases in one run, small then large, the pages kept from one request to the
next being forgotten before each. Printed: median times, their ratio, and the number of queries, which must not grow.
To fill the large one takes long: ``--garder`` keeps both for the next run.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from http import HTTPStatus
from statistics import median
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from collections.abc import Sequence

GRAINE = 1
ADRESSES = (
    "/collectivites/",
    "/collectivites/?region=05&type=commune",
    "/collectivites/?tri=-population&vue=tableau",
    "/projets/",
    "/projets/?region=05&thematique=theme-3",
    "/projets/?montant_min=10000&annee=2020",
    "/projets/?tri=-montant&page=3",
    "/dispositifs/?etat=ouvert",
    "/subventions/?region=05",
    "/projets/?q=cooperative",
    "/recherche/?q=commune+0507",
    "/recherche/?q=epicerie+cooperative",
    "/recherche/suggestions/?q=comm",
    "/collectivites/carte.json",
    "/projets/carte.json?region=05",
    "/projets/?vue=carte",
    "/regions/region-5/",
)
FICHES = ("collectivite-0", "collectivite-900", "dispositif-9000", "projet-0", "projet-500")
"""Sheets that both directories hold, by the end of their address; authorities of low rank grant the most."""


@dataclass(frozen=True, slots=True)
class Mesure:
    """A page: median seconds and queries."""

    adresse: str
    duree: float
    requetes: int


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    analyseur = argparse.ArgumentParser(description="Compare un petit et un grand répertoire.")
    analyseur.add_argument("--petit", type=int, nargs=2, default=[1_400, 1_000], help="collectivités, projets")
    analyseur.add_argument("--grand", type=int, nargs=2, default=[35_000, 100_000], help="collectivités, projets")
    analyseur.add_argument("--tours", type=int, default=9, help="mesures de chaque page")
    analyseur.add_argument("--garder", action="store_true", help="reprend les bases si elles existent, et les garde")
    return analyseur.parse_args(arguments)


def remplir(collectivites: int, projets: int) -> None:
    """Fill the database of the connection, unless an earlier run did."""
    from benchmarks.base import analyser, territoire_fictif
    from programmes.actions.synthese import Volume, generer
    from publication.models import Publication

    if Publication.objects.exists():
        return
    territoire_fictif()
    generer(Volume(collectivites=collectivites, projets=projets, subventions=projets), graine=GRAINE)
    analyser()


def mesurer(collectivites: int, projets: int, *, tours: int) -> list[Mesure]:
    """Fill the database of the connection, then time each page; the data stay."""
    from django.test import override_settings

    from publication import memoire
    from publication.models import Publication

    remplir(collectivites, projets)
    memoire.oublier()
    slugs = [f"synthetique-{GRAINE}-{fin}" for fin in FICHES]
    fiches = Publication.objects.filter(slug__in=slugs).order_by("slug")
    adresses = (*ADRESSES, *(fiche.get_absolute_url() for fiche in fiches))
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        return [page(adresse, tours=tours) for adresse in adresses]


def page(adresse: str, *, tours: int) -> Mesure:
    """Time one page, which nothing keeps."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from benchmarks.base import chronometrer

    client = Client()

    def servir() -> None:
        cache.clear()
        if (reponse := client.get(adresse)).status_code != HTTPStatus.OK:
            raise AssertionError(f"{adresse} : réponse {reponse.status_code}")

    servir()
    durees = [chronometrer(servir) for _tour in range(tours)]
    with CaptureQueriesContext(connection) as requetes:
        servir()
    return Mesure(adresse, median(durees), len(requetes))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure in two temporary databases and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from benchmarks.base import base_temporaire, imprimer

    demandees = options(arguments)
    mesures = []
    for taille in (demandees.petit, demandees.grand):
        with base_temporaire("_".join(map(str, taille)) if demandees.garder else ""):
            mesures.append(mesurer(*taille, tours=demandees.tours))
    lignes = [
        (
            petite.adresse,
            f"{petite.duree * 1000:.1f} ms",
            f"{grande.duree * 1000:.1f} ms",
            f"× {grande.duree / petite.duree:.2f}",
            f"{petite.requetes} → {grande.requetes}",
        )
        for petite, grande in zip(*mesures, strict=True)
    ]
    imprimer(
        "Pages, du petit au grand répertoire (durées médianes)",
        ("Page", "Petit", "Grand", "Rapport", "Requêtes"),
        lignes,
    )


if __name__ == "__main__":
    main()
