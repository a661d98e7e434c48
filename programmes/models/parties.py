"""The parts of a policy: budgets, staff, orientations, actions, pledges."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import (
    LigneOrdonnee,
    champ_annee,
    champ_montant,
    champ_source,
)
from publication.models import Enregistrement, TexteRiche
from publication.models.cherche import Cherche
from publication.models.index import des_dernieres_annees


def champ_politique(related_name: str) -> models.ForeignKey[models.Model, models.Model]:
    """Foreign key from a part to its policy."""
    return models.ForeignKey(
        "programmes.Politique", on_delete=models.CASCADE, related_name=related_name, verbose_name=_("politique")
    )


class Budget(Enregistrement):
    """Money given to the ESS in a year; ``annee`` is empty when the source does not say."""

    cherche: ClassVar = Cherche(autres=("note",))

    politique = champ_politique("budgets")
    annee = champ_annee(_("année"), _("Exercice budgétaire ; vide si la source ne le dit pas."))
    total = champ_montant(_("total"), _("En euros. À laisser vide si le fonctionnement et l’investissement suffisent."))
    fonctionnement = champ_montant(_("fonctionnement"), _("En euros."))
    investissement = champ_montant(_("investissement"), _("En euros."))
    note = models.CharField(_("précision"), max_length=250, blank=True, help_text=_("Ce que le montant recouvre."))
    source = champ_source()

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = [F("annee").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total__isnull=False) | Q(fonctionnement__isnull=False) | Q(investissement__isnull=False),
                name="un_budget_a_au_moins_un_montant",
                violation_error_message=_("Indiquez au moins un montant."),
            ),
            models.CheckConstraint(
                condition=Q(total=None)
                | Q(fonctionnement=None)
                | Q(investissement=None)
                | Q(total=F("fonctionnement") + F("investissement")),
                name="un_budget_est_la_somme_de_ses_parts",
                violation_error_message=_("Le total n’est pas la somme du fonctionnement et de l’investissement."),
            ),
            models.UniqueConstraint(
                fields=["politique", "annee"],
                nulls_distinct=False,
                name="une_politique_a_un_budget_par_annee",
                violation_error_message=_("Cette politique a déjà un budget pour cette année."),
            ),
        ]
        indexes = [des_dernieres_annees("budget")]

    def __str__(self) -> str:
        return str(self.annee or _("année non précisée"))

    @property
    def montant(self) -> Decimal:
        """Total in euros, stated or summed."""
        if self.total is not None:
            return self.total
        return sum((part for part in (self.fonctionnement, self.investissement) if part is not None), Decimal(0))


class EffectifQuerySet(models.QuerySet["Effectif"]):
    """The questions asked of staff."""

    def derniers(self) -> models.QuerySet[Effectif, Any]:
        """Latest known staff of each public policy, with the type and the region of its authority."""
        publics = self.filter(politique__publication__isnull=False, politique__publication__retiree_le=None)
        derniers = publics.order_by("politique_id", F("annee").desc(nulls_last=True), "pk").distinct("politique_id")
        return derniers.values_list("etp", "politique__collectivite__type", "politique__collectivite__region__nom")


class Effectif(Enregistrement):
    """Staff given to the ESS in a year, in full-time equivalents."""

    cherche: ClassVar = Cherche(autres=("note",))

    politique = champ_politique("effectifs")
    annee = champ_annee(_("année"), _("Année du décompte ; vide si la source ne le dit pas."))
    etp = models.DecimalField(
        _("ETP"), max_digits=6, decimal_places=2, help_text=_("Équivalents temps plein dédiés à l’ESS.")
    )
    note = models.CharField(_("précision"), max_length=250, blank=True, help_text=_("Qui sont ces personnes."))
    source = champ_source()

    objects = EffectifQuerySet.as_manager()

    class Meta:
        verbose_name = _("effectif")
        verbose_name_plural = _("effectifs")
        ordering = [F("annee").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(etp__gte=0),
                name="un_effectif_nest_pas_negatif",
                violation_error_message=_("Un effectif ne peut pas être négatif."),
            ),
            models.UniqueConstraint(
                fields=["politique", "annee"],
                nulls_distinct=False,
                name="une_politique_a_un_effectif_par_annee",
                violation_error_message=_("Cette politique a déjà un effectif pour cette année."),
            ),
        ]
        indexes = [des_dernieres_annees("effectif")]

    def __str__(self) -> str:
        return f"{self.etp} ETP"


class Orientation(LigneOrdonnee):
    """A line of the policy, in the order that the authority gives."""

    cherche: ClassVar = Cherche(autres=("titre",))

    politique = champ_politique("orientations")
    groupe = models.CharField(
        _("groupe"), max_length=150, blank=True, help_text=_("Titre commun à plusieurs orientations : « Objectifs ».")
    )
    titre = models.CharField(_("titre"), max_length=250, help_text=_("L’orientation en une phrase."))
    texte = TexteRiche(_("texte"), blank=True, help_text=_("Ce qu’elle recouvre."))

    class Meta(LigneOrdonnee.Meta):
        verbose_name = _("orientation")
        verbose_name_plural = _("orientations")

    def __str__(self) -> str:
        return self.titre


class Action(LigneOrdonnee):
    """Something that the authority did or supported; its figures are ``ChiffreCle`` rows."""

    cherche: ClassVar = Cherche(autres=("titre",))

    politique = champ_politique("actions")
    groupe = models.CharField(
        _("groupe"), max_length=150, blank=True, help_text=_("Titre commun à plusieurs actions : « ESS et ruralité ».")
    )
    titre = models.CharField(_("titre"), max_length=250, help_text=_("L’action en une phrase."))
    texte = TexteRiche(_("texte"), blank=True, help_text=_("Ce qui a été fait, avec qui."))
    annee = champ_annee(_("année"), _("Année, ou première année, de l’action."))
    annee_fin = champ_annee(_("dernière année"), _("Vide si l’action tient en une année ou se poursuit."))
    date = models.DateField(_("date"), null=True, blank=True, help_text=_("Jour précis, s’il est connu."))
    lieu = models.CharField(_("lieu"), max_length=150, blank=True, help_text=_("Commune ou territoire de l’action."))

    class Meta(LigneOrdonnee.Meta):
        verbose_name = _("action soutenue")
        verbose_name_plural = _("actions soutenues")
        constraints = [
            models.CheckConstraint(
                condition=Q(annee_fin=None) | Q(annee_fin__gte=F("annee")),
                name="une_action_finit_apres_avoir_commence",
                violation_error_message=_("La dernière année ne peut pas précéder la première."),
            )
        ]

    def __str__(self) -> str:
        return self.titre


class Engagement(LigneOrdonnee):
    """A label held or a pledge made: « Territoire de commerce équitable » since 2014."""

    cherche: ClassVar = Cherche(autres=("nom",))

    class Genre(models.TextChoices):
        """What binds the authority."""

        LABEL = "label", _("label")
        ENGAGEMENT = "engagement", _("engagement")
        ADHESION = "adhesion", _("adhésion à un réseau")

    politique = champ_politique("engagements")
    genre = models.CharField(
        _("genre"),
        max_length=10,
        choices=Genre.choices,
        default=Genre.LABEL,
        help_text=_("Ce qui engage la collectivité."),
    )
    nom = models.CharField(_("nom"), max_length=150, help_text=_("Nom du label ou objet de l’engagement."))
    depuis = champ_annee(_("depuis"), _("Année du premier engagement."))
    texte = TexteRiche(_("texte"), blank=True, help_text=_("Ce que la collectivité fait à ce titre."))

    class Meta(LigneOrdonnee.Meta):
        verbose_name = _("label ou engagement")
        verbose_name_plural = _("labels et engagements")

    def __str__(self) -> str:
        return self.nom
