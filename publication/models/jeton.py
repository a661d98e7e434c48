"""Tokens of the API, and what they are used for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken
from knox.settings import CONSTANTS

from publication.models.fiche import acteur, ensemble

if TYPE_CHECKING:
    from collections.abc import Iterable

QUOTA_PAR_DEFAUT = 20_000
DUREE_PAR_DEFAUT = dt.timedelta(days=365)
DUREE_MAXIMALE = dt.timedelta(days=2 * 366)


class Portee(models.TextChoices):
    """What a token may do."""

    LECTURE = "lecture", _("lire, avec le quota du jeton")
    PROPOSITIONS = "propositions", _("déposer des propositions et suivre les siennes")
    BROUILLONS = "brouillons", _("écrire les brouillons de sa collectivité")


def portees_par_defaut() -> list[str]:
    """Reading alone."""
    return [Portee.LECTURE.value]


def fin_par_defaut() -> dt.datetime:
    """A year from now."""
    return timezone.now() + DUREE_PAR_DEFAUT


class JetonQuerySet(models.QuerySet["Jeton"]):
    """The questions asked of tokens."""

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows; uses are those that were written down."""
        du_jour = models.Q(usages__jour=timezone.localdate())
        return self.select_related("partenaire__compte").annotate(
            dernier_usage_le=models.Max("usages__releve_le"),
            demandes_du_jour=models.Sum("usages__demandes", filter=du_jour, default=0),
        )

    def candidats(self, debut: str) -> Self:
        """Tokens that begin so, with all that deciding about them needs; one query."""
        return self.filter(token_key=debut).select_related("partenaire__compte")

    def en_vigueur(self, *, le: dt.datetime) -> Self:
        """Tokens that open something at an instant."""
        return self.filter(revoque_le=None, expiry__gt=le, partenaire__est_actif=True)


