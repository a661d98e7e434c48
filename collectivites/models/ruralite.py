"""Whether the inhabitants of an authority live in villages or in towns, from the official code alone.

The authority is rural when at least half of its inhabitants live in communes of fewer than 2,000 inhabitants, urban
when at most a fifth do, and in between otherwise. 2,000 is the threshold under which INSEE knows no urban unit; our
measure looks at communes one by one, not at continuous housing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, F, FloatField, OuterRef, Q, Subquery, Sum, TextChoices, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from collectivites.models.territoire import Commune

if TYPE_CHECKING:
    from django.db.models import QuerySet

SEUIL_DE_VILLE = 2_000
"""Inhabitants from which a commune is a town."""
PART_RURALE = 0.5
PART_URBAINE = 0.2


class Ruralite(TextChoices):
    """Three classes of ``part_rurale``."""

    RURALE = "rurale", _("plutôt rurale")
    INTERMEDIAIRE = "intermediaire", _("entre ville et campagne")
    URBAINE = "urbaine", _("plutôt urbaine")


def classe(part: float | None) -> str:
    """Class of a share of inhabitants, between 0 and 1; empty when it is unknown."""
    if part is None:
        return ""
    if part >= PART_RURALE:
        return Ruralite.RURALE.value
    return Ruralite.URBAINE.value if part <= PART_URBAINE else Ruralite.INTERMEDIAIRE.value


def part_rurale() -> Any:
    """SQL expression: share of the inhabitants of an authority who live in communes under ``SEUIL_DE_VILLE``."""
    code = OuterRef("code_insee")
    return Case(
        When(type="region", then=_part(Commune.objects.filter(region=code))),
        When(type="departement", then=_part(Commune.objects.filter(departement=code))),
        When(type="commune", then=_part(Commune.objects.filter(pk=code))),
        When(
            type="statut_particulier",
            then=Coalesce(_part(Commune.objects.filter(pk=code)), _part(Commune.objects.filter(region=code))),
        ),
        default=Coalesce(
            _part(Commune.objects.filter(epci=OuterRef("pk"))),
            _part(Commune.objects.filter(groupements=OuterRef("pk"))),
        ),
        output_field=FloatField(),
    )


def _part(communes: QuerySet[Commune]) -> Subquery:
    villages = Coalesce(Sum("population", filter=Q(population__lt=SEUIL_DE_VILLE)), 0)
    part = Cast(villages, FloatField()) / NullIf(Cast(Sum("population"), FloatField()), Value(0.0))
    ensemble = communes.filter(supprime_en=None).order_by().annotate(tout=Value(1)).values("tout")
    return Subquery(ensemble.annotate(part=part).values("part"), output_field=FloatField())


def siren_epci(prefixe: str = "") -> Any:
    """SQL expression: SIREN of the EPCI that an authority is or, for a commune, belongs to; empty otherwise.

    ``prefixe`` leads to the authority: ``"collectivite__"``.
    """
    communes = Commune.objects.filter(pk=OuterRef(f"{prefixe}code_insee"))
    groupements = (
        "metropole", "metropole_lyon", "communaute_urbaine", "communaute_agglomeration", "communaute_communes",
    )  # fmt: skip
    return Coalesce(
        Case(
            When(**{f"{prefixe}type__in": groupements}, then=F(f"{prefixe}siren")),
            When(**{f"{prefixe}type": "commune"}, then=Subquery(communes.values("epci__siren"))),
            default=Value(""),
            output_field=CharField(),
        ),
        Value(""),
        output_field=CharField(),
    )
