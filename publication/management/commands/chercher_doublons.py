"""Look for records that look like one."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand

from publication.actions.doublons import chercher_doublons
from publication.doublons import detecteurs


class Command(BaseCommand):
    """Fill the list of possible duplicates, as the worker does each night."""

    help = "Cherche les fiches, organismes et contacts en double ; la liste est dans l’administration."

    def handle(self, *args: Any, **options: Any) -> None:
        """Look model by model, and say how many pairs wait and how long it took."""
        for modele in detecteurs:
            debut = time.monotonic()
            nombre = chercher_doublons([modele])
            duree = time.monotonic() - debut
            self.stdout.write(f"{modele._meta.verbose_name_plural} : {nombre} paires à trancher ({duree:.1f} s)")
