"""Webhooks: addresses of partners that are told when public sheets change, and the journal of what they were told."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.models.fiche import acteur, ensemble
from publication.natures import Nature
from publication.sortants import AdresseInterdite, verifier_adresse

if TYPE_CHECKING:
    import datetime as dt

HTTPS = "https://"


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """The questions asked of webhooks."""

    def actifs(self) -> Self:
        """Those that are told what changes."""
        return self.filter(est_actif=True, partenaire__est_actif=True)

    def en_retard(self, revision: int) -> Self:
        """Active ones that were not told all of the revisions up to this one."""
        return self.actifs().filter(derniere_revision__lt=revision).order_by("pk")

    def sans_attente(self) -> Self:
        """Those that nothing waits to be told to."""
        return self.exclude(pk__in=Livraison.objects.en_attente().order_by().values("webhook"))

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows."""
        return self.select_related("partenaire")


class Webhook(models.Model):
    """An address to tell. Its secret signs what it is told: shown once, and kept encrypted since we sign with it."""

    partenaire = models.ForeignKey(
        "publication.Partenaire",
        on_delete=models.PROTECT,
        related_name="webhooks",
        verbose_name=_("partenaire"),
        help_text=_("Organisation à qui est l’adresse."),
    )
    url = models.URLField(
        _("adresse"),
        max_length=500,
        help_text=_(
            "En https, sur l’internet public : une adresse privée ou locale est refusée, ici et à chaque envoi."
        ),
    )
    natures = ArrayField(
        models.CharField(max_length=20, choices=Nature.choices),
        verbose_name=_("natures"),
        default=list,
        blank=True,
        help_text=_("Fiches dont les changements sont dits ; aucune cochée : toutes."),
    )
    est_actif = models.BooleanField(
        _("actif"),
        default=True,
        help_text=_("Décoché, rien n’est envoyé ; recoché, les envois reprennent où ils en étaient."),
    )
    secret_chiffre = models.TextField(_("secret chiffré"), editable=False)
    derniere_revision = models.BigIntegerField(_("dernière révision dite"), default=0, editable=False)
    cree_le = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)
    cree_par = acteur(_("créé par"))
    echoue_depuis = models.DateTimeField(_("échoue depuis"), null=True, editable=False)
    arrete_le = models.DateTimeField(_("arrêté faute de réponse le"), null=True, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["partenaire__nom", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partenaire", "url"],
                name="un_partenaire_na_quun_webhook_par_adresse",
                violation_error_message=_("Ce partenaire a déjà un webhook à cette adresse."),
            ),
            models.CheckConstraint(
                condition=Q(url__startswith=HTTPS),
                name="un_webhook_est_une_adresse_https",
                violation_error_message=_("L’adresse d’un webhook commence par https://."),
            ),
            models.CheckConstraint(
                condition=Q(natures__contained_by=Nature.values),
                name="un_webhook_suit_des_natures_connues",
                violation_error_message=_("Un webhook suit des natures de fiches qui existent."),
            ),
            models.CheckConstraint(
                condition=Q(arrete_le__isnull=True) | Q(est_actif=False),
                name="un_webhook_arrete_est_inactif",
                violation_error_message=_("Un webhook arrêté faute de réponse est inactif."),
            ),
            ensemble("cree"),
        ]

    def __str__(self) -> str:
        return f"{self.partenaire} · {self.url}"

    def clean(self) -> None:
        """Refuse an address that may never be asked."""
        super().clean()
        if not self.url:
            return
        if not self.url.startswith(HTTPS):
            raise ValidationError({"url": _("L’adresse d’un webhook commence par https://.")})
        try:
            verifier_adresse(self.url)
        except AdresseInterdite as refus:
            raise ValidationError({"url": str(refus)}) from refus


