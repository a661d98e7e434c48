"""The wiring, as an application: it registers the checks of the place where we run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.contrib.admin.templatetags import admin_list
from django.core.checks import Tags, register
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.apps import ProcrastinateConfig

from .controles import version_de_postgresql

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


class ConfigConfig(AppConfig):
    """Registers the checks."""

    name = "config"

    def ready(self) -> None:
        """Register what ``controles`` checks; the tag keeps it to the commands that may open the database."""
        register(version_de_postgresql, Tags.database)


class TachesConfig(ProcrastinateConfig):
    """The jobs of the worker, under a French name; the library has English ones only."""

    verbose_name = _("Tâches de fond")

    def ready(self) -> None:
        """Start as the library does, then name its model."""
        super().ready()
        meta = self.get_model("ProcrastinateJob")._meta
        meta.verbose_name, meta.verbose_name_plural = _("tâche de fond"), _("tâches de fond")


class AdministrationConfig(admin.AdminConfig):
    """The administration, behind our own door."""

    default = False
    default_site = "collectivites.administration.Administration"

    def ready(self) -> None:
        """Start as Django does; its signs for yes and no, whose words are English, then say French ones."""
        super().ready()
        admin_list._boolean_icon = signe  # type: ignore[attr-defined]  # private, and what every list calls


def signe(valeur: bool | None) -> SafeString:  # noqa: FBT001  # Django's signature
    """Sign of a yes, of a no, or of what is not known, with its word for those who do not see it."""
    fichier, mot = {True: ("yes", _("oui")), False: ("no", _("non")), None: ("unknown", _("inconnu"))}[valeur]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{fichier}.svg"), mot)
