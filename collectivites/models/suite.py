"""Where the communes of an authority that is gone went: the successor that the official code suggests."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SuiteProposee(models.Model):
    """A share of a dissolved grouping found in another one by the import of a vintage; staff decide upon it."""

    ancienne = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.CASCADE,
        related_name="suites",
        verbose_name=_("collectivité dissoute"),
    )
    nouvelle = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("collectivité qui a repris des communes"),
    )
    communes = models.PositiveIntegerField(_("communes reprises"))
    population = models.PositiveIntegerField(_("habitants repris"))

    class Meta:
        verbose_name = _("suite proposée")
        verbose_name_plural = _("suites proposées")
        ordering = ["ancienne", "-population", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["ancienne", "nouvelle"],
                name="une_suite_proposee_ne_se_note_quune_fois",
                violation_error_message=_("Cette suite est déjà notée."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ancienne} → {self.nouvelle}"
