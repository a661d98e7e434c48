"""Filters of grants, which are no sheets: those that public sheets show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import django_filters as filters
from django.db.models import F, Q
from django.forms import HiddenInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from collectivites.filters import codes, departements
from collectivites.models.territoire import noms_des_regions
from programmes.filters import AIDE_THEMATIQUE, annees
from programmes.models import Subvention
from programmes.models.thematique import noms_des_thematiques
from publication.filters import AIDE_RECHERCHE, LONGUEUR_RECHERCHE, ChoixMultipleFilter, EnMemoire, TriFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from programmes.models.subvention import SubventionQuerySet


class ThematiqueFilter(ChoixMultipleFilter):
    """Filter of the themes of the project."""

    def condition(self, valeurs: Sequence[str]) -> Q:
        """Hold for the grants of a project that bears one of the themes."""
        return Q(projet__publication__thematiques__overlap=valeurs)


class SubventionFilter(EnMemoire):
    """Filters of grants; the page and the exports take the same."""

    champ_montant = "accorde"
    colonnes_en_plus: ClassVar[dict[str, Any]] = {
        "region_du_projet": F("projet__publication__region"),
        "departement_du_projet": F("projet__publication__departement"),
        "attribuee_par": F("collectivite__uid"),
    }
    q = filters.CharFilter(
        method="chercher", max_length=LONGUEUR_RECHERCHE, label=_("Mots recherchés"), help_text=AIDE_RECHERCHE
    )
    region = ChoixMultipleFilter(
        field_name="collectivite__publication__region",
        choices=noms_des_regions,
        label=_("Région du financeur"),
        help_text=_("Code officiel de la région ; répétable."),
    )
    departement = ChoixMultipleFilter(
        field_name="collectivite__publication__departement",
        choices=departements,
        label=_("Département du financeur"),
        help_text=_("Code officiel du département ; répétable."),
    )
    annee = ChoixMultipleFilter(
        field_name="exercice", choices=annees, label=_("Année"), help_text=_("Année de la subvention ; répétable.")
    )
    thematique = extend_schema_field(codes(AIDE_THEMATIQUE))(
        ThematiqueFilter(
            facette=F("projet__publication__thematiques"),
            est_multiple=True,
            choices=noms_des_thematiques,
            label=_("Thématique du projet"),
            help_text=AIDE_THEMATIQUE,
        )
    )
    nature = ChoixMultipleFilter(
        field_name="nature_aide",
        choices=Subvention.NatureSubvention.choices,
        label=_("Nature de l’aide"),
        help_text=_("En numéraire, en nature, ou les deux ; répétable."),
    )
    montant_min = filters.NumberFilter(
        field_name="accorde",
        lookup_expr="gte",
        min_value=0,
        label=_("Montant minimal (€)"),
        help_text=_("Montant accordé au bénéficiaire, en euros."),
    )
    montant_max = filters.NumberFilter(
        field_name="accorde",
        lookup_expr="lte",
        min_value=0,
        label=_("Montant maximal (€)"),
        help_text=_("Montant accordé au bénéficiaire, en euros."),
    )
    collectivite = filters.UUIDFilter(
        field_name="collectivite__uid",
        widget=HiddenInput,
        label=_("Collectivité qui attribue"),
        help_text=_("Identifiant public de la collectivité."),
    )
    dispositif = filters.UUIDFilter(
        field_name="dispositif__uid",
        widget=HiddenInput,
        label=_("Dispositif"),
        help_text=_("Identifiant public du dispositif."),
    )
    beneficiaire = filters.UUIDFilter(
        field_name="beneficiaire__uid",
        widget=HiddenInput,
        label=_("Bénéficiaire"),
        help_text=_("Identifiant public de l’organisme."),
    )
    tri = TriFilter(
        champs={
            "-montant": ("-accorde", _("montant, décroissant")),
            "montant": ("accorde", _("montant, croissant")),
            "annee": ("exercice", _("année, la plus ancienne d’abord")),
            "collectivite": ("collectivite__publication__titre_cle", _("collectivité qui attribue")),
        }
    )

    class Meta:
        model = Subvention
        fields: ClassVar[list[str]] = []

    def chercher(self, subventions: SubventionQuerySet, _nom: str, texte: str) -> SubventionQuerySet:
        """Keep the grants whose purpose or project answers the text."""
        return subventions.chercher(texte, le=timezone.localdate())

    @property
    def en_memoire(self) -> SubventionQuerySet:
        """All the grants, public or not."""
        return Subvention.objects.all()
