"""What lists, search and sheets cost when the directory is a hundred times larger: ``python -m benchmarks.echelle``.

Two processes serve the same page in turn, one from a small database, the other from a large one, so that whatever else
the machine does weighs on both alike; the pages kept from one request to the next are forgotten before each. Printed:
median times, their ratio, and the number of queries, which must not grow. To fill the large database takes long:
``--garder`` keeps both for the next run.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from http import HTTPStatus
from multiprocessing import get_context
from statistics import median
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection

GRAINE = 1
ADRESSES = (
    "/collectivites/",
    "/collectivites/?region=05&type=commune",
    "/collectivites/?tri=-population&vue=tableau",
    "/collectivites/?vue=carte",
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
FICHES = ("collectivite-0", "collectivite-900", "dispositif-9100", "projet-0", "projet-500")
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
    analyseur.add_argument("--tours", type=int, default=15, help="mesures de chaque page")
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


def ranger() -> None:
    """Let indexes answer alone, as autovacuum does once a table was filled."""
    from django.db import connection

    with connection.cursor() as curseur:
        curseur.execute("VACUUM ANALYZE")


def adresses() -> list[str]:
    """Addresses of the pages; those of the sheets are read in the database of the connection."""
    from publication.models import Publication

    slugs = [f"synthetique-{GRAINE}-{fin}" for fin in FICHES]
    fiches = Publication.objects.filter(slug__in=slugs).order_by("slug")
    return [*ADRESSES, *(fiche.get_absolute_url() for fiche in fiches)]


def tenir(taille: Sequence[int], prise: Connection, *, garder: bool) -> None:
    """Serve a database of its own to whoever asks through ``prise``: seconds and queries of each address received."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.test import override_settings

    from benchmarks.base import base_temporaire

    collectivites, projets = taille
    nom = f"{collectivites}_{projets}" if garder else ""
    with base_temporaire(nom), override_settings(ALLOWED_HOSTS=["testserver"]):
        remplir(collectivites, projets)
        ranger()
        prise.send(adresses())
        while adresse := prise.recv():
            prise.send(servir(adresse))


def servir(adresse: str) -> tuple[float, int]:
    """Seconds that a page takes when nothing was kept of it, and its number of queries, counted apart."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from benchmarks.base import chronometrer

    client = Client()

    def demander() -> None:
        cache.clear()
        if (reponse := client.get(adresse)).status_code != HTTPStatus.OK:
            raise AssertionError(f"{adresse} : réponse {reponse.status_code}")

    with CaptureQueriesContext(connection) as requetes:
        demander()
    return chronometrer(demander), len(requetes)


def mesurer(prises: Sequence[Connection], *, tours: int) -> Iterator[list[Mesure]]:
    """Each page as each process serves it, one after the other at each turn."""
    premieres, *autres = [prise.recv() for prise in prises]
    for adresse in [adresse for adresse in premieres if all(adresse in siennes for siennes in autres)]:
        relevees: list[list[tuple[float, int]]] = [[] for _prise in prises]
        for _tour in range(tours):
            for prise, siennes in zip(prises, relevees, strict=True):
                prise.send(adresse)
                siennes.append(prise.recv())
        yield [Mesure(adresse, median(duree for duree, _n in siennes), siennes[-1][1]) for siennes in relevees]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure in two temporary databases and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from benchmarks.base import imprimer

    demandees = options(arguments)
    contexte = get_context("spawn")
    prises, processus = [], []
    for taille in (demandees.petit, demandees.grand):
        ici, la_bas = contexte.Pipe()
        tenu = contexte.Process(target=tenir, args=(taille, la_bas), kwargs={"garder": demandees.garder})
        tenu.start()
        la_bas.close()
        prises.append(ici)
        processus.append(tenu)
    try:
        lignes = [
            (
                petite.adresse,
                f"{petite.duree * 1000:.1f} ms",
                f"{grande.duree * 1000:.1f} ms",
                f"× {grande.duree / petite.duree:.2f}",
                f"{petite.requetes} → {grande.requetes}",
            )
            for petite, grande in mesurer(prises, tours=demandees.tours)
        ]
        for prise in prises:
            prise.send("")
    finally:
        for prise, tenu in zip(prises, processus, strict=True):
            prise.close()
            tenu.join()
    imprimer(
        "Pages, du petit au grand répertoire (durées médianes)",
        ("Page", "Petit", "Grand", "Rapport", "Requêtes"),
        lignes,
    )


if __name__ == "__main__":
    main()
