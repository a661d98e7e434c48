"""What lists, search and sheets cost when the directory is a hundred times larger: ``python -m benchmarks.echelle``.

Two processes serve the same page in turn, one from a small database, the other from a large one, so that whatever else
the machine does weighs on both alike; the pages kept from one request to the next are forgotten before each. Printed:
median times, their ratio, and the number of queries, which must not grow; then how long waits who asks for a list
first, in a new process or after a write, and how much memory each process takes. To fill the large database takes long:
``--garder`` keeps both for the next run; ``--page`` measures some pages alone.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from http import HTTPStatus
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
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
LISTES = ("/collectivites/", "/dispositifs/", "/projets/", "/subventions/")
"""Pages that are also asked for with nothing in memory yet, and just after a write."""
DEPART, ECRITURE, MEMOIRE = "départ : ", "écriture : ", "mémoire"
TOURS_DES_PREMIERES = 3
MIB = 2**20


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
    analyseur.add_argument("--page", action="append", help="début des adresses à mesurer, à la place de toutes")
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
    """Serve a database of its own to whoever asks through ``prise``: what ``repondre`` says of each text received."""
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
        while demande := prise.recv():
            prise.send(repondre(demande))


def repondre(demande: str) -> Any:
    """Seconds and queries of an address, of the first visit after ``DEPART`` or ``ECRITURE``; bytes for ``MEMOIRE``."""
    if demande == MEMOIRE:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    if demande.startswith(DEPART):
        return premiere_visite(demande.removeprefix(DEPART))
    if demande.startswith(ECRITURE):
        return apres_une_ecriture(demande.removeprefix(ECRITURE))
    return servir(demande)


def servir(adresse: str) -> tuple[float, int]:
    """Seconds that a page takes when nothing was kept of it, and its number of queries, counted apart."""
    from benchmarks.base import chronometrer

    _duree, requetes = compter(adresse)
    return chronometrer(visite(adresse)), requetes


def compter(adresse: str) -> tuple[float, int]:
    """Seconds that a page takes while its queries are counted, and their number."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from benchmarks.base import chronometrer

    with CaptureQueriesContext(connection) as requetes:
        duree = chronometrer(visite(adresse))
    return duree, len(requetes)


def visite(adresse: str) -> Callable[[], None]:
    """Call that asks for a page of which nothing was kept."""
    from django.core.cache import cache
    from django.test import Client

    client = Client()

    def demander() -> None:
        cache.clear()
        if (reponse := client.get(adresse)).status_code != HTTPStatus.OK:
            raise AssertionError(f"{adresse} : réponse {reponse.status_code}")

    return demander


def premiere_visite(adresse: str) -> tuple[float, int]:
    """Seconds and queries of a page when the process holds nothing of the public data."""
    from publication import memoire

    memoire.oublier()
    return compter(adresse)


def apres_une_ecriture(adresse: str) -> tuple[float, int]:
    """Seconds and queries of a page asked before, once the title of a sheet of each nature changed; all is put back."""
    from django.db import transaction

    from publication import memoire
    from publication.actions import synchroniser
    from publication.natures import registre

    visite(adresse)()
    with transaction.atomic():
        for inscrite in registre:
            fiche = inscrite.modele.fiches().publiees().order_by("pk").first()
            if fiche is not None:
                setattr(fiche, fiche.champ_titre, f"{fiche} bis")
                fiche.save()
                synchroniser([fiche])
        mesure = compter(adresse)
        transaction.set_rollback(True)
    memoire.oublier()
    return mesure


def mesurer(prises: Sequence[Connection], demandes: Sequence[str], *, tours: int) -> Iterator[list[Mesure]]:
    """Each page as each process serves it, one after the other at each turn."""
    for demande in demandes:
        relevees: list[list[tuple[float, int]]] = [[] for _prise in prises]
        for _tour in range(tours):
            for prise, siennes in zip(prises, relevees, strict=True):
                prise.send(demande)
                siennes.append(prise.recv())
        yield [Mesure(demande, median(duree for duree, _n in siennes), siennes[-1][1]) for siennes in relevees]


def demandees_de(prises: Sequence[Connection], debuts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Pages that all the processes know, then the first visits of lists; those whose address begins as asked."""
    premieres, *autres = [prise.recv() for prise in prises]
    communes = [adresse for adresse in premieres if all(adresse in siennes for siennes in autres)]
    voulus = tuple(debuts) or ("",)
    listes = [liste for liste in LISTES if liste.startswith(voulus)]
    visites = [f"{moment}{liste}" for liste in listes for moment in (DEPART, ECRITURE)]
    return [adresse for adresse in communes if adresse.startswith(voulus)], visites


def ligne(petite: Mesure, grande: Mesure) -> tuple[str, ...]:
    """Row of a page."""
    return (
        petite.adresse,
        f"{petite.duree * 1000:.1f} ms",
        f"{grande.duree * 1000:.1f} ms",
        f"× {grande.duree / petite.duree:.2f}",
        f"{petite.requetes} → {grande.requetes}",
    )


def comparer(prises: Sequence[Connection], debuts: Sequence[str], *, tours: int) -> list[tuple[str, ...]]:
    """Rows of the table."""
    pages, listes = demandees_de(prises, debuts)
    lignes = [ligne(*mesures) for mesures in mesurer(prises, pages, tours=tours)]
    for prise in prises:
        prise.send(MEMOIRE)
    prises_par = [prise.recv() for prise in prises]
    lignes += [ligne(*mesures) for mesures in mesurer(prises, listes, tours=min(tours, TOURS_DES_PREMIERES))]
    petite, grande = (octets / MIB for octets in prises_par)
    return [*lignes, ("mémoire du processus", f"{petite:.0f} Mio", f"{grande:.0f} Mio", f"× {grande / petite:.2f}", "")]


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
        lignes = comparer(prises, demandees.page or (), tours=demandees.tours)
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
