"""Schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.admin.lots import AVEC_THEMATIQUES
from programmes.admin.parties import ChiffreEnBloc
from programmes.models import Dispositif, Partenariat
from programmes.models.calendrier import EtatDispositif
from publication.admin.base import EnregistrementAdmin, PartieOrdonnee
from publication.admin.fiche import SUIVI, FicheAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class CalendrierFilter(admin.SimpleListFilter):
    """Schemes by state as of today: to come, open, closing within thirty days, closed, permanent, to be confirmed."""

    title = _("calendrier")
    parameter_name = "calendrier"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The states that a reader sees."""
        return list(EtatDispositif.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Dispositif] | None:
        """Keep the schemes in the chosen state."""
        etat = self.value()
        if etat not in EtatDispositif.values:
            return None
        dispositifs: QuerySet[Dispositif] = queryset.dans_etat(etat, le=timezone.localdate())
        return dispositifs


class PartenariatEnBloc(PartieOrdonnee):
    """Partners of a scheme."""

    model = Partenariat
    fields = (("nom", "role"), ("collectivite", "organisme"), ("montant", "periodicite"), "note")
    autocomplete_fields = ("collectivite", "organisme")


@admin.register(Dispositif)
class DispositifAdmin(FicheAdmin):
    """The sheet of a scheme, in the reader's order."""

    list_display = ("titre", "collectivite", "nature_aide", "instruction", "cloture_le", "etat", "page_publique")
    list_filter = (
        *FicheAdmin.list_filter,
        CalendrierFilter,
        "nature_aide",
        "mode",
        "instruction",
        "collectivite__region",
    )
    search_fields = ("titre", "collectivite__nom")
    autocomplete_fields = ("collectivite", "politique", "thematiques", "contacts")
    fieldsets = (
        (_("L’essentiel"), {"fields": ("collectivite", "politique", "titre", "slug", "resume", "thematiques")}),
        (_("Nature de l’aide"), {"fields": (("nature_aide", "mode", "instruction"), "objectifs", "cibles")}),
        (_("Conditions"), {"fields": ("eligibilite", "modalites", "moyens", "evaluation")}),
        (
            _("Montants, en euros"),
            {
                "fields": (
                    ("montant_min", "montant_max", "montant_par_beneficiaire"),
                    ("enveloppe_annuelle", "enveloppe_totale", "taux"),
                    ("beneficiaires_par_an", "beneficiaires_total"),
                )
            },
        ),
        (_("Calendrier et territoire"), {"fields": (("ouverture_le", "cloture_le"), "territoires", "exclusions")}),
        (_("Contacts et source"), {"fields": ("contacts", "page_officielle", "source")}),
        SUIVI,
    )
    place_des_parties = {"partenariats": _("Montants, en euros"), "chiffres": _("Montants, en euros")}
    inlines = (PartenariatEnBloc, ChiffreEnBloc)
    lots = AVEC_THEMATIQUES


@admin.register(Partenariat)
class PartenariatAdmin(EnregistrementAdmin):
    """Partners, across schemes."""

    list_display = ("nom", "dispositif", "role", "montant", "periodicite")
    list_filter = ("role",)
    list_select_related = ("dispositif",)
    search_fields = ("nom", "dispositif__titre")
    autocomplete_fields = ("dispositif", "collectivite", "organisme")
