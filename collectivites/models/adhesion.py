"""Membership of the network."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publication.models import Enregistrement


class AdhesionQuerySet(models.QuerySet["Adhesion"]):
    """The questions asked of memberships."""

    def annees(self) -> models.QuerySet[Adhesion, Any]:
        """First and last year of each membership of a public authority; no last year: it goes on."""
        publiques = self.filter(collectivite__publication__isnull=False, collectivite__publication__retiree_le=None)
        return publiques.order_by("debut", "pk").values_list("debut", "fin")


class Adhesion(Enregistrement):
    """A period of membership; "member since 2012" derives from the one that has not ended."""

    collectivite = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.CASCADE,
        related_name="adhesions",
        verbose_name=_("collectivité"),
        help_text=_("Collectivité adhérente."),
    )
    debut = models.PositiveSmallIntegerField(_("année d’adhésion"), help_text=_("Année, par exemple 2012."))
    fin = models.PositiveSmallIntegerField(
        _("année de départ"),
        null=True,
        blank=True,
        help_text=_("Dernière année d’adhésion ; vide si l’adhésion se poursuit."),
    )

    objects = AdhesionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adhésion")
        verbose_name_plural = _("adhésions")
        ordering = ["collectivite", "debut"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin=None) | Q(fin__gte=F("debut")),
                name="une_adhesion_finit_apres_avoir_commence",
                violation_error_message=_("L’année de départ ne peut pas précéder l’année d’adhésion."),
            ),
            models.UniqueConstraint(
                fields=["collectivite"],
                condition=Q(fin=None),
                name="une_collectivite_na_quune_adhesion_en_cours",
                violation_error_message=_("Cette collectivité a déjà une adhésion en cours."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debut}–{self.fin}" if self.fin else f"depuis {self.debut}"
