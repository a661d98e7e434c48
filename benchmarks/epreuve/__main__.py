"""``python -m benchmarks.epreuve``: try every operation of the API, and end with an error when something is found."""

from __future__ import annotations

import argparse
import difflib
import logging
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import django
import requests
from rich.console import Console
from rich.table import Table

from benchmarks.epreuve import accords
from benchmarks.epreuve.bilan import Bilan, Journal
from benchmarks.epreuve.moteur import Essai, eprouver, operations, reglages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

JOURNAL = Path(__file__).resolve().parent.parent.parent / "var" / "epreuve.jsonl"
COLONNES = ("Opération", "Demandes", "Contrôles", "Durée", "Réponses", "Défauts")


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    lus = reglages()
    analyseur = argparse.ArgumentParser(
        prog="python -m benchmarks.epreuve",
        description="Éprouve l’API avec Schemathesis, tous contrôles, et finit en erreur si un défaut est trouvé.",
    )
    ajouter = analyseur.add_argument
    ajouter("--exemples", type=int, default=lus["generation"]["max-examples"], help="exemples par opération")
    ajouter("--graine", type=int, default=lus["seed"], help="graine du hasard")
    ajouter("--operation", action="append", default=[], metavar="NOM", help="operationId, répétable ; toutes sinon")
    ajouter("--adresse", default="", help="serveur en marche ; sinon, un serveur à soi, sur une base temporaire")
    ajouter("--jeton", default="", help="jeton pour --adresse : ses brouillons et ses propositions seront écrits")
    ajouter("--processus", type=int, default=os.cpu_count() or 1, help="opérations éprouvées à la fois")
    ajouter("--reprendre", action="store_true", help="passer celles que le même essai a laissées sans défaut")
    ajouter("--journal", type=Path, default=JOURNAL, help="où l’essai s’écrit à mesure (var/epreuve.jsonl)")
    return analyseur.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Try, print each operation as it ends, then the table."""
    choix = options(arguments)
    with _serveur(choix) as (adresse, jeton):
        os.environ[accords.JETON] = jeton
        refuser_une_limite(adresse)
        essai = Essai(adresse, choix.exemples, choix.graine)
        noms = choisir(operations(essai), choix.operation)
        journal = Journal(choix.journal, essai.identite())
        bilans = {nom: bilan for nom, bilan in journal.sans_defaut().items() if choix.reprendre and nom in noms}
        print(f"{len(noms)} opérations, {len(bilans)} déjà faites, {choix.exemples} exemples, graine {choix.graine}.")
        try:
            for bilan in eprouver_toutes(essai, [nom for nom in noms if nom not in bilans], choix.processus):
                journal.noter(bilan)
                bilans[bilan.operation] = bilan
                print(bilan.texte(), flush=True)
        finally:
            imprimer([bilans[nom] for nom in noms if nom in bilans])
    if any(bilan.defauts for bilan in bilans.values()):
        raise SystemExit(1)


@contextmanager
def _serveur(choix: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Server that the command line names, else one of our own."""
    if choix.adresse:
        yield choix.adresse.rstrip("/"), choix.jeton
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["API_LIMITE_PAR_MINUTE"] = "0"
    django.setup()
    logging.disable(logging.WARNING)  # thousands of requests are refused, as they must be
    from benchmarks.epreuve.serveur import serveur

    print("Préparation d’un serveur, sur une base temporaire…", flush=True)
    with serveur(choix.processus) as ouvert:
        yield ouvert


def refuser_une_limite(adresse: str) -> None:
    """Stop when the server counts requests: nearly all would be answered 429, and nothing would be tried."""
    if "RateLimit-Policy" in requests.get(f"{adresse}/api/v1/regions/", timeout=accords.DELAI).headers:
        raise SystemExit(f"{adresse} limite les demandes : démarrez-le avec API_LIMITE_PAR_MINUTE=0.")


def choisir(connues: list[str], demandees: list[str]) -> list[str]:
    """Operations asked, all when none is; stop at a name that none has."""
    for nom in demandees:
        if nom not in connues:
            proches = difflib.get_close_matches(nom, connues, n=1) or connues
            raise SystemExit(f"Aucune opération ne s’appelle « {nom} » ; essayez : {', '.join(proches)}.")
    return [nom for nom in connues if not demandees or nom in demandees]


def eprouver_toutes(essai: Essai, noms: Sequence[str], processus: int) -> Iterator[Bilan]:
    """Try several operations at a time, each in a process; each is given as it ends."""
    with ProcessPoolExecutor(processus, mp_context=get_context("spawn")) as equipe:
        try:
            for fait in as_completed([equipe.submit(eprouver, essai, nom) for nom in noms]):
                yield fait.result()
        finally:
            equipe.shutdown(cancel_futures=True)


def imprimer(bilans: Sequence[Bilan]) -> None:
    """Print the table, and its total."""
    total = Bilan(f"{len(bilans)} opérations")
    table = Table(title="API : Schemathesis, tous contrôles")
    for rang, colonne in enumerate(COLONNES):
        table.add_column(colonne, justify="left" if rang in (0, 4) else "right")
    for bilan in bilans:
        table.add_row(*bilan.cellules())
        total.ajouter(bilan)
    table.add_section()
    table.add_row(*total.cellules())
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
