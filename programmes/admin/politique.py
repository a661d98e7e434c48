"""Policies."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programmes.admin.lots import AVEC_THEMATIQUES
from programmes.admin.parties import (
    ActionEnBloc,
    BudgetEnLigne,
    ChiffreEnBloc,
    EffectifEnLigne,
    EngagementEnLigne,
    OrientationEnBloc,
)
from programmes.models import Politique
from publication.admin.fiche import SUIVI, FicheAdmin


@admin.register(Politique)
class PolitiqueAdmin(FicheAdmin):
    """The sheet of a policy, in the reader's order."""

    list_display = ("titre", "collectivite", "debut", "fin", "etat", "verifiee_le", "page_publique")
    list_filter = (*FicheAdmin.list_filter, "collectivite__region")
    search_fields = ("titre", "collectivite__nom")
    autocomplete_fields = ("collectivite", "thematiques", "contacts")
    fieldsets = (
        (_("L’essentiel"), {"fields": ("collectivite", "titre", "slug", "resume", ("debut", "fin"), "thematiques")}),
        (_("L’ESS sur le territoire"), {"fields": ("panorama",)}),
        (_("Moyens et programme"), {"fields": ("moyens", "programme")}),
        (_("Gouvernance"), {"fields": ("gouvernance", "gouvernance_detail", "contacts")}),
        (_("Source"), {"fields": ("source", "source_url")}),
        SUIVI,
    )
    place_des_parties = {
        "chiffres": _("L’ESS sur le territoire"),
        "budgets": _("Moyens et programme"),
        "effectifs": _("Moyens et programme"),
        "orientations": _("Moyens et programme"),
        "actions": _("Moyens et programme"),
        "engagements": _("Gouvernance"),
    }
    inlines = (BudgetEnLigne, EffectifEnLigne, ChiffreEnBloc, OrientationEnBloc, ActionEnBloc, EngagementEnLigne)
    lots = AVEC_THEMATIQUES
