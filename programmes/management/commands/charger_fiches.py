"""``manage.py charger_fiches``: load the network's sheets and publish them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from programmes.actions.fiches import FichierInvalide, charger, lire
from publication.progression import progression

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from programmes.actions.fiches import Rapport


class Command(BaseCommand):
    """Load TOML files in one transaction; leave alone what staff have made theirs, unless told otherwise."""

    help = (
        "Charge les fiches du réseau (fichiers TOML) et les publie ; une fiche déjà publiée est laissée telle quelle."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the files and ``--remplacer``."""
        parser.add_argument(
            "fichiers",
            nargs="*",
            type=Path,
            metavar="FICHIER",
            help="fichiers TOML (par défaut : ceux de l’application)",
        )
        parser.add_argument(
            "--remplacer",
            action="store_true",
            help="écrire aussi les fiches déjà publiées et les brouillons de l’équipe",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, load, report."""
        try:
            jeu = lire(options["fichiers"] or None)
            with progression("Fiches du réseau", 2 * len(jeu), vers=self.stderr) as avancer:
                rapport = charger(jeu, remplacer=options["remplacer"], avancer=avancer)
        except FichierInvalide as erreur:
            raise CommandError(str(erreur)) from erreur
        self._rapporter(rapport)

    def _rapporter(self, rapport: Rapport) -> None:
        for resultat in rapport.epargnes():
            self.stdout.write(str(resultat))
        comptes = " ; ".join(f"{sort.label} : {nombre}" for sort, nombre in rapport.par_sort().items())
        self.stdout.write(self.style.SUCCESS(f"{len(rapport.resultats)} enregistrements ({comptes})."))
