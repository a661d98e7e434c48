"""The wiring, as an application: it registers the checks of the place where we run."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.core.checks import Tags, register

from .controles import version_de_postgresql


class ConfigConfig(AppConfig):
    """Registers the checks."""

    name = "config"

    def ready(self) -> None:
        """Register what ``controles`` checks; the tag keeps it to the commands that may open the database."""
        register(version_de_postgresql, Tags.database)


class AdministrationConfig(admin.AdminConfig):
    """The administration, behind our own door."""

    default = False
    default_site = "collectivites.administration.Administration"
