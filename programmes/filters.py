"""Filters of policies, schemes, projects and resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters as filters
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import DateInput, HiddenInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from collectivites.filters import TerritoireFilter
from programmes.models import Dispositif, Politique, Projet, Ressource, Thematique
from programmes.models.base import DERNIERE_ANNEE, PREMIERE_ANNEE, dernier_jour, premier_jour
from programmes.models.dispositif import DispositifQuerySet, EtatDispositif
from publication.filters import TRI_COMMUN, ChoixMultipleFilter, EntierFilter, FicheFilter, TriFilter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publication.models import FicheQuerySet

MONTANT = "publication__montant"
AIDE_ANNEE = _("Projets en cours cette année-là.")
AIDE_THEMATIQUE = _("Adresse courte de la thématique ; répétable.")


def thematiques() -> Iterable[tuple[str, str]]:
    """Slugs and names of the themes."""
    return Thematique.objects.order_by("slug").values_list("slug", "nom")


class ThematiqueMixin(filters.FilterSet):
    """Themes, by slug; several values mean "one of these"."""

    thematique = extend_schema_field({"type": "string", "description": AIDE_THEMATIQUE})(
        ChoixMultipleFilter(
            method="par_thematique",
            choices=thematiques,
            label=_("Thématique"),
            help_text=AIDE_THEMATIQUE,
        )
    )

    def par_thematique(self, fiches: FicheQuerySet[Any], _nom: str, slugs: list[str]) -> FicheQuerySet[Any]:
        """Keep the sheets that bear one of the themes."""
        return fiches.avec_thematiques(slugs) if slugs else fiches


class CollectiviteMixin(filters.FilterSet):
    """The authority that leads, by its public identifier."""

    collectivite = filters.UUIDFilter(
        field_name="collectivite__uid",
        widget=HiddenInput,
        label=_("Collectivité"),
        help_text=_("Identifiant public de la collectivité."),
    )


class PolitiqueFilter(TerritoireFilter, ThematiqueMixin, CollectiviteMixin):
    """Filters of policies."""

    budget_min = filters.NumberFilter(
        field_name=MONTANT, lookup_expr="gte", min_value=0, label=_("Budget minimal (€)"), help_text=_("En euros.")
    )
    budget_max = filters.NumberFilter(
        field_name=MONTANT, lookup_expr="lte", min_value=0, label=_("Budget maximal (€)"), help_text=_("En euros.")
    )
    tri = TriFilter(champs={**TRI_COMMUN, "-budget": (f"-{MONTANT}", _("budget, décroissant"))})

    class Meta(FicheFilter.Meta):
        model = Politique


class DispositifFilter(TerritoireFilter, ThematiqueMixin, CollectiviteMixin):
    """Filters of schemes; the state is that of today, or of the day ``le``."""

    nature_aide = ChoixMultipleFilter(
        choices=Dispositif.NatureAide.choices,
        label=_("Nature de l’aide"),
        help_text=_("Ce que reçoit le bénéficiaire."),
    )
    mode = filters.ChoiceFilter(
        choices=Dispositif.Mode.choices, label=_("Aide directe ou indirecte"), empty_label=_("indifférent")
    )
    instruction = ChoixMultipleFilter(
        choices=Dispositif.Instruction.choices, label=_("Instruction"), help_text=_("Façon de recevoir les demandes.")
    )
    etat = filters.ChoiceFilter(
        method="par_etat",
        choices=EtatDispositif.choices,
        label=_("État"),
        empty_label=_("indifférent"),
        help_text=_("État du dispositif le jour demandé."),
    )
    le = filters.DateFilter(
        method="sans_effet_seul",
        validators=[MinValueValidator(premier_jour(PREMIERE_ANNEE)), MaxValueValidator(dernier_jour(DERNIERE_ANNEE))],
        widget=DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        label=_("Jour"),
        help_text=_("Jour pour lequel juger l’état, AAAA-MM-JJ ; aujourd’hui par défaut."),
    )
    tri = TriFilter(champs={**TRI_COMMUN, "cloture_le": ("publication__fin", _("date de clôture"))})

    class Meta(FicheFilter.Meta):
        model = Dispositif

    def par_etat(self, dispositifs: DispositifQuerySet, _nom: str, etat: str) -> DispositifQuerySet:
        """Keep the schemes in that state on the day asked."""
        return dispositifs.dans_etat(etat, le=self.form.cleaned_data.get("le") or timezone.localdate())

    def sans_effet_seul(self, dispositifs: DispositifQuerySet, _nom: str, _jour: Any) -> DispositifQuerySet:
        """``le`` only tells ``etat`` which day to judge."""
        return dispositifs


class ProjetFilter(TerritoireFilter, ThematiqueMixin):
    """Filters of projects."""

    annee = extend_schema_field({"type": "integer", "description": AIDE_ANNEE})(
        EntierFilter(
            method="en_annee",
            min_value=PREMIERE_ANNEE,
            max_value=DERNIERE_ANNEE,
            label=_("Année"),
            help_text=AIDE_ANNEE,
        )
    )
    montant_min = filters.NumberFilter(
        field_name=MONTANT, lookup_expr="gte", min_value=0, label=_("Montant minimal (€)"), help_text=_("En euros.")
    )
    montant_max = filters.NumberFilter(
        field_name=MONTANT, lookup_expr="lte", min_value=0, label=_("Montant maximal (€)"), help_text=_("En euros.")
    )
    tri = TriFilter(champs={**TRI_COMMUN, "-montant": (f"-{MONTANT}", _("montant, décroissant"))})

    class Meta(FicheFilter.Meta):
        model = Projet

    def en_annee(self, projets: FicheQuerySet[Any], _nom: str, annee: int) -> FicheQuerySet[Any]:
        """Keep the projects under way in the year."""
        return projets.en_annee(annee)


class RessourceFilter(FicheFilter, ThematiqueMixin):
    """Filters of resources."""

    genre = ChoixMultipleFilter(
        choices=Ressource.Genre.choices, label=_("Genre"), help_text=_("Ce qu’est la ressource ; répétable.")
    )
    tri = TriFilter(champs={**TRI_COMMUN, "-date": ("-publication__debut", _("date, la plus récente d’abord"))})

    class Meta(FicheFilter.Meta):
        model = Ressource
