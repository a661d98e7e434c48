"""The same pages served from a small directory and from a large one, by two processes measured in turn.

Whatever else the machine does weighs on both alike, and the pages kept from one request to the next are forgotten
before each. Printed: median times, their ratio, and the number of queries, which must not grow. To fill the large
database takes long: ``--garder`` keeps both for the next run; ``--page`` measures some pages alone.
"""

from __future__ import annotations

import argparse
import os
from http import HTTPStatus
from multiprocessing import get_context
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import django

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection

    from django.test import Client

GRAINE = 1
BUT = 1.5
"""Ratio that pages should not pass."""


class Releve(NamedTuple):
    """What a page took, in seconds, and its queries; or MiB, which take no query."""

    valeur: float
    requetes: int | None = None

    def __str__(self) -> str:
        return f"{self.valeur:.0f} Mio" if self.requetes is None else f"{self.valeur * 1000:.1f} ms"


class Geste(NamedTuple):
    """What measures something, and how many times it is worth doing at most."""

    relever: Callable[[], Releve]
    tours: int | None = None


class Comparaison(NamedTuple):
    """The medians of something in the small directory and in the large one."""

    nom: str
    petit: Releve
    grand: Releve

    @property
    def rapport(self) -> float:
        """How many times as much the large one takes."""
        return self.grand.valeur / self.petit.valeur

    def ligne(self) -> tuple[str, ...]:
        """Cells of the printed table."""
        requetes = "" if self.petit.requetes is None else f"{self.petit.requetes} → {self.grand.requetes}"
        return self.nom, str(self.petit), str(self.grand), f"× {self.rapport:.2f}", requetes


class Compteur:
    """Number of queries that go through it."""

    def __init__(self) -> None:
        """Start at zero."""
        self.nombre = 0

    def __call__(self, executer: Callable[..., Any], *arguments: Any) -> Any:
        """Count one and let it go."""
        self.nombre += 1
        return executer(*arguments)


def options(description: str, arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    analyseur = argparse.ArgumentParser(description=description)
    analyseur.add_argument("--petit", type=int, nargs=2, default=[1_400, 1_000], help="collectivités, projets")
    analyseur.add_argument("--grand", type=int, nargs=2, default=[35_000, 100_000], help="collectivités, projets")
    analyseur.add_argument("--tours", type=int, default=15, help="mesures de chaque page")
    analyseur.add_argument(
        "--page", action="append", help="texte que contient le nom des pages à mesurer, à la place de toutes"
    )
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


def tenir(
    taille: Sequence[int], prise: Connection, preparer: Callable[[], Mapping[str, Geste]], *, garder: bool
) -> None:
    """Measure in a database of its own what is asked through ``prise``.

    ``preparer`` gives, once the database is filled, what can be measured, by name.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.test import override_settings

    from benchmarks.base import base_temporaire

    collectivites, projets = taille
    nom = f"{collectivites}_{projets}" if garder else ""
    with base_temporaire(nom), override_settings(ALLOWED_HOSTS=["testserver"], MFA_OBLIGATOIRE=False):
        remplir(collectivites, projets)
        ranger()
        gestes = preparer()
        prise.send({nom: geste.tours for nom, geste in gestes.items()})
        while nom := prise.recv():
            prise.send(gestes[nom].relever())


def servir(client: Client, adresse: str) -> Releve:
    """Seconds that a page takes when nothing was kept of it, and its number of queries."""
    from django.core.cache import cache
    from django.db import connection

    from benchmarks.base import chronometrer

    def demander() -> None:
        if (reponse := client.get(adresse)).status_code != HTTPStatus.OK:
            raise AssertionError(f"{adresse} : réponse {reponse.status_code}")

    cache.clear()
    compteur = Compteur()
    with connection.execute_wrapper(compteur):
        duree = chronometrer(demander)
    return Releve(duree, compteur.nombre)


def mesurer(prises: Sequence[Connection], *, tours: int, textes: Sequence[str] = ()) -> Iterator[Comparaison]:
    """All that both processes can measure, one after the other at each turn.

    ``textes`` keep what has a name that contains one of them.
    """
    petites, grandes = [prise.recv() for prise in prises]
    communes = {nom: au_plus for nom, au_plus in petites.items() if nom in grandes}
    voulues = [nom for nom in communes if not textes or any(texte in nom for texte in textes)]
    for nom in voulues:
        relevees: list[list[Releve]] = [[] for _prise in prises]
        for _tour in range(min(tours, communes[nom] or tours)):
            for prise, siennes in zip(prises, relevees, strict=True):
                prise.send(nom)
                siennes.append(prise.recv())
        yield Comparaison(nom, *(Releve(median(r.valeur for r in lues), lues[-1].requetes) for lues in relevees))


def comparer(preparer: Callable[[], Mapping[str, Geste]], choix: argparse.Namespace) -> list[Comparaison]:
    """Measure in two databases, temporary unless they are kept."""
    contexte = get_context("spawn")
    prises, processus = [], []
    for taille in (choix.petit, choix.grand):
        ici, la_bas = contexte.Pipe()
        tenu = contexte.Process(target=tenir, args=(taille, la_bas, preparer), kwargs={"garder": choix.garder})
        tenu.start()
        la_bas.close()
        prises.append(ici)
        processus.append(tenu)
    try:
        mesures = list(mesurer(prises, tours=choix.tours, textes=choix.page or ()))
        for prise in prises:
            prise.send("")
    finally:
        for prise, tenu in zip(prises, processus, strict=True):
            prise.close()
            tenu.join()
    return mesures


def publier(titre: str, comparaisons: Sequence[Comparaison]) -> None:
    """Print a line for each, and how many pages pass the goal."""
    from benchmarks.base import imprimer

    lignes = [comparaison.ligne() for comparaison in comparaisons]
    imprimer(titre, ("Page", "Petit", "Grand", "Rapport", "Requêtes"), lignes)
    pages = [comparaison for comparaison in comparaisons if comparaison.petit.requetes is not None]
    lentes = sum(page.rapport > BUT for page in pages)
    print(f"{len(pages)} mesures de pages, dont {lentes} au-delà de {BUT} fois.")
