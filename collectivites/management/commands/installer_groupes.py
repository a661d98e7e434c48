"""``manage.py installer_groupes`` creates the groups of accounts."""

from typing import Any

from django.core.management.base import BaseCommand

from collectivites.actions.groupes import installer_groupes


class Command(BaseCommand):
    """Create the groups and give each its permissions; run it after each migration."""

    help = "Crée les groupes de comptes et leur donne leurs permissions."

    def handle(self, *args: Any, **options: Any) -> None:
        """Install, and say so."""
        installer_groupes()
        self.stdout.write(self.style.SUCCESS("Groupes installés : administration, rédaction, référent, partenaire."))
