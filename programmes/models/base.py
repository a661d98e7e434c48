"""Fields and base classes that the models of this floor share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models import Enregistrement

if TYPE_CHECKING:
    from decimal import Decimal

PREMIERE_ANNEE = 1900
DERNIERE_ANNEE = 2100


def champ_annee(verbose_name: Any, help_text: Any, *, null: bool = True) -> models.PositiveSmallIntegerField[Any, Any]:
    """Field for a year of four digits."""
    return models.PositiveSmallIntegerField(
        verbose_name,
        null=null,
        blank=null,
        validators=[MinValueValidator(PREMIERE_ANNEE), MaxValueValidator(DERNIERE_ANNEE)],
        help_text=help_text,
    )


def champ_montant(verbose_name: Any, help_text: Any) -> models.DecimalField[Decimal | None, Decimal | None]:
    """Field for an optional amount in euros, never negative."""
    return models.DecimalField(
        verbose_name,
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=help_text,
    )


def champ_source() -> models.CharField[str, str]:
    """Field that says where a fact comes from."""
    return models.CharField(
        _("source"), max_length=250, blank=True, help_text=_("Document ou personne d’où vient l’information.")
    )


def premier_jour(an: int | None) -> dt.date | None:
    """Return 1 January of a year."""
    return dt.date(an, 1, 1) if an else None


def dernier_jour(an: int | None) -> dt.date | None:
    """Return 31 December of a year."""
    return dt.date(an, 12, 31) if an else None


def contexte(*choses: Any) -> str:
    """Names of the places and themes of a sheet, those that are known, for search."""
    return " ".join(str(chose.nom) for chose in choses if chose)


class LigneOrdonnee(Enregistrement):
    """A part of a sheet that staff put in order by hand."""

    ordre = models.PositiveSmallIntegerField(_("ordre"), default=0, help_text=_("Rang sur la fiche."))

    class Meta:
        abstract = True
        ordering = ["ordre", "pk"]
