"""``manage.py importer_referentiel`` imports a vintage of the official geographic code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from collectivites.actions.referentiel import importer, nombre_de_lignes
from collectivites.referentiel.erreurs import SourceInvalide
from collectivites.referentiel.instantane import ecrire_instantane
from collectivites.referentiel.lecture import lire
from collectivites.referentiel.sources import INSTANTANE, ouvrir
from publication.progression import progression

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from collectivites.actions.referentiel import Rapport

RENOMMEES_MONTREES = 20


class Command(BaseCommand):
    """Regions, departments, communes and authorities, all or nothing; a second import changes nothing."""

    help = "Importe le code officiel géographique : instantané du dépôt, archive npm, dossier ou adresse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the source and the options."""
        parser.add_argument("source", nargs="?", default="", help="archive .tgz, dossier ou adresse http(s)")
        parser.add_argument("--millesime", type=int, help="année du code, si elle ne se déduit pas de la source")
        parser.add_argument("--forcer", action="store_true", help="accepter un millésime ancien ou des suppressions")
        parser.add_argument(
            "--ecrire-instantane", action="store_true", help="remplacer l’instantané du dépôt par cette source"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, write, report."""
        try:
            source = ouvrir(options["source"])
            code = lire(source, millesime=options["millesime"])
            with progression(f"Code officiel {code.millesime}", nombre_de_lignes(code), vers=self.stderr) as avancer:
                rapport = importer(code, forcer=options["forcer"], avancer=avancer)
        except SourceInvalide as erreur:
            raise CommandError(str(erreur)) from erreur
        self._raconter(rapport)
        if options["ecrire_instantane"]:
            ecrire_instantane(source, INSTANTANE, millesime=code.millesime)
            self.stdout.write(f"Instantané écrit : {INSTANTANE.name}")

    def _raconter(self, rapport: Rapport) -> None:
        for niveau, bilan in rapport.bilans.items():
            faits = (
                ("créées", bilan.crees),
                ("changées", bilan.changes),
                ("rétablies", bilan.retablis),
                ("supprimées", bilan.supprimes),
                ("inchangées", bilan.inchanges),
            )
            detail = ", ".join(f"{nombre} {nom}" for nom, nombre in faits if nombre) or "rien"
            self.stdout.write(f"{niveau} : {detail}")
        for ici, la_bas in rapport.renommees[:RENOMMEES_MONTREES]:
            self.stdout.write(f"nom différent dans le code officiel, laissé tel quel : « {ici} » / « {la_bas} »")
        self.stdout.write(self.style.SUCCESS(f"Code officiel {rapport.millesime} importé."))
