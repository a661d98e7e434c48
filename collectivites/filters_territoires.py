"""Filters of the official geographic code."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import django_filters as filters
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from collectivites.filters import AIDE_EPCI, EpciFilter, codes, departements
from collectivites.models import Commune, Departement
from collectivites.models.territoire import noms_des_regions
from publication.filters import LONGUEUR_RECHERCHE, ChoixMultipleFilter
from publication.recherche import plier

if TYPE_CHECKING:
    from collectivites.models.territoire import CommuneQuerySet

CODE_POSTAL = RegexValidator(r"^\d{5}\Z", _("un code postal compte cinq chiffres."))
AIDE_REGION = _("Code officiel de la région ; répétable.")
AIDE_DEPARTEMENT = _("Code officiel du département ; répétable.")


class DepartementsFilter(filters.FilterSet):
    """Filters of departments."""

    region = ChoixMultipleFilter(choices=noms_des_regions, label=_("Région"), help_text=AIDE_REGION)

    class Meta:
        model = Departement
        fields: ClassVar[list[str]] = []


class CommunesFilter(DepartementsFilter):
    """Filters of communes."""

    q = filters.CharFilter(
        method="nommees",
        max_length=LONGUEUR_RECHERCHE,
        label=_("Nom ou code"),
        help_text=_("Début du nom, d’un mot du nom, du code INSEE ou d’un code postal."),
    )
    departement = ChoixMultipleFilter(choices=departements, label=_("Département"), help_text=AIDE_DEPARTEMENT)
    epci = extend_schema_field(codes(AIDE_EPCI))(
        EpciFilter(field_name="epci__siren", label=_("Intercommunalité"), help_text=AIDE_EPCI)
    )
    code_postal = filters.CharFilter(
        method="desservies",
        validators=[CODE_POSTAL],
        label=_("Code postal"),
        help_text=_("Communes que dessert un code postal."),
    )

    class Meta(DepartementsFilter.Meta):
        model = Commune  # type: ignore[assignment]  # a commune is no department, but is filtered like one

    def nommees(self, communes: CommuneQuerySet, _nom: str, texte: str) -> CommuneQuerySet:
        """Keep the communes that a text begins to name, the exact names first."""
        return communes.commencant(plier(texte))

    def desservies(self, communes: CommuneQuerySet, _nom: str, code: str) -> CommuneQuerySet:
        """Keep the communes that a postal code serves."""
        return communes.filter(codes_postaux__contains=[code])
