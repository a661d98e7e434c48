"""Filters of policies, schemes, projects and resources."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import django_filters as filters
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.forms import DateInput, HiddenInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from collectivites.filters import TerritoireFilter, codes
from programmes.models import Dispositif, Politique, Projet, Ressource
from programmes.models.base import DERNIERE_ANNEE, PREMIERE_ANNEE, dernier_jour, premier_jour
from programmes.models.calendrier import EtatDispositif
from programmes.models.projet import annees_de_projet, en_annees
from programmes.models.thematique import noms_des_thematiques
from publication.filters import (
    TRI_COMMUN,
    ChoixCalculeFilter,
    ChoixMultipleFilter,
    CodesField,
    FicheFilter,
    TriFilter,
)
from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from programmes.models.dispositif import DispositifQuerySet


MONTANT = "publication__montant"
PREMIERE_ANNEE_DE_PROJET = 1980
AIDE_ANNEE = _("En cours cette année-là ; répétable.")
AIDE_ANNEE_DE_RESSOURCE = _("Année de l’événement ou de la parution ; répétable.")
AIDE_CITEE = _("Identifiant public d’une collectivité dont parle la ressource ; répétable.")
AIDE_THEMATIQUE = _("Adresse courte de la thématique ; répétable.")


def annees() -> list[tuple[str, str]]:
    """Years that a project can be under way in, the latest first."""
    return [(str(annee), str(annee)) for annee in range(timezone.localdate().year, PREMIERE_ANNEE_DE_PROJET - 1, -1)]


class ThematiqueFilter(ChoixMultipleFilter):
    """Filter of the themes that a sheet bears."""

    def condition(self, valeurs: Sequence[str]) -> Q:
        """Hold for the sheets that bear one of the themes."""
        return Q(publication__thematiques__overlap=valeurs)


class ThematiqueMixin(filters.FilterSet):
    """Themes, by slug; several values mean "one of these"."""

    thematique = extend_schema_field(codes(AIDE_THEMATIQUE))(
        ThematiqueFilter(
            facette=F("publication__thematiques"),
            est_multiple=True,
            choices=noms_des_thematiques,
            label=_("Thématique"),
            help_text=AIDE_THEMATIQUE,
        )
    )


class CollectiviteMixin(filters.FilterSet):
    """The authority that leads, by its public identifier."""

    collectivite = filters.UUIDFilter(
        field_name="collectivite__uid",
        widget=HiddenInput,
        label=_("Collectivité"),
        help_text=_("Identifiant public de la collectivité."),
    )


class EnCoursMixin(filters.FilterSet):
    """Years that the period of a sheet covers; several values mean "one of these"."""

    annee = extend_schema_field(codes(AIDE_ANNEE))(
        ChoixCalculeFilter(
            methode="selon_annee",
            facette=lambda: annees_de_projet(jusqu_a=timezone.localdate().year),
            est_multiple=True,
            choices=annees,
            label=_("Année"),
            help_text=AIDE_ANNEE,
        )
    )

    def selon_annee(self, valeurs: Sequence[str]) -> Q:
        """Hold for the sheets under way in one of the years."""
        return en_annees([int(valeur) for valeur in valeurs])


class PolitiqueFilter(TerritoireFilter, ThematiqueMixin, EnCoursMixin, CollectiviteMixin):
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
    mode = ChoixMultipleFilter(
        choices=Dispositif.Mode.choices,
        label=_("Aide directe ou indirecte"),
        help_text=_("Voie de l’aide ; répétable."),
    )
    instruction = ChoixMultipleFilter(
        choices=Dispositif.Instruction.choices, label=_("Instruction"), help_text=_("Façon de recevoir les demandes.")
    )
    etat = ChoixCalculeFilter(
        methode="selon_etat",
        facette=lambda: EtatDispositif.cas(le=timezone.localdate()),
        sauf_avec="le",
        choices=EtatDispositif.choices,
        label=_("État"),
        help_text=_("État du dispositif le jour demandé ; répétable."),
    )
    le = filters.DateFilter(
        method="sans_effet_seul",
        validators=[MinValueValidator(premier_jour(PREMIERE_ANNEE)), MaxValueValidator(dernier_jour(DERNIERE_ANNEE))],
        widget=DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        label=_("État le"),
        help_text=_("Jour pour lequel juger l’état et la vérification, AAAA-MM-JJ ; aujourd’hui par défaut."),
    )
    montant_min = filters.NumberFilter(
        field_name=MONTANT, lookup_expr="gte", min_value=0, label=_("Montant minimal (€)"), help_text=_("En euros.")
    )
    montant_max = filters.NumberFilter(
        field_name=MONTANT, lookup_expr="lte", min_value=0, label=_("Montant maximal (€)"), help_text=_("En euros.")
    )
    tri = TriFilter(
        champs={
            **TRI_COMMUN,
            "-montant": (f"-{MONTANT}", _("montant, décroissant")),
            "cloture_le": ("publication__fin", _("date de clôture")),
        }
    )

    class Meta(FicheFilter.Meta):
        model = Dispositif

    def selon_etat(self, etats: Sequence[str]) -> Q:
        """Hold for the schemes in one of the states on the day asked."""
        return EtatDispositif.condition(etats, le=self.jour)

    def compter_etat(self, dispositifs: DispositifQuerySet) -> dict[str, int]:
        """Count the schemes in each state on the day asked."""
        return dispositifs.compter_par_etat(le=self.jour)


class ProjetFilter(TerritoireFilter, ThematiqueMixin, EnCoursMixin):
    """Filters of projects."""

    montant_min = filters.NumberFilter(
        field_name=MONTANT, lookup_expr="gte", min_value=0, label=_("Montant minimal (€)"), help_text=_("En euros.")
    )
    montant_max = filters.NumberFilter(
        field_name=MONTANT, lookup_expr="lte", min_value=0, label=_("Montant maximal (€)"), help_text=_("En euros.")
    )
    tri = TriFilter(champs={**TRI_COMMUN, "-montant": (f"-{MONTANT}", _("montant, décroissant"))})

    class Meta(FicheFilter.Meta):
        model = Projet


class CollectiviteField(CodesField):
    """Public identifiers of authorities."""

    default_error_messages = {"inconnu": _("Aucune collectivité publique ne porte l’identifiant « %(code)s ».")}

    def noms(self, codes: Collection[str]) -> dict[str, str]:
        """Name the authorities that are public."""
        uids = [uid for code in codes if (uid := _uid(code))]
        publiques = Publication.objects.d_identifiants(uids).de_nature(Nature.COLLECTIVITE).only("titre")
        return {str(publique.pk): publique.titre for publique in publiques}


def _uid(code: str) -> uuid.UUID | None:
    """Identifier written in its usual form, lower case and dashes; ``None`` for anything else."""
    try:
        uid = uuid.UUID(code)
    except ValueError:
        return None
    return uid if str(uid) == code else None


class CollectiviteCiteeFilter(ChoixMultipleFilter):
    """Filter of the authorities that a sheet speaks of."""

    field_class = CollectiviteField

    def condition(self, valeurs: Sequence[str]) -> Q:
        """Hold for the sheets that speak of one of the authorities."""
        return Q(publication__liens__overlap=valeurs)


class AnneeFilter(ChoixMultipleFilter):
    """Filter of the year of the first day of a sheet."""

    def condition(self, valeurs: Sequence[str]) -> Q:
        """Hold for the sheets whose first day is in one of the years."""
        ensemble = Q(pk__in=[])
        for annee in map(int, valeurs):
            ensemble |= Q(publication__debut__range=(premier_jour(annee), dernier_jour(annee)))
        return ensemble


class GenreMixin(filters.FilterSet):
    """What a resource is; first, since it is what readers choose first."""

    genre = ChoixMultipleFilter(
        choices=Ressource.Genre.choices, label=_("Genre"), help_text=_("Ce qu’est la ressource ; répétable.")
    )


class RessourceFilter(FicheFilter, GenreMixin, ThematiqueMixin):
    """Filters of resources."""

    collectivite = extend_schema_field(codes(AIDE_CITEE))(
        CollectiviteCiteeFilter(
            facette=F("publication__liens"), est_multiple=True, label=_("Collectivité"), help_text=AIDE_CITEE
        )
    )
    annee = extend_schema_field(codes(AIDE_ANNEE_DE_RESSOURCE))(
        AnneeFilter(
            facette=ExtractYear("publication__debut"),
            choices=annees,
            label=_("Année"),
            help_text=AIDE_ANNEE_DE_RESSOURCE,
        )
    )
    tri = TriFilter(champs={**TRI_COMMUN, "-date": ("-publication__debut", _("date, la plus récente d’abord"))})

    class Meta(FicheFilter.Meta):
        model = Ressource
