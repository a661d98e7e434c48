"""Visit the links that public sheets give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from publication.actions.verifier_liens import a_verifier, recenser, verifier_liens
from publication.liens_des_fiches import liens_publics
from publication.models import LienVerifie

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Visit what is due, as the worker does each Sunday, or only say what would be visited."""

    help = "Visite les liens des fiches publiques qui ne l’ont pas été depuis une semaine, et note ceux qui échouent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the dry run."""
        parser.add_argument("--simuler", action="store_true", help="liste les liens, sans rien visiter ni écrire")

    def handle(self, *args: Any, simuler: bool, **options: Any) -> None:
        """List the links, or visit those that are due and say what failed."""
        maintenant = timezone.now()
        if simuler:
            dus = {lien.adresse for lien in a_verifier(maintenant=maintenant)}
            connus = set(LienVerifie.objects.values_list("adresse", flat=True))
            adresses = sorted(a for a in liens_publics() if a in dus or a not in connus)
            for adresse in adresses:
                self.stdout.write(adresse)
            self.stdout.write(f"{len(adresses)} liens seraient visités.")
            return
        self.stdout.write(f"{recenser()} liens dans les fiches publiques.")
        passage = verifier_liens(maintenant=maintenant)
        self.stdout.write(
            f"{passage.visites} visités, dont {passage.en_panne} en panne ; {passage.restes} restent à visiter."
        )
        for lien in LienVerifie.objects.morts():
            self.stdout.write(f"mort depuis le {lien.premiere_panne_le:%d/%m/%Y} : {lien.adresse} ({lien.cause})")
