"""Django's PostgreSQL backend, which starts its server when a connection is asked for, and not before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from . import acces
from .client import DatabaseClient
from .dossier import COMPTE, PORT, Dossier, EchecPostgres


class DatabaseWrapper(base.DatabaseWrapper):
    """Options, besides Django's: ``dossier``, where the server keeps all it has, and ``durable`` (default: True)."""

    client_class = DatabaseClient

    def __init__(self, settings_dict: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        options = settings_dict["OPTIONS"]
        self.dossier = Dossier(Path(options["dossier"]).absolute(), durable=options.get("durable", True))
        settings_dict.update(HOST=self.dossier.hote, PORT=PORT, USER=COMPTE)
        super().__init__(settings_dict, *args, **kwargs)

    def assurer(self, *, verifier: bool = False) -> None:
        """Make sure that the server runs, and has the database if it is new; see ``acces.assurer``."""
        try:
            acces.assurer(self.dossier, self.settings_dict["NAME"], verifier=verifier)
        except EchecPostgres as echec:
            raise self.Database.OperationalError(str(echec)) from echec

    def get_connection_params(self) -> dict[str, Any]:
        """Return psycopg's parameters for a server that runs: whoever asks is about to connect."""
        self.assurer()
        parametres = super().get_connection_params()
        return {nom: valeur for nom, valeur in parametres.items() if nom not in ("dossier", "durable")}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and once more when the server had just been killed and is coming back."""
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            self.assurer(verifier=True)
            return super().get_new_connection(conn_params)
