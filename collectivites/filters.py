"""Filters of authorities, and the territorial filters that every nature takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters as filters
from django.db.models import Case, CharField, Q, Value, When
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from collectivites.models import Collectivite, Commune, Departement, Ruralite, TypeCollectivite
from collectivites.models.territoire import noms_des_regions
from publication.filters import (
    TRI_COMMUN,
    ChoixCalculeFilter,
    ChoixMultipleFilter,
    CodesField,
    EntierFilter,
    FicheFilter,
    TriFilter,
)
from publication.models import Publication
from publication.natures import Nature
from publication.vocabulaires import choix

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from publication.models import FicheQuerySet


AIDE_ADHERENTE = _("« true » : collectivités adhérentes et ce qu’elles portent ; « false » : les autres.")
OUI_NON = (("true", _("adhérente")), ("false", _("non adhérente")))
TRANCHES = {
    "0-10000": (None, 10_000, _("moins de 10 000 habitants")),
    "10000-50000": (10_000, 50_000, _("de 10 000 à 50 000")),
    "50000-100000": (50_000, 100_000, _("de 50 000 à 100 000")),
    "100000-500000": (100_000, 500_000, _("de 100 000 à 500 000")),
    "500000-": (500_000, None, _("500 000 habitants et plus")),
}
"""Bands of population: lower bound included, upper bound left out."""


def departements() -> Iterable[tuple[str, str]]:
    """Codes and names of the departments in force."""
    return Departement.objects.de_plein_exercice().order_by("code").values_list("code", "nom")


def tranche(code: str) -> Q:
    """Hold for the sheets whose population lies in a band."""
    bas, haut, _libelle = TRANCHES[code]
    condition = Q(publication__population__isnull=False)
    if bas is not None:
        condition &= Q(publication__population__gte=bas)
    return condition & Q(publication__population__lt=haut) if haut is not None else condition


class EpciField(CodesField):
    """SIREN of EPCI."""

    def noms(self, codes: Collection[str]) -> dict[str, str]:
        """Name the EPCI."""
        return Collectivite.objects.noms_par_siren(codes) if codes else {}


class CommuneField(CodesField):
    """INSEE codes of communes."""

    def noms(self, codes: Collection[str]) -> dict[str, str]:
        """Name the communes."""
        return Commune.objects.noms_par_code(codes) if codes else {}


class OuiNonFilter(ChoixMultipleFilter):
    """Filter of a column that is true or false."""

    def condition(self, valeurs: Sequence[str]) -> Q:
        """Read « true » and « false »."""
        return Q(**{f"{self.field_name}__in": [valeur == "true" for valeur in valeurs]})


class EpciFilter(ChoixMultipleFilter):
    """Filter of EPCI: too many to be a list of choices."""

    field_class = EpciField


class CommuneFilter(ChoixMultipleFilter):
    """Filter of communes: too many to be a list of choices."""

    field_class = CommuneField


def codes(description: Any) -> dict[str, Any]:
    """OpenAPI schema of a filter of codes."""
    return {"type": "array", "items": {"type": "string"}, "description": description}


AIDE_THEMATIQUE = _("Thème d’une politique ou d’un dispositif de la collectivité, par son adresse courte ; répétable.")
AIDE_EPCI = _("SIREN de l’intercommunalité ; répétable.")
AIDE_COMMUNE = _("Code INSEE de la commune ; répétable.")


class TerritoireFilter(FicheFilter):
    """Region, department, EPCI and commune, by code; several values mean "one of these"."""

    region = ChoixMultipleFilter(
        field_name="publication__region",
        choices=noms_des_regions,
        label=_("Région"),
        help_text=_("Code officiel de la région ; répétable."),
    )
    departement = ChoixMultipleFilter(
        field_name="publication__departement",
        choices=departements,
        label=_("Département"),
        help_text=_("Code officiel du département ; répétable."),
    )
    epci = extend_schema_field(codes(AIDE_EPCI))(
        EpciFilter(
            field_name="publication__epci",
            apres=("region", "departement", "epci"),
            label=_("Intercommunalité"),
            help_text=AIDE_EPCI,
        )
    )
    commune = extend_schema_field(codes(AIDE_COMMUNE))(
        CommuneFilter(
            field_name="publication__commune",
            apres=("departement", "epci", "commune"),
            label=_("Commune"),
            help_text=AIDE_COMMUNE,
        )
    )
    adherente = OuiNonFilter(
        field_name="publication__adherente",
        choices=OUI_NON,
        label=_("Adhésion au réseau"),
        help_text=AIDE_ADHERENTE,
    )


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
    tranche = ChoixCalculeFilter(
        methode="selon_tranche",
        facette=Case(*(When(tranche(code), then=Value(code)) for code in TRANCHES), output_field=CharField()),
        choices=[(code, libelle) for code, (_bas, _haut, libelle) in TRANCHES.items()],
        label=_("Taille"),
        help_text=_("Tranche de population ; répétable."),
    )
    ruralite = ChoixMultipleFilter(
        field_name="publication__ruralite",
        choices=Ruralite.choices,
        label=_("Rural ou urbain"),
        help_text=_("Selon la part des habitants qui vivent dans des communes de moins de 2 000 habitants."),
    )
    thematique = extend_schema_field(codes(AIDE_THEMATIQUE))(
        ChoixCalculeFilter(
            methode="selon_thematique", choices=choix("thematiques"), label=_("Thématique"), help_text=AIDE_THEMATIQUE
        )
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
    budget_min = filters.NumberFilter(
        method="au_budget_minimal",
        min_value=0,
        label=_("Budget ESS minimal (€)"),
        help_text=_("Dernier budget connu d’une politique de la collectivité, en euros."),
    )
    budget_max = filters.NumberFilter(
        method="au_budget_maximal",
        min_value=0,
        label=_("Budget ESS maximal (€)"),
        help_text=_("Dernier budget connu d’une politique de la collectivité, en euros."),
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

    def selon_tranche(self, tranches: Sequence[str]) -> Q:
        """Hold for the authorities in one of the bands."""
        ensemble = Q(pk__in=[])
        for code in tranches:
            ensemble |= tranche(code)
        return ensemble

    def selon_thematique(self, slugs: Sequence[str]) -> Q:
        """Hold for the authorities that lead a policy or a scheme of one of the themes."""
        return Q(publication_id__in=Publication.objects.porteuses_du_theme(slugs))

    def lire_thematique(self) -> Iterable[tuple[int, list[str]]]:
        """Themes of each public policy or scheme, with the key of the authority that leads it."""
        return Collectivite.objects.themes_portes()

    def au_budget_minimal(self, fiches: FicheQuerySet[Any], _nom: str, euros: Any) -> FicheQuerySet[Any]:
        """Keep the authorities one of whose policies has such a budget."""
        return self._selon_budget(fiches, montant__gte=euros)

    def au_budget_maximal(self, fiches: FicheQuerySet[Any], _nom: str, euros: Any) -> FicheQuerySet[Any]:
        """Keep the authorities one of whose policies has such a budget."""
        return self._selon_budget(fiches, montant__lte=euros)

    def _selon_budget(self, fiches: FicheQuerySet[Any], **borne: Any) -> FicheQuerySet[Any]:
        politiques = Publication.objects.portees(Nature.POLITIQUE).filter(**borne)
        return fiches.filter(publication_id__in=politiques.values("porteuse"))
