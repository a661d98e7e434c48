"""Addresses that public sheets give, and what they answered when they were last visited."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from publication.sortants import Panne

ECHECS_D_UN_LIEN_MORT = 2
"""Failed visits in a row, a day apart at least, from which a link counts as dead: a site may be down for a night."""
RESERVES = (401, 403, 405, 406, 407, 429, 451)
"""Statuses of a site that answers, and does not let a program in: people may still read the page."""
INTERDITE = "interdite"
PAR_SEMAINE = dt.timedelta(days=6)


class EtatLien(models.TextChoices):
    """What is known of a link."""

    MORT = "mort", _("mort")
    EN_PANNE = "en_panne", _("en panne une fois")
    DEPLACE = "deplace", _("déplacé")
    RESERVE = "reserve", _("refuse les robots")
    BON = "bon", _("répond")
    JAMAIS = "jamais", _("jamais vérifié")


FICHES: Any = ArrayField(models.UUIDField())
DITS = ("adresse", "statut", "panne", "premiere_panne_le")
"""What the form of a sheet says of a dead link."""


class LienVerifieQuerySet(models.QuerySet["LienVerifie"]):
    """The questions asked of links."""

    def morts(self) -> Self:
        """Links that failed several times in a row."""
        return self.filter(echecs__gte=ECHECS_D_UN_LIEN_MORT)

    def compter_les_morts(self) -> models.QuerySet[LienVerifie, Any]:
        """One row, the label of the model and how many links are dead, or none: to be read with other counts."""
        lignes = self.morts().order_by().annotate(de_modele=Value(self.model._meta.label)).values("de_modele")
        return lignes.annotate(nombre=models.Count("pk")).values_list("de_modele", "nombre")

    def dans_etat(self, etat: str) -> Self:
        """Links in one state."""
        repond = Q(verifie_le__isnull=False, echecs=0)
        conditions = {
            EtatLien.MORT: Q(echecs__gte=ECHECS_D_UN_LIEN_MORT),
            EtatLien.EN_PANNE: Q(echecs__gt=0, echecs__lt=ECHECS_D_UN_LIEN_MORT),
            EtatLien.DEPLACE: repond & ~Q(mene_a=""),
            EtatLien.RESERVE: repond & Q(mene_a="", statut__in=RESERVES),
            EtatLien.BON: repond & Q(mene_a="") & ~Q(statut__in=RESERVES),
            EtatLien.JAMAIS: Q(verifie_le=None),
        }
        return self.filter(conditions[EtatLien(etat)])

    def morts_de_chaque_fiche(self) -> ArraySubquery:
        """Expression: the dead links of the sheet of a row, as JSON, so that they are read with it."""
        soi = models.Func(models.OuterRef("uid"), template="ARRAY[%(expressions)s]", output_field=FICHES)
        morts = self.morts().filter(fiches__contains=soi).order_by("adresse")
        return ArraySubquery(morts.values(lien=JSONObject(**{nom: nom for nom in DITS})))

    def a_verifier(self, *, avant: dt.datetime) -> Self:
        """Links that were not visited since a moment, those that wait the longest first."""
        vieux = self.filter(Q(verifie_le=None) | Q(verifie_le__lt=avant))
        return vieux.order_by(F("verifie_le").asc(nulls_first=True), "pk")


class LienVerifie(models.Model):
    """A link. Written by ``publication.actions.verifier_liens`` alone; it flags, and withdraws nothing."""

    adresse = models.CharField(_("adresse"), max_length=1000, unique=True)
    fiches = ArrayField(models.UUIDField(), verbose_name=_("fiches qui la donnent"), default=list)
    verifie_le = models.DateTimeField(_("vérifié le"), null=True)
    statut = models.PositiveSmallIntegerField(_("statut HTTP"), null=True)
    panne = models.CharField(
        _("panne"),
        max_length=12,
        blank=True,
        choices=[*Panne.choices, (INTERDITE, _("adresse que le serveur n’interroge pas"))],
    )
    mene_a = models.CharField(_("mène désormais à"), max_length=2000, blank=True)
    premiere_panne_le = models.DateField(_("en panne depuis le"), null=True)
    echecs = models.PositiveSmallIntegerField(_("échecs de suite"), default=0)

    objects = LienVerifieQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien des fiches")
        verbose_name_plural = _("liens des fiches")
        ordering = ["-echecs", "premiere_panne_le", "adresse"]
        indexes = [GinIndex(fields=["fiches"], name="lien_verifie_fiches")]
        constraints = [
            models.CheckConstraint(
                condition=Q(echecs=0, premiere_panne_le=None) | Q(echecs__gt=0, premiere_panne_le__isnull=False),
                name="un_lien_en_panne_dit_depuis_quand",
                violation_error_message=_("Un lien en panne, et lui seul, dit depuis quand."),
            )
        ]

    def __str__(self) -> str:
        return self.adresse

    @classmethod
    def du_json(cls, lu: dict[str, Any]) -> LienVerifie:
        """Link of ``morts_de_chaque_fiche``, to be read only."""
        return cls(**lu | {"premiere_panne_le": dt.date.fromisoformat(lu["premiere_panne_le"])})

    @property
    def etat(self) -> EtatLien:
        """What is known of it."""
        if self.verifie_le is None:
            return EtatLien.JAMAIS
        if self.echecs:
            return EtatLien.MORT if self.echecs >= ECHECS_D_UN_LIEN_MORT else EtatLien.EN_PANNE
        if self.mene_a:
            return EtatLien.DEPLACE
        return EtatLien.RESERVE if self.statut in RESERVES else EtatLien.BON

    @property
    def cause(self) -> str:
        """What the last visit gave, in words."""
        if self.panne:
            return str(self.get_panne_display())
        return _("statut %(statut)s") % {"statut": self.statut} if self.statut else ""
