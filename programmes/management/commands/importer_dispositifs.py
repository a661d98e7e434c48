"""``manage.py importer_dispositifs``: take the schemes of a national file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from programmes.actions.fiches.charger import compte_du_reseau
from programmes.actions.importer_dispositifs import importer_dispositifs
from publication.imports.commande import CommandeDImport

if TYPE_CHECKING:
    from collectivites.models import Utilisateur


class Command(CommandeDImport):
    """Import in the name of the network."""

    help = "Importe les dispositifs d’un fichier national (dispositif-aide) ; dit ligne par ligne ce qui ne va pas."
    importer = staticmethod(importer_dispositifs)

    def par(self) -> Utilisateur:
        """Account of the network."""
        return compte_du_reseau()
