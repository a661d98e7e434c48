"""``manage.py generer``: synthetic data, to measure and to try."""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from programmes.actions.synthese import EffacementImpossible, GenerationImpossible, Volume, effacer, generer
from publication.progression import progression

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from programmes.actions.synthese import Bilan


class Command(BaseCommand):
    """Make synthetic rows from a seed, or remove them all; one transaction either way."""

    help = (
        "Fabrique des données synthétiques, étiquetées comme telles et toujours les mêmes pour une graine donnée ; "
        "tout est écrit, ou rien."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the volume, the seed, ``--effacer`` and ``--forcer``."""
        parser.add_argument("--collectivites", type=int, default=0, metavar="N", help="nombre de collectivités")
        parser.add_argument("--projets", type=int, default=0, metavar="N", help="nombre de projets")
        parser.add_argument("--subventions", type=int, default=0, metavar="N", help="nombre de subventions")
        parser.add_argument("--graine", type=int, default=1, metavar="S", help="graine du tirage (1 par défaut)")
        parser.add_argument("--effacer", action="store_true", help="supprimer d’abord toutes les données synthétiques")
        parser.add_argument("--forcer", action="store_true", help="accepter une base de production")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove if asked, then make what is asked."""
        volume = Volume(**{nom: options[nom] for nom in ("collectivites", "projets", "subventions")})
        if settings.ENV.production and not options["forcer"]:
            raise CommandError("Base de production : ajoutez « --forcer » pour y mêler des données synthétiques.")
        try:
            with transaction.atomic():
                self._ecrire(volume, graine=options["graine"], effacement=options["effacer"])
        except (EffacementImpossible, GenerationImpossible) as erreur:
            raise CommandError(str(erreur)) from erreur

    def _ecrire(self, volume: Volume, *, graine: int, effacement: bool) -> None:
        if effacement:
            nombre = effacer()
            self.stdout.write(self.style.SUCCESS(f"{nombre} lignes synthétiques supprimées."))
        if volume != Volume() or not effacement:
            self._generer(volume, graine)

    def _generer(self, volume: Volume, graine: int) -> None:
        depart = perf_counter()
        bilan = generer(volume, graine=graine, etapes=partial(progression, vers=self.stderr))
        self._rapporter(bilan, perf_counter() - depart)

    def _rapporter(self, bilan: Bilan, duree: float) -> None:
        for modele, nombre in bilan.lignes.items():
            self.stdout.write(f"{nombre:>9} {modele._meta.verbose_name_plural}")
        self.stdout.write(self.style.SUCCESS(f"{bilan.publications} fiches publiées en {duree:.1f} s."))
