"""``manage.py importer_subventions``: take the grants of a national file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from programmes.actions.fiches.charger import compte_du_reseau
from programmes.actions.importer_subventions import importer_subventions
from publication.imports.commande import CommandeDImport

if TYPE_CHECKING:
    from collectivites.models import Utilisateur


class Command(CommandeDImport):
    """Import in the name of the network."""

    help = "Importe les subventions d’un fichier national (SCDL 2.1.1) ; dit ligne par ligne ce qui ne va pas."
    importer = staticmethod(importer_subventions)

    def par(self) -> Utilisateur:
        """Account of the network."""
        return compte_du_reseau()
