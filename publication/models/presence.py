"""Who has the form of a record open now: rows that live a few minutes, and are no journal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

SANS_SIGNE = dt.timedelta(seconds=100)
"""After how long without a sign someone is held to have left: browsers slow hidden pages down to a sign a minute."""


class PresenceQuerySet(models.QuerySet["Presence"]):
    """The questions asked of presences."""

    def sur(self, objet: models.Model) -> Self:
        """Those on one record."""
        return self.filter(modele=objet._meta.label_lower, objet=str(objet.pk))

    def eteintes(self, maintenant: dt.datetime) -> Self:
        """Those of people who gave no sign lately."""
        return self.filter(vue_le__lt=maintenant - SANS_SIGNE)

    def autres(self, *, que: AbstractBaseUser, maintenant: dt.datetime) -> Self:
        """Those of the other people who are still there, the first come first."""
        presentes = self.filter(vue_le__gte=maintenant - SANS_SIGNE).exclude(compte=que)
        return presentes.select_related("compte").order_by("ouverte_le", "pk")


class Presence(models.Model):
    """An account that has the form of a record open: since when, and its last sign."""

    modele = models.CharField(_("modèle"), max_length=100, editable=False)
    objet = models.CharField(_("clé de l’enregistrement"), max_length=64, editable=False)
    compte: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
        verbose_name=_("compte"),
    )
    ouverte_le = models.DateTimeField(_("ouverte le"), default=timezone.now, editable=False)
    vue_le = models.DateTimeField(_("dernier signe"), default=timezone.now, editable=False, db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("présence sur un formulaire")
        verbose_name_plural = _("présences sur les formulaires")
        ordering = ["ouverte_le", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["modele", "objet", "compte"],
                name="un_compte_est_present_une_fois_sur_un_enregistrement",
                violation_error_message=_("Ce compte est déjà présent sur cet enregistrement."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.compte} ({self.modele} {self.objet})"
