"""``manage.py exporter_donnees`` writes the full exports now, as the worker does each night."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from publication.editions.editer import editer

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Write the full exports that the site serves; copy them elsewhere if asked."""

    help = "Écrit les exports complets des données publiques, que sert la page /donnees/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare ``--dossier``."""
        parser.add_argument(
            "--dossier", type=Path, help="dossier où copier aussi les fichiers ; il ne doit pas exister"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, copy, say what was written."""
        vers: Path | None = options["dossier"]
        if vers is not None and vers.exists():
            raise CommandError(f"« {vers} » existe déjà : choisissez un dossier qui n’existe pas.")
        edition = editer()
        if vers is not None:
            shutil.copytree(edition.chemin, vers, ignore=shutil.ignore_patterns("*.gz"))
        taille = filesizeformat(sum(fichier.taille for fichier in edition.fichiers))
        self.stdout.write(
            self.style.SUCCESS(
                f"{len(edition.fichiers)} fichiers, {taille}, révision {edition.revision} : {vers or edition.chemin}"
            )
        )
