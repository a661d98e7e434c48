"""A private link to the preview of a sheet that is not public, and what became of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.models.fiche import acteur, ensemble

if TYPE_CHECKING:
    import datetime as dt

    from publication.models.fiche import Fiche


class LienPriveQuerySet(models.QuerySet["LienPrive"]):
    """The questions asked of private links."""

    def vers(self, fiche: Fiche) -> Self:
        """Links to one sheet, the latest first."""
        return self.filter(nature=fiche.nature, fiche=fiche.uid).pour_admin()

    def ouverts(self, le: dt.datetime) -> Self:
        """Links that still lead somewhere at a moment."""
        return self.filter(revoque_le=None, expire_le__gt=le)

    def finis(self, le: dt.datetime) -> Self:
        """Links that were revoked, or are too old."""
        return self.filter(Q(revoque_le__isnull=False) | Q(expire_le__lte=le))

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("cree_par", "revoque_par").order_by("-cree_le", "pk")

    def oublies(self, avant: dt.datetime) -> Self:
        """Links that ended before a moment and still say for whom they were."""
        return self.filter(expire_le__lt=avant).exclude(pour="")


class LienPrive(models.Model):
    """A link that shows one sheet before it is public: until ``expire_le``, its publication, or its revocation.

    The rows are the journal: who made the link, for whom, how many times it was opened. They are no part of the
    sheet, so that a link outlives a deleted sheet, and then opens nothing.
    """

    uid = models.UUIDField(_("identifiant"), primary_key=True, default=uuid.uuid4, editable=False)
    nature = models.CharField(_("nature"), max_length=20, editable=False)
    fiche = models.UUIDField(_("identifiant de la fiche"), editable=False)
    titre = models.CharField(_("fiche"), max_length=300, editable=False)
    pour = models.CharField(
        _("pour qui"),
        max_length=120,
        blank=True,
        editable=False,
    )
    cree_le = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)
    cree_par = acteur(_("créé par"))
    expire_le = models.DateTimeField(_("expire le"), editable=False)
    ouvertures = models.PositiveIntegerField(_("ouvertures"), default=0, editable=False)
    ouvert_le = models.DateTimeField(_("dernière ouverture"), null=True, editable=False)
    revoque_le = models.DateTimeField(_("révoqué le"), null=True, editable=False)
    revoque_par = acteur(_("révoqué par"))

    objects = LienPriveQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien privé vers un aperçu")
        verbose_name_plural = _("liens privés vers des aperçus")
        ordering = ["-cree_le", "pk"]
        indexes = [models.Index(fields=["fiche"], name="lien_prive_fiche")]
        constraints = [
            ensemble("cree"),
            ensemble("revoque"),
            models.CheckConstraint(
                condition=Q(expire_le__gt=F("cree_le")),
                name="un_lien_prive_expire_apres_sa_creation",
                violation_error_message=_("Un lien privé expire après sa création."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titre} ({self.etat(le=timezone.now())})"

    def est_ouvert(self, *, le: dt.datetime) -> bool:
        """Whether the link still shows the sheet at a moment, if it is not public."""
        return self.revoque_le is None and self.expire_le > le

    def etat(self, *, le: dt.datetime) -> str:
        """Where it stands at a moment, in a word."""
        if self.revoque_le:
            return str(_("révoqué"))
        return str(_("actif") if self.est_ouvert(le=le) else _("expiré"))