class LivraisonQuerySet(models.QuerySet["Livraison"]):
    """The questions asked of deliveries."""

    def pour_admin(self) -> Self:
        """Everything that a row of the admin list shows, without what was sent."""
        return self.select_related("webhook__partenaire").defer("contenu")

    def en_attente(self) -> Self:
        """Those still to be sent, or sent again, the oldest first."""
        return self.filter(statut=Livraison.Statut.EN_ATTENTE).order_by("pk")

    def abandonnees(self, le: dt.datetime) -> Self:
        """Changes that were given up at an instant."""
        return self.filter(statut=Livraison.Statut.ABANDONNEE, genre=Livraison.Genre.CHANGEMENTS, terminee_le=le)

    def a_envoyer(self, *, le: dt.datetime) -> Self:
        """Those due at an instant, to webhooks that are active, the oldest first."""
        actives = self.en_attente().filter(webhook__est_actif=True, webhook__partenaire__est_actif=True)
        dues = actives.filter(Q(prochaine_le=None) | Q(prochaine_le__lte=le))
        return dues.select_related("webhook__partenaire")

    def anciennes(self, avant: dt.datetime) -> Self:
        """Finished ones made before an instant."""
        return self.exclude(statut=Livraison.Statut.EN_ATTENTE).filter(creee_le__lt=avant)


class Livraison(models.Model):
    """Something told to a webhook: what, when, how many times, and what it answered."""

    class Genre(models.TextChoices):
        """Why it is sent."""

        CHANGEMENTS = "changements", _("changements")
        ESSAI = "essai", _("essai")

    class Statut(models.TextChoices):
        """What became of it."""

        EN_ATTENTE = "en_attente", _("en attente")
        REUSSIE = "reussie", _("réussie")
        ABANDONNEE = "abandonnee", _("abandonnée")

    uid = models.UUIDField(_("identifiant"), default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="livraisons", verbose_name=_("webhook"))
    genre = models.CharField(
        _("genre"), max_length=15, choices=Genre.choices, default=Genre.CHANGEMENTS, editable=False
    )
    depuis = models.BigIntegerField(_("depuis la révision"), default=0, editable=False)
    revision = models.BigIntegerField(_("jusqu’à la révision"), default=0, editable=False)
    contenu = models.TextField(_("contenu"), editable=False)
    nombre = models.PositiveIntegerField(_("fiches"), default=0, editable=False)
    creee_le = models.DateTimeField(_("créée le"), default=timezone.now, editable=False)
    statut = models.CharField(
        _("statut"), max_length=15, choices=Statut.choices, default=Statut.EN_ATTENTE, editable=False
    )
    tentatives = models.PositiveSmallIntegerField(_("tentatives"), default=0, editable=False)
    prochaine_le = models.DateTimeField(_("prochaine tentative le"), null=True, editable=False)
    terminee_le = models.DateTimeField(_("terminée le"), null=True, editable=False)
    code = models.PositiveSmallIntegerField(_("code HTTP"), null=True, editable=False)
    duree = models.PositiveIntegerField(_("durée (ms)"), null=True, editable=False)
    reponse = models.CharField(_("réponse"), max_length=500, blank=True, editable=False)

    objects = LivraisonQuerySet.as_manager()

    class Meta:
        verbose_name = _("livraison de webhook")
        verbose_name_plural = _("livraisons de webhooks")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(depuis__lte=F("revision")),
                name="une_livraison_va_dune_revision_a_une_suivante",
                violation_error_message=_("Une livraison va d’une révision à une suivante."),
            ),
            models.CheckConstraint(
                condition=Q(statut="en_attente", terminee_le__isnull=True)
                | (~Q(statut="en_attente") & Q(terminee_le__isnull=False)),
                name="une_livraison_finie_porte_sa_date",
                violation_error_message=_("Une livraison finie, et elle seule, porte la date de sa fin."),
            ),
        ]
        indexes = [
            models.Index(fields=["creee_le"], name="livraison_creee_le"),
            models.Index(fields=["webhook"], condition=Q(statut="en_attente"), name="livraison_en_attente"),
        ]

    @property
    def est_rejouable(self) -> bool:
        """Whether sending it again would tell something."""
        return self.genre == self.Genre.CHANGEMENTS and self.statut != self.Statut.EN_ATTENTE

    def __str__(self) -> str:
        return f"{self.get_genre_display()} n° {self.pk} ({self.get_statut_display()})"
