"""Notices sent to people before something of them is published."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collectivites.models.contact import Consentement, Contact
from publication.models import acteur, ensemble

if TYPE_CHECKING:
    import datetime as dt


class AvisQuerySet(models.QuerySet["Avis"]):
    """The questions asked of the notices."""

    def en_attente(self) -> Self:
        """Notices whose fields are not public yet, and to which nobody objected."""
        return self.filter(publie_le=None, contact__oppose_le=None, contact__est_archive=False)

    def dus(self, le: dt.date) -> Self:
        """Notices that left, and whose fields may be published on the day ``le``."""
        return self.en_attente().filter(parti_le__isnull=False, publication_le__lte=le).order_by("envoye_le", "pk")

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("contact", "contact__collectivite", "envoye_par")


class Avis(models.Model):
    """A message that told a person what would be published, on which legal basis and when; it carries a link to object.

    The rows are the journal of what was sent. The address is personal data: no history is kept, and the rows go with
    the contact.
    """

    uid = models.UUIDField(_("identifiant"), primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="avis", verbose_name=_("contact"))
    email = models.EmailField(_("courriel"), editable=False)
    champs = ArrayField(
        models.CharField(max_length=10, choices=Consentement.Champ.choices),
        verbose_name=_("champs annoncés"),
        editable=False,
    )
    base_legale = models.CharField(_("base légale"), max_length=15, choices=Consentement.Base.choices, editable=False)
    langue = models.CharField(
        _("langue"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE, editable=False
    )
    envoye_le = models.DateTimeField(_("envoyé le"), default=timezone.now, editable=False)
    envoye_par = acteur(_("envoyé par"))
    parti_le = models.DateTimeField(_("parti le"), null=True, editable=False)
    publication_le = models.DateField(_("publication le"), editable=False)
    publie_le = models.DateTimeField(_("publié le"), null=True, editable=False)
    oppose_le = models.DateTimeField(_("opposition le"), null=True, editable=False)

    objects = AvisQuerySet.as_manager()

    class Meta:
        verbose_name = _("avis de publication")
        verbose_name_plural = _("avis de publication (journal)")
        ordering = ["-envoye_le", "pk"]
        constraints = [ensemble("envoye")]

    def __str__(self) -> str:
        return f"{self.contact} ({self.etat})"

    @property
    def champs_en_clair(self) -> str:
        """Fields that it announces, in words."""
        return ", ".join(str(Consentement.Champ(champ).label) for champ in self.champs)

    @property
    def etat(self) -> str:
        """Where it stands, in a word."""
        if self.oppose_le is not None:
            return str(_("opposition"))
        if self.publie_le is not None:
            return str(_("publié"))
        return str(_("en attente") if self.parti_le else _("non parti"))
