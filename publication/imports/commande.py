"""Base of the commands that import a file: read it, write or only say, report, keep the errors in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from publication.imports.lecture import FichierIllisible
from publication.imports.rapport import Sort, fichier_des_erreurs, nombres

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable

    from publication.imports.rapport import Rapport

MONTREES = 20


class CommandeDImport(BaseCommand):
    """A command that imports one file; a concrete class says in whose name, and with which action."""

    importer: Callable[..., Rapport]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the ways to take it."""
        parser.add_argument("fichier", type=Path, metavar="FICHIER", help="fichier CSV, XLSX ou ODS")
        parser.add_argument("--simuler", action="store_true", help="dire ce qui serait écrit, sans rien écrire")
        parser.add_argument(
            "--partiel", action="store_true", help="garder les lignes justes même si d’autres sont refusées"
        )
        parser.add_argument("--erreurs", type=Path, metavar="FICHIER", help="écrire les erreurs et remarques en CSV")

    def par(self) -> Any:
        """Account in whose name the file is written."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, report; stop with an error when nothing was kept because of a refused line."""
        fichier: Path = options["fichier"]
        try:
            contenu = fichier.read_bytes()
            rapport = type(self).importer(
                contenu,
                nom=fichier.name,
                par=self.par(),
                simuler=options["simuler"],
                partiel=options["partiel"],
            )
        except (OSError, FichierIllisible) as erreur:
            raise CommandError(f"{fichier} : {erreur}") from erreur
        if options["erreurs"]:
            options["erreurs"].write_bytes(b"".join(fichier_des_erreurs(rapport)))
        self._rapporter(rapport, simuler=options["simuler"])

    def _rapporter(self, rapport: Rapport, *, simuler: bool) -> None:
        for remarque in rapport.remarques:
            self.stdout.write(remarque)
        for resultat in rapport.refusees[:MONTREES]:
            for anomalie in resultat.erreurs:
                ou = f"ligne {resultat.numero}" + (f", {anomalie.colonne}" if anomalie.colonne else "")
                self.stdout.write(self.style.ERROR(f"{ou} : {anomalie.message}"))
        comptes = " ; ".join(f"{sort.label} : {n}" for sort, n in rapport.par_sort().items() if n)
        bilan = f"{len(rapport.resultats)} lignes ({comptes})."
        if rapport.ecrit:
            gardees = nombres([resultat.numero for resultat in rapport.gardees])
            self.stdout.write(self.style.SUCCESS(f"{bilan} Lignes gardées : {gardees or 'aucune'}."))
        elif simuler:
            self.stdout.write(f"{bilan} Simulation : rien n’a été écrit.")
        else:
            refusees = rapport.par_sort()[Sort.REFUSEE]
            raise CommandError(
                f"{bilan} Rien n’a été écrit : {refusees} ligne(s) refusée(s). Corrigez-les, ou ajoutez « --partiel »."
            )