class Jeton(AbstractAuthToken):
    """A token of a partner. Only its hash is kept: the token itself is shown once, when it is made."""

    digest = models.CharField(_("empreinte"), max_length=CONSTANTS.DIGEST_LENGTH, unique=True, editable=False)
    token_key = models.CharField(_("début"), max_length=25, db_index=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
        verbose_name=_("compte"),
    )
    partenaire = models.ForeignKey(
        "publication.Partenaire",
        on_delete=models.PROTECT,
        related_name="jetons",
        verbose_name=_("partenaire"),
        help_text=_("Organisation à qui le jeton est remis."),
    )
    nom = models.CharField(
        _("nom"), max_length=100, help_text=_("À quoi il sert : « copie nocturne », « site de la Région »…")
    )
    portees = ArrayField(
        models.CharField(max_length=20, choices=Portee.choices),
        verbose_name=_("portées"),
        default=portees_par_defaut,
        help_text=_("Ce que le jeton permet, rien de plus."),
    )
    quota_par_jour = models.PositiveIntegerField(
        _("quota par jour"),
        default=QUOTA_PAR_DEFAUT,
        validators=[MinValueValidator(1), MaxValueValidator(10_000_000)],
        help_text=_("Nombre de demandes acceptées chaque jour, de minuit à minuit."),
    )
    expiry = models.DateTimeField(
        _("expire le"), default=fin_par_defaut, help_text=_("Au plus dans deux ans ; passé ce jour, il ne sert plus.")
    )
    created = models.DateTimeField(_("créé le"), auto_now_add=True)
    cree_par = acteur(_("créé par"))
    revoque_le = models.DateTimeField(_("révoqué le"), null=True, editable=False)
    revoque_par = acteur(_("révoqué par"))

    dernier_usage_le: dt.datetime | None = None  # annotated by ``pour_admin``, like the next
    demandes_du_jour: int = 0

    objects = JetonQuerySet.as_manager()

    class Meta:
        verbose_name = _("jeton d’API")
        verbose_name_plural = _("jetons d’API")
        ordering = ["partenaire__nom", "-created", "pk"]
        constraints = [
            ensemble("revoque"),
            models.UniqueConstraint(
                fields=["partenaire", "nom"],
                name="un_partenaire_nomme_chaque_jeton_autrement",
                violation_error_message=_("Ce partenaire a déjà un jeton de ce nom."),
            ),
            models.CheckConstraint(
                condition=Q(portees__len__gt=0, portees__contained_by=Portee.values),
                name="un_jeton_a_des_portees_connues",
                violation_error_message=_("Un jeton a une portée au moins, parmi celles qui existent."),
            ),
            models.CheckConstraint(
                condition=Q(expiry__gt=F("created")),
                name="un_jeton_expire_apres_sa_creation",
                violation_error_message=_("Un jeton expire après sa création."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partenaire} · {self.nom}"

    @property
    def compteur(self) -> str:
        """Name under which its requests are counted."""
        return f"jeton:{self.pk}"

    def clean(self) -> None:
        """Refuse a token without end or already over, and drafts to who keeps no authority."""
        super().clean()
        if self.expiry and self._state.adding and self.expiry <= timezone.now():
            raise ValidationError({"expiry": _("Un jeton expire après sa création.")})
        if self.expiry and self.expiry > (self.created or timezone.now()) + DUREE_MAXIMALE:
            raise ValidationError({"expiry": _("Un jeton dure deux ans au plus : choisissez une date plus proche.")})
        if Portee.BROUILLONS in (self.portees or []) and self.partenaire_id is not None:
            compte: Any = self.partenaire.compte
            if getattr(compte, "collectivite_id", None) is None:
                message = _("Le compte de ce partenaire n’est le référent d’aucune collectivité : pas de brouillons.")
                raise ValidationError({"portees": message})

    def etat(self, *, le: dt.datetime) -> str:
        """Whether it opens something at an instant: one of ``en_vigueur``, ``revoque``, ``expire``, ``suspendu``."""
        if self.revoque_le is not None:
            return "revoque"
        if self.expiry <= le:
            return "expire"
        return "en_vigueur" if self.partenaire.est_actif and self.partenaire.compte.is_active else "suspendu"


class UsageQuerySet(models.QuerySet["Usage"]):
    """The gestures on what is counted."""

    def relever(self, comptes: Iterable[Usage]) -> None:
        """Write the counts of a day that have grown, in one statement; ``releve_le`` then tells about when."""
        lus = {usage.jeton_id: usage for usage in comptes}
        for connu in self.filter(jeton__in=lus, jour__in={usage.jour for usage in lus.values()}):
            if connu.demandes >= lus[connu.jeton_id].demandes:
                del lus[connu.jeton_id]
        ecrits = ["demandes", "releve_le"]
        self.bulk_create(lus.values(), update_conflicts=True, unique_fields=["jeton", "jour"], update_fields=ecrits)

    def du_jeton(self, jeton: Jeton, *, depuis: dt.date) -> Self:
        """Days on which a token was used, the last first."""
        return self.filter(jeton=jeton, jour__gte=depuis).order_by("-jour")

    def anciens(self, avant: dt.date) -> Self:
        """Days before ``avant``."""
        return self.filter(jour__lt=avant)


class Usage(models.Model):
    """How many requests a token made on a day; written now and then from the counters of the cache."""

    jeton = models.ForeignKey(Jeton, on_delete=models.CASCADE, related_name="usages", verbose_name=_("jeton"))
    jour = models.DateField(_("jour"), editable=False)
    demandes = models.PositiveIntegerField(_("demandes"), default=0, editable=False)
    releve_le = models.DateTimeField(_("relevé le"), default=timezone.now, editable=False)

    objects = UsageQuerySet.as_manager()

    class Meta:
        verbose_name = _("usage d’un jeton")
        verbose_name_plural = _("usages des jetons")
        ordering = ["-jour", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["jeton", "jour"],
                name="un_jeton_na_quun_usage_par_jour",
                violation_error_message=_("Ce jour est déjà compté pour ce jeton."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.jeton}, {self.jour} : {self.demandes}"


class RejouableQuerySet(models.QuerySet["Rejouable"]):
    """The question asked of kept answers."""

    def anciennes(self, avant: dt.datetime) -> Self:
        """Those received before an instant."""
        return self.filter(recue_le__lt=avant)


class Rejouable(models.Model):
    """What was answered to a write that bears an ``Idempotency-Key``: sent again, it is answered so again."""

    partenaire = models.ForeignKey(
        "publication.Partenaire", on_delete=models.CASCADE, related_name="+", verbose_name=_("partenaire")
    )
    cle = models.CharField(_("clé"), max_length=255, editable=False)
    empreinte = models.CharField(_("empreinte de la demande"), max_length=64, editable=False)
    statut = models.PositiveSmallIntegerField(_("code de la réponse"), null=True, editable=False)
    entetes = models.JSONField(_("en-têtes de la réponse"), default=dict, editable=False)
    reponse = models.TextField(_("réponse"), blank=True, editable=False)
    recue_le = models.DateTimeField(_("reçue le"), default=timezone.now, editable=False)

    objects = RejouableQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande rejouable")
        verbose_name_plural = _("demandes rejouables")
        constraints = [
            models.UniqueConstraint(
                fields=["partenaire", "cle"],
                name="une_cle_didempotence_designe_une_seule_demande",
                violation_error_message=_("Cette clé a déjà servi."),
            )
        ]

    def __str__(self) -> str:
        return self.cle
