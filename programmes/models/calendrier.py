"""The state of a scheme on a day: to come, open, closing soon, closed, permanent, or to be confirmed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence

BIENTOT = dt.timedelta(days=30)


class EtatDispositif(models.TextChoices):
    """State of a scheme on a given day; ``condition`` is the SQL twin of ``etat_dispositif``."""

    A_VENIR = "a_venir", _("à venir")
    OUVERT = "ouvert", _("ouvert")
    FERME_BIENTOT = "ferme_bientot", _("ferme bientôt")
    CLOS = "clos", _("clos")
    PERMANENT = "permanent", _("permanent")
    A_CONFIRMER = "a_confirmer", _("ouverture à confirmer")

    @classmethod
    def en_cours(cls) -> tuple[EtatDispositif, ...]:
        """States in which one can apply: what every page counts as « ouverts ou permanents »."""
        return (cls.OUVERT, cls.FERME_BIENTOT, cls.PERMANENT)

    @classmethod
    def cas(cls, *, le: dt.date) -> Case:
        """SQL expression: state of a scheme on the day ``le``."""
        etats = [When(cls.condition([etat], le=le), then=Value(etat.value)) for etat in cls]
        return Case(*etats, output_field=models.CharField())

    @classmethod
    def condition(cls, etats: Sequence[str], *, le: dt.date) -> Q:
        """Hold for the schemes that are in one of ``etats`` on the day ``le``."""
        commence = Q(ouverture_le=None) | Q(ouverture_le__lte=le)
        sure = Q(verifiee_le__isnull=False) & Q(GreaterThan(a_revoir_le(), Value(le)))
        muet = Q(ouverture_le=None, cloture_le=None) & ~sure
        conditions = {
            cls.A_VENIR: Q(ouverture_le__gt=le),
            cls.PERMANENT: commence & Q(cloture_le=None) & ~muet,
            cls.A_CONFIRMER: muet,
            cls.OUVERT: commence & Q(cloture_le__gt=le + BIENTOT),
            cls.FERME_BIENTOT: commence & Q(cloture_le__gte=le, cloture_le__lte=le + BIENTOT),
            cls.CLOS: commence & Q(cloture_le__lt=le),
        }
        ensemble = Q(pk__in=[])
        for etat in etats:
            ensemble |= conditions[cls(etat)]
        return ensemble


def a_revoir_le() -> Func:
    """SQL expression: day from which a sheet counts as stale, null when it was never verified."""
    return Func(
        F("verifiee_le"),
        F("revoir_dans"),
        function="make_interval",
        template="(%(expressions)s))::date",
        arg_joiner=" + make_interval(months => ",
        output_field=models.DateField(),
    )


def etat_dispositif(
    ouverture_le: dt.date | None, cloture_le: dt.date | None, *, a_revoir_le: dt.date | None, le: dt.date
) -> EtatDispositif:
    """Derive the state of a scheme from its two dates, for the day ``le``; both bounds are included.

    Without a date, a sheet whose verification still holds is that of a permanent scheme; any other says nothing of it.
    """
    sure = a_revoir_le is not None and le < a_revoir_le
    if ouverture_le is None and cloture_le is None and not sure:
        return EtatDispositif.A_CONFIRMER
    if ouverture_le is not None and ouverture_le > le:
        return EtatDispositif.A_VENIR
    if cloture_le is None:
        return EtatDispositif.PERMANENT
    if cloture_le < le:
        return EtatDispositif.CLOS
    return EtatDispositif.FERME_BIENTOT if cloture_le <= le + BIENTOT else EtatDispositif.OUVERT
