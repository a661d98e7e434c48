"""What lists, search and sheets cost when the directory is a hundred times larger: ``python -m benchmarks.echelle``.

Measured besides: how long waits who asks for a list first, in a new process or after a write, and the memory that each
process takes.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import django

from benchmarks.deux_tailles import GRAINE, Geste, Releve, comparer, options, publier, servir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.test import Client

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
    "/",
    "/regions/",
    "/regions/region-5/",
    "/departements/departement-22/",
    "/ma-commune/56035/",
)
FICHES = ("collectivite-0", "collectivite-700", "collectivite-900", "dispositif-9100", "projet-0", "projet-500")
"""Sheets that both directories hold, by the end of their address; authorities of low rank grant the most."""
LISTES = ("/collectivites/", "/dispositifs/", "/projets/", "/subventions/")
"""Pages that are also asked for with nothing in memory yet, and just after a write."""
TOURS_DES_PREMIERES = 3
MIB = 2**20


def pages() -> dict[str, Geste]:
    """Measure of each page, by its address, then of the memory of the process, then of the first visits of lists."""
    from django.test import Client

    client = Client()
    gestes = {adresse: Geste(partial(servir, client, adresse)) for adresse in adresses()}
    gestes["mémoire du processus"] = Geste(memoire_du_processus, 1)
    for liste in LISTES:
        gestes[f"départ : {liste}"] = Geste(partial(premiere_visite, client, liste), TOURS_DES_PREMIERES)
        gestes[f"écriture : {liste}"] = Geste(partial(apres_une_ecriture, client, liste), TOURS_DES_PREMIERES)
    return gestes


def adresses() -> list[str]:
    """Addresses of the pages; those of the sheets are read in the database of the connection."""
    from publication.models import Publication

    slugs = [f"synthetique-{GRAINE}-{fin}" for fin in FICHES]
    fiches = Publication.objects.filter(slug__in=slugs).order_by("slug")
    return [*ADRESSES, *(fiche.get_absolute_url() for fiche in fiches)]


def memoire_du_processus() -> Releve:
    """Memory that this process holds, in MiB."""
    pages_tenues = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return Releve(pages_tenues * os.sysconf("SC_PAGE_SIZE") / MIB)


def premiere_visite(client: Client, adresse: str) -> Releve:
    """Seconds and queries of a page when the process holds nothing of the public data."""
    from publication import memoire

    memoire.oublier()
    return servir(client, adresse)


def apres_une_ecriture(client: Client, adresse: str) -> Releve:
    """Seconds and queries of a page asked before, once the title of a sheet of each nature changed; all is put back."""
    from django.db import transaction

    from publication import memoire
    from publication.actions import synchroniser
    from publication.natures import registre

    servir(client, adresse)
    with transaction.atomic():
        for inscrite in registre:
            fiche = inscrite.modele.fiches().publiees().order_by("pk").first()
            if fiche is not None:
                setattr(fiche, fiche.champ_titre, f"{fiche} bis")
                fiche.save()
                synchroniser([fiche])
        releve = servir(client, adresse)
        transaction.set_rollback(True)
    memoire.oublier()
    return releve


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure in two databases and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    choix = options("Compare un petit et un grand répertoire.", arguments)
    publier("Pages, du petit au grand répertoire (durées médianes)", comparer(pages, choix))


if __name__ == "__main__":
    main()
