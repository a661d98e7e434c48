"""Authorities."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from collectivites.admin.demande import DEMANDE
from collectivites.admin.succession import SuccessionMixin
from collectivites.models import Adhesion, Collectivite, Contact
from publication.admin.base import EnregistrementAdmin, PartieEnLignes, PartieOrdonnee
from publication.admin.fiche import SUIVI, FicheAdmin


class AdhesionEnLigne(PartieEnLignes):
    """Periods of membership."""

    model = Adhesion
    fields = ("debut", "fin")


class ContactEnBloc(PartieOrdonnee):
    """Contacts in short; the rest, and the consents, on the contact's own screen."""

    model = Contact
    fields = (("role", "prenom", "nom"), ("fonction", "service"), "est_archive")
    show_change_link = True


@admin.register(Collectivite)
class CollectiviteAdmin(SuccessionMixin, FicheAdmin):
    """The sheet of an authority, in the reader's order."""

    list_display = ("nom", "etat", "verifiee_le", "type", "region", "departement", "page_publique")
    list_filter = (*FicheAdmin.list_filter, "type", "connaissance_politique", "redaction_en_cours", "region")
    search_fields = ("nom", "sigle", "siren", "siret", "code_insee")
    autocomplete_fields = ("region", "departement", "communes", "remplacee_par")
    fieldsets = (
        (_("L’essentiel"), {"fields": ("type", "nom", "sigle", "slug", "presentation", "redaction_en_cours")}),
        (_("Identité"), {"fields": (("siren", "siret", "code_insee"), "logo", "site_web")}),
        (_("Territoire"), {"fields": ("region", "departement", "communes", ("latitude", "longitude"))}),
        (_("Population"), {"fields": (("population", "population_annee"), "population_source")}),
        (_("Adresse"), {"fields": ("adresse", ("code_postal", "ville"))}),
        (_("Politique ESS"), {"fields": ("connaissance_politique",)}),
        (
            _("Vie de la collectivité"),
            {"fields": (("creee_en", "dissoute_en"), "remplacee_par"), "classes": ("collapse",)},
        ),
        SUIVI,
    )
    place_des_parties = {"adhesions": _("Identité"), "contacts": _("Adresse")}
    inlines = (AdhesionEnLigne, ContactEnBloc)
    lots = (*FicheAdmin.lots, DEMANDE)
    actions = (*FicheAdmin.actions, "preparer_la_succession")


@admin.register(Adhesion)
class AdhesionAdmin(EnregistrementAdmin):
    """Memberships, across authorities."""

    list_display = ("collectivite", "debut", "fin")
    list_filter = ("debut",)
    list_select_related = ("collectivite",)
    search_fields = ("collectivite__nom",)
    autocomplete_fields = ("collectivite",)
