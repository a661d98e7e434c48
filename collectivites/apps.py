"""The authorities floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from publication.natures import registre


class CollectivitesConfig(AppConfig):
    """Territories, authorities, memberships, contacts, accounts."""

    name = "collectivites"
    verbose_name = _("Collectivités")

    def ready(self) -> None:
        """Declare the natures of this floor."""
        from collectivites.models import Collectivite

        registre.inscrire(Collectivite, serialiseur="collectivites.api.serializers.CollectiviteSerializer")
