"""``manage.py envoyer_alertes`` sends the digests that are due."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from publication.actions.alertes import purger
from publication.alertes.envoi import EnvoiInterrompu, envoyer_les_dues

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """The worker does this each morning; the command serves where there is no worker."""

    help = "Envoie les résumés d’alertes dus, et efface les alertes jamais confirmées."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the day."""
        parser.add_argument("--le", help="jour à considérer, AAAA-MM-JJ (aujourd’hui par défaut)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Purge, send, count."""
        le = self._jour(options["le"])
        purgees = purger(maintenant=timezone.now())
        try:
            bilan = envoyer_les_dues(le=le)
        except EnvoiInterrompu as erreur:
            raise CommandError("Le serveur de courriel ne répond pas ; relancez la commande plus tard.") from erreur
        self.stdout.write(
            self.style.SUCCESS(
                f"{bilan.envoyees} résumé(s) envoyé(s), {bilan.sans_nouvelle} alerte(s) sans nouvelle, "
                f"{bilan.en_echec} en échec, {purgees} jamais confirmée(s) effacée(s)."
            )
        )

    def _jour(self, texte: str | None) -> dt.date:
        if texte is None:
            return timezone.localdate()
        try:
            return dt.date.fromisoformat(texte)
        except ValueError as erreur:
            aide = "écrivez AAAA-MM-JJ, par exemple 2026-11-23."
            raise CommandError(f"« {texte} » n’est pas une date : {aide}") from erreur
