"""Accounts: network staff, referents of authorities, partners."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Groupe(models.TextChoices):
    """The groups that carry the permissions; the value is the name of the ``auth.Group``."""

    ADMINISTRATION = "administration", _("administration")
    REDACTION = "rédaction", _("rédaction")
    REFERENT = "référent", _("référent")
    PARTENAIRE = "partenaire", _("partenaire")


class Utilisateur(AbstractUser):
    """A person or a program that logs in. The e-mail address and the user name are never published."""

    collectivite = models.ForeignKey(
        "collectivites.Collectivite",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referents",
        verbose_name=_("collectivité"),
        help_text=_("Collectivité dont le compte est le référent ; vide pour l’équipe du réseau."),
    )
    nom_public = models.CharField(
        _("nom public"),
        max_length=120,
        blank=True,
        help_text=_("Nom montré au public comme vérificateur d’une fiche, par exemple « Équipe du réseau »."),
    )

    _history_user: Any  # read by django-simple-history when a write is saved outside a request
    _change_reason: str
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    class Meta:
        verbose_name = _("utilisateur")
        verbose_name_plural = _("utilisateurs")
        ordering = ["username"]

    @classmethod
    def adresses_des_referents(cls) -> dict[int, str]:
        """Address of the first active referent of each authority that has one, by key of the authority."""
        referents = cls.objects.filter(is_active=True, collectivite__isnull=False).exclude(email="").order_by("-pk")
        return {cle: email for cle, email in referents.values_list("collectivite_id", "email") if cle is not None}

    @property
    def est_limite(self) -> bool:
        """Whether the account sees no more than an authority: all do, but the team, who decides on proposals."""
        return not self.has_perm("publication.change_proposition")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
