"""``manage.py verifier`` tells whether the read model is what the write tables say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from publication.actions import instantane, synchroniser, verifier
from publication.natures import registre
from publication.progression import progression

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from publication.actions import Ecart


class Command(BaseCommand):
    """Report every drift between the publications and the write tables; exit with an error when there is one."""

    help = "Recalcule toutes les publications et signale tout écart avec les tables d’édition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare ``--reparer``."""
        parser.add_argument("--reparer", action="store_true", help="recalculer les publications fausses")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, print, repair if asked."""
        ecarts = self._ecarts()
        for ecart in ecarts:
            self.stderr.write(str(ecart))
        if ecarts and options["reparer"]:
            self._reparer(ecarts)
            ecarts = self._ecarts()
        if ecarts:
            raise CommandError(
                f"{len(ecarts)} écart(s). « manage.py verifier --reparer » recalcule les publications fausses."
            )
        self.stdout.write(self.style.SUCCESS("0 écart : toutes les publications disent ce que disent les tables."))

    def _ecarts(self) -> list[Ecart]:
        total = sum(inscription.modele.fiches().count() for inscription in registre)
        with progression("Vérification", total, vers=self.stderr) as avancer, instantane():
            return list(verifier(avancer=avancer))

    def _reparer(self, ecarts: list[Ecart]) -> None:
        with transaction.atomic():
            for inscription in registre:
                uids = [ecart.uid for ecart in ecarts if ecart.nature == inscription.modele.nature]
                synchroniser(inscription.modele.fiches().filter(uid__in=uids))
