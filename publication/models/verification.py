"""Whether a sheet was verified, and recently enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Q, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence


class Verification(TextChoices):
    """State of the verification of a sheet on a given day."""

    A_JOUR = "a_jour", _("vérifiée et à jour")
    PERIMEE = "perimee", _("à revoir")
    JAMAIS = "jamais", _("jamais vérifiée")

    @classmethod
    def cas(cls, *, le: dt.date) -> Case:
        """SQL expression: state of the publication of a sheet on the day ``le``."""
        cas = [When(cls.condition([un], le=le), then=Value(un)) for un in cls.values]
        return Case(*cas, output_field=CharField())

    @classmethod
    def condition(cls, cas: Sequence[str], *, le: dt.date) -> Q:
        """Hold for the sheets whose publication is in one of the states ``cas`` on the day ``le``."""
        conditions = {
            cls.A_JOUR.value: Q(publication__a_revoir_le__gt=le),
            cls.PERIMEE.value: Q(publication__a_revoir_le__lte=le),
            cls.JAMAIS.value: Q(publication__a_revoir_le=None),
        }
        ensemble = Q(pk__in=[])
        for nom in cas:
            ensemble |= conditions[nom]
        return ensemble
