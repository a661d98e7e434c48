"""``manage.py expirer_accords`` takes back what expired consents made public."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from collectivites.actions.consentements import expirer

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """The worker does this each night; the command serves where there is no worker."""

    help = "Retire les accords de publication arrivés à expiration, et ce qu’ils rendaient public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the day."""
        parser.add_argument("--le", help="jour à considérer, AAAA-MM-JJ (aujourd’hui par défaut)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Expire, and count."""
        nombre = expirer(self._jour(options["le"]))
        self.stdout.write(self.style.SUCCESS(f"{nombre} accord(s) retiré(s)."))

    def _jour(self, texte: str | None) -> dt.date:
        if texte is None:
            return timezone.localdate()
        try:
            return dt.date.fromisoformat(texte)
        except ValueError as erreur:
            aide = "écrivez AAAA-MM-JJ, par exemple 2026-11-23."
            raise CommandError(f"« {texte} » n’est pas une date : {aide}") from erreur
