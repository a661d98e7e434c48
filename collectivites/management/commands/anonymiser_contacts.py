"""``manage.py anonymiser_contacts`` erases the personal data of the contacts that no longer serve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from collectivites.actions.personnes import anonymiser

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """The worker does this each night; the command serves where there is no worker, and to see beforehand."""

    help = "Efface les données personnelles des contacts qui ne servent plus depuis un an ; la fonction reste."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the dry run."""
        parser.add_argument("--simuler", action="store_true", help="compte sans rien effacer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and count."""
        nombre = anonymiser(timezone.localdate(), simuler=options["simuler"])
        verbe = "à anonymiser ; rien n’a été effacé" if options["simuler"] else "anonymisé(s)"
        self.stdout.write(self.style.SUCCESS(f"{nombre} contact(s) {verbe}."))
