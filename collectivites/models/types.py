"""The legal categories of authorities."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TypeCollectivite(models.TextChoices):
    """Legal category; ``EPCI`` lists the groupings that every commune is in."""

    REGION = "region", _("région")
    DEPARTEMENT = "departement", _("département")
    METROPOLE = "metropole", _("métropole")
    METROPOLE_LYON = "metropole_lyon", _("métropole de Lyon")
    COMMUNAUTE_URBAINE = "communaute_urbaine", _("communauté urbaine")
    COMMUNAUTE_AGGLOMERATION = "communaute_agglomeration", _("communauté d’agglomération")
    COMMUNAUTE_COMMUNES = "communaute_communes", _("communauté de communes")
    COMMUNE = "commune", _("commune")
    EPT = "ept", _("établissement public territorial")
    PETR = "petr", _("pays ou PETR")
    SYNDICAT_MIXTE = "syndicat_mixte", _("syndicat mixte")
    STATUT_PARTICULIER = "statut_particulier", _("collectivité à statut particulier")


EPCI = frozenset(
    {
        TypeCollectivite.METROPOLE,
        TypeCollectivite.METROPOLE_LYON,
        TypeCollectivite.COMMUNAUTE_URBAINE,
        TypeCollectivite.COMMUNAUTE_AGGLOMERATION,
        TypeCollectivite.COMMUNAUTE_COMMUNES,
    }
)


CODE_ALSACE, ALSACE = "6AE", frozenset({"67", "68"})
"""The Collectivité européenne d’Alsace, and the departments whose powers it holds."""
