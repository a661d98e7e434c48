"""A gesture made on many records at once: who, when, why, what each became, and what became of it since."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publication.models.fiche import acteur, ensemble

if TYPE_CHECKING:
    from collections.abc import Iterable

SANS_NOUVELLES = dt.timedelta(minutes=10)
"""A job that says nothing for so long is dead."""


class EtatLot(models.TextChoices):
    """Where a gesture stands."""

    EXECUTION = "execution", _("en cours")
    TERMINE = "termine", _("fait")
    ECHEC = "echec", _("interrompu, rien n’a changé")
    ANNULATION = "annulation", _("annulation en cours")
    ANNULE = "annule", _("annulé")


class LotQuerySet(models.QuerySet["Lot"]):
    """The questions asked of gestures."""

    def des_modeles(self, labels: Iterable[str]) -> Self:
        """Gestures on the records of some models."""
        return self.filter(modele__in=list(labels))


class Lot(models.Model):
    """A gesture and what it was told; the actions of ``publication.actions.lots`` alone write it.

    ``geste`` names it among those that the floors declare; ``saisie`` holds what the person answered. Neither the lot
    nor its rows keep a name: what people may have erased is not kept here.
    """

    geste = models.CharField(_("geste"), max_length=40, editable=False)
    modele = models.CharField(_("rubrique"), max_length=60, editable=False)
    saisie = models.JSONField(_("réponses"), default=dict, editable=False)
    etat = models.CharField(
        _("état"), max_length=12, choices=EtatLot.choices, default=EtatLot.EXECUTION, editable=False
    )
    fait_le = models.DateTimeField(_("demandé le"), auto_now_add=True, null=True, editable=False)
    fait_par = acteur(_("demandé par"))
    vu_le = models.DateTimeField(_("dernières nouvelles"), null=True, editable=False)
    nombre = models.PositiveIntegerField(_("enregistrements"), default=0, editable=False)
    avancement = models.PositiveIntegerField(_("enregistrements traités"), default=0, editable=False)
    fini_le = models.DateTimeField(_("fini le"), null=True, editable=False)
    faites = models.PositiveIntegerField(_("changés"), default=0, editable=False)
    laissees = models.PositiveIntegerField(_("laissés tels quels"), default=0, editable=False)
    rendues = models.PositiveIntegerField(_("rendus à leur état d’avant"), default=0, editable=False)
    restees = models.PositiveIntegerField(_("que l’annulation a laissés"), default=0, editable=False)
    annule_le = models.DateTimeField(_("annulé le"), null=True, editable=False)
    annule_par = acteur(_("annulé par"))
    erreur = models.TextField(_("erreur"), blank=True, editable=False)

    objects = LotQuerySet.as_manager()

    class Meta:
        verbose_name = _("geste en lot")
        verbose_name_plural = _("gestes en lot")
        ordering = ["-fait_le", "-pk"]
        constraints = [ensemble("fait"), ensemble("annule")]

    def __str__(self) -> str:
        return str(_("geste en lot n° %(numero)s") % {"numero": self.pk})

    @property
    def classe(self) -> type[models.Model]:
        """Model of the records."""
        return apps.get_model(self.modele)

    @property
    def rubrique(self) -> str:
        """Name of the model, for people."""
        return str(capfirst(str(self.classe._meta.verbose_name_plural)))

    @property
    def est_en_cours(self) -> bool:
        """Whether a job works on it."""
        return self.etat in {EtatLot.EXECUTION, EtatLot.ANNULATION}

    def est_muet(self, maintenant: dt.datetime) -> bool:
        """Whether the job that works on it seems dead."""
        debut: Any = self.vu_le or self.fait_le
        return self.est_en_cours and debut < maintenant - SANS_NOUVELLES


class SuiteLigne(models.TextChoices):
    """What the gesture did to a record."""

    ATTENTE = "attente", _("en attente")
    FAITE = "faite", _("changé")
    LAISSEE = "laissee", _("laissé tel quel")


class RetourLigne(models.TextChoices):
    """What undoing did to a record."""

    RENDUE = "rendue", _("rendu à son état d’avant")
    LAISSEE = "laissee", _("laissé tel quel")


class LotLigneQuerySet(models.QuerySet["LotLigne"]):
    """The questions asked of the rows of gestures."""

    def en_attente(self) -> Self:
        """Those that the gesture has not come to."""
        return self.filter(suite=SuiteLigne.ATTENTE)

    def a_rendre(self) -> Self:
        """Those that undoing has not come to."""
        return self.filter(suite=SuiteLigne.FAITE, retour="")

    def rendues(self) -> Self:
        """Those that undoing gave back."""
        return self.filter(retour=RetourLigne.RENDUE)

    def de_suite(self, suite: str) -> Self:
        """Those of one fate; those that undoing left alone are ``restee``."""
        if suite == "restee":
            return self.filter(retour=RetourLigne.LAISSEE)
        return self.filter(suite=suite)


class LotLigne(models.Model):
    """A record of a gesture: its key, what it was and became, or why it was left alone.

    ``version`` is the row of its history that the gesture wrote: a later one says that somebody changed it since.
    """

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="lignes", verbose_name=_("geste en lot"))
    objet = models.BigIntegerField(_("clé de l’enregistrement"), editable=False)
    suite = models.CharField(
        _("suite"), max_length=10, choices=SuiteLigne.choices, default=SuiteLigne.ATTENTE, editable=False
    )
    raison = models.TextField(_("raison"), blank=True, editable=False)
    avant = models.JSONField(_("état avant"), default=dict, editable=False)
    apres = models.JSONField(_("état après"), default=dict, editable=False)
    version = models.BigIntegerField(_("version de l’historique"), null=True, editable=False)
    retour = models.CharField(_("annulation"), max_length=10, choices=RetourLigne.choices, blank=True, editable=False)
    raison_du_retour = models.TextField(_("raison du retour"), blank=True, editable=False)

    objects = LotLigneQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne d’un geste en lot")
        verbose_name_plural = _("lignes d’un geste en lot")
        ordering = ["lot", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "objet"],
                name="un_enregistrement_a_une_seule_ligne_dans_un_lot",
                violation_error_message=_("Cet enregistrement est déjà dans ce geste."),
            ),
            models.CheckConstraint(
                condition=~models.Q(suite="laissee") | ~models.Q(raison=""),
                name="une_ligne_laissee_dit_pourquoi",
                violation_error_message=_("Une ligne laissée telle quelle dit pourquoi."),
            ),
            models.CheckConstraint(
                condition=models.Q(retour="") | models.Q(suite="faite"),
                name="seule_une_ligne_faite_se_rend",
                violation_error_message=_("Seul ce qui a changé peut revenir."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot} : {self.objet}"
