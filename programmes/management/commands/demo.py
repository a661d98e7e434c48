"""``manage.py demo``: the whole application with real data, in one command."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from collectivites.actions.groupes import installer_groupes
from programmes.demonstration import (
    ServeurLocal,
    code_officiel_est_charge,
    comptes_de_demonstration,
    fiches_sont_chargees,
    port_libre,
)
from publication.editions.dossier import en_vigueur

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Prepare what is missing, say where to go, serve on the loopback until interrupted."""

    help = "Prépare la base avec les données réelles, puis sert le site sur 127.0.0.1."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the port."""
        parser.add_argument("--port", type=int, default=8000, help="port d’écoute sur 127.0.0.1 (8000 par défaut)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do only what was not done before: the second start is quick and keeps the data."""
        port: int = options["port"]
        if not port_libre(port):
            raise CommandError(f"Le port {port} est déjà pris. Choisissez-en un autre : make demo PORT={port + 1}")
        self._preparer()
        ServeurLocal(port=port, au_depart=lambda: self._annoncer(port)).run()

    def _preparer(self) -> None:
        executeur = MigrationExecutor(connection)
        if executeur.migration_plan(executeur.loader.graph.leaf_nodes()):
            self.stdout.write("Création des tables…")
            call_command("migrate", verbosity=0)
            installer_groupes()
            call_command("verifier", "--reparer", stdout=self.stdout, stderr=StringIO())
        if not code_officiel_est_charge():
            self.stdout.write("Chargement du code officiel géographique…")
            call_command("importer_referentiel", stdout=self.stdout, stderr=self.stderr)
        if not fiches_sont_chargees():
            self.stdout.write("Chargement des fiches du réseau…")
            call_command("charger_fiches", stdout=self.stdout, stderr=self.stderr)
        if en_vigueur() is None:
            self.stdout.write("Écriture des exports complets…")
            call_command("exporter_donnees", stdout=self.stdout, stderr=self.stderr)

    def _annoncer(self, port: int) -> None:
        racine = f"http://127.0.0.1:{port}"
        comptes = "".join(
            f"  {compte.nom:<15} {compte.mot_de_passe:<29} {compte.role}\n" for compte in comptes_de_demonstration()
        )
        self.stdout.write(
            f"\n  Site            {racine}/\n"
            f"  Administration  {racine}/admin/\n"
            f"  API             {racine}/api/\n"
            "  Courriels       var/courriels/ (rien ne part)\n\n"
            f"  Compte          Mot de passe                  Rôle\n{comptes}\n"
            f"  {self._second_facteur()}\n\n"
            "  Ctrl+C pour arrêter ; les données restent dans var/.\n"
        )
        self.stdout.flush()

    def _second_facteur(self) -> str:
        if settings.MFA_OBLIGATOIRE:
            return "Second facteur exigé : chaque compte est mené à son inscription."
        return "Sans second facteur ici ; pour l’essayer : « Mon compte », ou MFA_OBLIGATOIRE=true make demo"
