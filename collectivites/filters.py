"""Filters of authorities, and the territorial filters that every nature takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from collectivites.models import Collectivite, Departement, Region, TypeCollectivite
from publication.filters import TRI_COMMUN, ChoixMultipleFilter, EntierFilter, FicheFilter, TriFilter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publication.models import FicheQuerySet


AIDE_ADHERENTE = _("« true » : collectivités adhérentes et ce qu’elles portent ; « false » : les autres.")
OUI_NON = (("true", _("oui")), ("false", _("non")))


def regions() -> Iterable[tuple[str, str]]:
    """Codes and names of the regions in force."""
    return Region.objects.de_plein_exercice().order_by("slug").values_list("code", "nom")


def departements() -> Iterable[tuple[str, str]]:
    """Codes and names of the departments in force."""
    return Departement.objects.de_plein_exercice().order_by("code").values_list("code", "nom")


class TerritoireFilter(FicheFilter):
    """Region and department, by code; several values mean "one of these"."""

    region = ChoixMultipleFilter(
        field_name="publication__region",
        choices=regions,
        label=_("Région"),
        help_text=_("Code officiel de la région ; répétable."),
    )
    departement = ChoixMultipleFilter(
        field_name="publication__departement",
        choices=departements,
        label=_("Département"),
        help_text=_("Code officiel du département ; répétable."),
    )
    adherente = extend_schema_field({"type": "string", "enum": ["true", "false"], "description": AIDE_ADHERENTE})(
        filters.ChoiceFilter(
            method="par_adhesion",
            choices=OUI_NON,
            label=_("Adhérente au réseau"),
            empty_label=_("indifférent"),
            help_text=AIDE_ADHERENTE,
        )
    )

    def par_adhesion(self, fiches: FicheQuerySet[Any], _nom: str, valeur: str) -> FicheQuerySet[Any]:
        """Keep the sheets of members, or those of the others."""
        return fiches.filter(publication__adherente=valeur == "true")


class CollectiviteFilter(TerritoireFilter):
    """Filters of authorities."""

    type = ChoixMultipleFilter(
        choices=TypeCollectivite.choices,
        label=_("Type de collectivité"),
        help_text=_("Catégorie juridique ; répétable."),
    )
    connaissance_politique = ChoixMultipleFilter(
        choices=Collectivite.ConnaissancePolitique.choices,
        label=_("Politique ESS"),
        help_text=_("Ce que le réseau sait de la politique ESS ; répétable."),
    )
    population_min = EntierFilter(
        field_name="publication__population",
        lookup_expr="gte",
        min_value=0,
        label=_("Population minimale"),
        help_text=_("Nombre d’habitants."),
    )
    population_max = EntierFilter(
        field_name="publication__population",
        lookup_expr="lte",
        min_value=0,
        label=_("Population maximale"),
        help_text=_("Nombre d’habitants."),
    )
    tri = TriFilter(
        champs={
            **TRI_COMMUN,
            "-population": ("-publication__population", _("population, décroissante")),
            "population": ("publication__population", _("population, croissante")),
        }
    )

    class Meta(FicheFilter.Meta):
        model = Collectivite
