"""The publication floor: what makes a record public."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    """Read model, search, and the base classes of filters, admin and API."""

    name = "publication"
    verbose_name = _("Publication")
