"""The publication floor: what makes a record public."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    """Read model, search, and the base classes of filters, admin and API."""

    name = "publication"
    verbose_name = _("Publication")

    def ready(self) -> None:
        """Say what referents read of this floor: the proposals and gestures that they made, their views of lists."""
        from publication.actions.lots.fiches import SUR_LES_FICHES
        from publication.actions.lots.geste import gestes
        from publication.models import ChangementPropose, Lot, Proposition, VueEnregistree
        from publication.perimetres import REDACTION, Perimetre, perimetres

        perimetres.inscrire(Proposition, Perimetre(compte="auteur"))
        gestes.inscrire(*SUR_LES_FICHES)
        perimetres.inscrire(Lot, Perimetre(compte="fait_par"))
        perimetres.inscrire(ChangementPropose, Perimetre(compte="proposition__auteur"))
        perimetres.inscrire(VueEnregistree, Perimetre(compte="compte", verbes=REDACTION))
