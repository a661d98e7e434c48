"""A link by which an authority updates its sheet without an account."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.models.fiche import acteur, ensemble

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publication.models.publication import Publication

DUREE_DU_LIEN = dt.timedelta(days=30)


class LienDeMiseAJourQuerySet(models.QuerySet["LienDeMiseAJour"]):
    """The questions asked of the links."""

    def de(self, publication: Publication | None) -> Self:
        """Links sent for a sheet, the latest first."""
        return self.filter(publication=publication).pour_admin().order_by("-envoye_le", "pk")

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("publication", "envoye_par")

    def restes_ici(self, *, depuis: dt.datetime) -> Self:
        """Links made after a moment whose message could not leave."""
        return self.filter(parti_le=None, revoque_le=None, envoye_le__gte=depuis)

    def dernieres_demandes(
        self, cles: Iterable[Any], *, depuis: dt.datetime, tout_juste: dt.datetime
    ) -> dict[Any, Any]:
        """Moment of the last link sent for each of some publications after ``depuis``.

        A message that never left does not count, unless it was asked for after ``tout_juste``: it may be leaving.
        """
        envoyes = self.filter(Q(parti_le__isnull=False) | Q(envoye_le__gte=tout_juste), envoye_le__gte=depuis)
        demandes = envoyes.filter(publication__in=list(cles)).order_by("envoye_le")
        return dict(demandes.values_list("publication_id", "envoye_le"))

    def oublies(self, avant: dt.datetime) -> Self:
        """Links that ended before a moment and still hold an address."""
        return self.filter(expire_le__lt=avant).exclude(email="")


class LienDeMiseAJour(models.Model):
    """A link sent to an address for one sheet: signed, good until ``expire_le``, or until it is revoked.

    The rows are the journal of what was sent. The address is personal data: no history is kept, and it is erased some
    time after the end of the link.
    """

    uid = models.UUIDField(_("identifiant"), primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(
        "publication.Publication",
        on_delete=models.PROTECT,
        related_name="liens_de_mise_a_jour",
        verbose_name=_("fiche"),
        help_text=_("Fiche publique que le lien permet de mettre à jour."),
    )
    email = models.EmailField(_("courriel"), blank=True, help_text=_("Jamais publié. Effacé un an après."))
    langue = models.CharField(
        _("langue"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("Langue du courriel et du formulaire."),
    )
    message = models.TextField(_("mot d’accompagnement"), blank=True, help_text=_("Ajouté au courriel."))
    envoye_le = models.DateTimeField(_("envoyé le"), default=timezone.now, editable=False)
    envoye_par = acteur(_("envoyé par"))
    parti_le = models.DateTimeField(_("parti le"), null=True, editable=False)
    expire_le = models.DateTimeField(_("expire le"), editable=False)
    repondu_le = models.DateTimeField(_("répondu le"), null=True, editable=False)
    revoque_le = models.DateTimeField(_("révoqué le"), null=True, editable=False)
    revoque_par = acteur(_("révoqué par"))

    objects = LienDeMiseAJourQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien de mise à jour")
        verbose_name_plural = _("liens de mise à jour")
        ordering = ["-envoye_le", "pk"]
        constraints = [
            ensemble("envoye"),
            ensemble("revoque"),
            models.CheckConstraint(
                condition=Q(expire_le__gt=F("envoye_le")),
                name="un_lien_de_mise_a_jour_expire_apres_son_envoi",
                violation_error_message=_("Un lien de mise à jour expire après son envoi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication} ({self.etat(le=timezone.now())})"

    def est_ouvert(self, *, le: dt.datetime) -> bool:
        """Whether the link still lets one answer at a moment."""
        return self.revoque_le is None and self.expire_le > le

    def etat(self, *, le: dt.datetime) -> str:
        """Where it stands at a moment, in a word."""
        if self.revoque_le:
            return str(_("révoqué"))
        if self.repondu_le:
            return str(_("répondu"))
        return str(_("en attente") if self.est_ouvert(le=le) else _("expiré"))
