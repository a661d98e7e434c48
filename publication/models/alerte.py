"""A search that someone follows by e-mail."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.natures import Nature

if TYPE_CHECKING:
    from uuid import UUID

LONGUEUR_DE_REQUETE = 2_000


class Frequence(models.TextChoices):
    """How often a digest may come."""

    QUOTIDIENNE = "quotidienne", _("chaque jour")
    HEBDOMADAIRE = "hebdomadaire", _("chaque semaine, le lundi")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reponse:
    """The sheets that answered a search at one instant, and the revision that the public data had then."""

    revision: int
    vues: list[UUID]


class AlerteQuerySet(models.QuerySet["Alerte"]):
    """The questions asked of the alerts."""

    def actives(self) -> Self:
        """Alerts that the owner of the address has confirmed."""
        return self.filter(confirmee_le__isnull=False)

    def dues(self, le: dt.date) -> Self:
        """Active alerts not read yet for the day ``le`` or, for the weekly ones, since the Monday of its week."""
        lundi = le - dt.timedelta(days=le.weekday())
        quotidiennes = Q(frequence=Frequence.QUOTIDIENNE, examinee_le__lt=le)
        hebdomadaires = Q(frequence=Frequence.HEBDOMADAIRE, examinee_le__lt=lundi)
        return self.actives().filter(quotidiennes | hebdomadaires).order_by("creee_le", "pk")

    def oubliees(self, avant: dt.datetime) -> Self:
        """Alerts asked for before ``avant``, and never confirmed."""
        return self.filter(confirmee_le=None, creee_le__lt=avant)

    def de_l_adresse(self, email: str) -> Self:
        """Active alerts of an address, the oldest first."""
        return self.actives().filter(email=email.lower()).sans_memoire().order_by("creee_le", "pk")

    def sans_memoire(self) -> Self:
        """Without the sheets that each one followed when it was last read: they can be many."""
        return self.defer("vues")

    def pour_admin(self) -> Self:
        """What a row of the admin list shows: ``suivies`` counts the sheets that answered when it was last read."""
        return self.sans_memoire().annotate(suivies=Func(F("vues"), function="cardinality"))

    def cles(self) -> list[UUID]:
        """Keys of the alerts."""
        return list(self.values_list("pk", flat=True))


class Alerte(models.Model):
    """An address, a search, how often. The address is personal data: it leaves with the row, and no history is kept.

    ``nature`` and ``requete`` say which sheets: those of the list of the nature under these filters, or of the search
    over all of them when ``nature`` is empty. ``derniere_revision`` and ``vues`` remember the answer as it was last
    read, so that the next digest says what has changed since, and only that.
    """

    uid = models.UUIDField(_("identifiant"), primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("courriel"), help_text=_("Donnée personnelle : jamais montrée en entier ni publiée."))
    nature = models.CharField(
        _("nature"),
        max_length=20,
        choices=Nature.choices,
        blank=True,
        help_text=_("Liste que suit l’alerte ; vide pour une recherche dans tout le répertoire."),
    )
    requete = models.CharField(
        _("filtres"),
        max_length=LONGUEUR_DE_REQUETE,
        blank=True,
        help_text=_("Filtres de la liste, tels que dans son adresse, toujours dans le même ordre."),
    )
    frequence = models.CharField(
        _("fréquence"),
        max_length=15,
        choices=Frequence.choices,
        default=Frequence.HEBDOMADAIRE,
        help_text=_("Un courriel part au plus à ce rythme, et seulement s’il y a du nouveau."),
    )
    langue = models.CharField(_("langue"), max_length=10, default=settings.LANGUAGE_CODE, editable=False)
    creee_le = models.DateTimeField(_("demandée le"), default=timezone.now, editable=False)
    confirmee_le = models.DateTimeField(_("confirmée le"), null=True, editable=False)
    examinee_le = models.DateField(_("dernière lecture le"), null=True, editable=False)
    dernier_envoi_le = models.DateTimeField(_("dernier envoi le"), null=True, editable=False)
    derniere_revision = models.BigIntegerField(_("dernière révision lue"), null=True, editable=False)
    vues = ArrayField(models.UUIDField(), verbose_name=_("fiches suivies"), default=list, editable=False)

    objects = AlerteQuerySet.as_manager()

    class Meta:
        verbose_name = _("alerte par courriel")
        verbose_name_plural = _("alertes par courriel")
        ordering = ["-creee_le", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "nature", "requete"],
                name="une_adresse_na_quune_alerte_par_recherche",
                violation_error_message=_("Cette adresse suit déjà cette recherche."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="le_courriel_dune_alerte_est_en_minuscules",
                violation_error_message=_("Le courriel d’une alerte s’écrit en minuscules."),
            ),
            models.CheckConstraint(
                condition=Q(nature__in=["", *Nature.values]),
                name="une_alerte_suit_une_nature_connue_ou_toutes",
                violation_error_message=_("Une alerte suit une des natures de fiche, ou toutes."),
            ),
            models.CheckConstraint(
                condition=Q(frequence__in=Frequence.values),
                name="une_alerte_est_quotidienne_ou_hebdomadaire",
                violation_error_message=_("Une alerte est quotidienne ou hebdomadaire."),
            ),
            models.CheckConstraint(
                condition=Q(
                    confirmee_le__isnull=True,
                    examinee_le__isnull=True,
                    derniere_revision__isnull=True,
                    dernier_envoi_le__isnull=True,
                )
                | Q(confirmee_le__isnull=False, examinee_le__isnull=False, derniere_revision__isnull=False),
                name="une_alerte_confirmee_sait_ce_quelle_a_deja_lu",
                violation_error_message=_("Une alerte confirmée, et elle seule, sait ce qu’elle a déjà lu."),
            ),
        ]
        indexes = [models.Index(fields=["examinee_le"], name="alerte_examinee_le")]

    def __str__(self) -> str:
        return f"{self.get_nature_display() or _('tout le répertoire')} ({self.get_frequence_display()})"

    @property
    def est_confirmee(self) -> bool:
        """Whether the owner of the address asked for it."""
        return self.confirmee_le is not None

    @property
    def email_masque(self) -> str:
        """Address that tells nothing to who does not know it: « a…@example.org »."""
        compte, _arobase, domaine = self.email.partition("@")
        return f"{compte[:1]}…@{domaine}"
