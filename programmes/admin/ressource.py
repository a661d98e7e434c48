"""Resources."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programmes.admin.lots import AVEC_THEMATIQUES
from programmes.admin.parties import ChiffreEnBloc
from programmes.models import Intervention, PieceJointe, Ressource
from publication.admin.base import EnregistrementAdmin, LigneOrdonnee, PartieOrdonnee
from publication.admin.fiche import SUIVI, FicheAdmin


class InterventionEnBloc(PartieOrdonnee):
    """What was said, in order."""

    model = Intervention
    fields = (("intervenant", "fonction"), "titre", "collectivite", "texte")
    autocomplete_fields = ("collectivite",)


class PieceEnLigne(LigneOrdonnee):
    """Files and links."""

    model = PieceJointe
    fields = ("titre", "fichier", "url")


@admin.register(Ressource)
class RessourceAdmin(FicheAdmin):
    """The sheet of a resource, in the reader's order."""

    list_display = ("titre", "genre", "parue_le", "etat", "verifiee_le", "page_publique")
    list_filter = (*FicheAdmin.list_filter, "genre")
    search_fields = ("titre", "auteurs")
    autocomplete_fields = ("kit", "thematiques", "collectivites", "politiques", "dispositifs", "projets")
    fieldsets = (
        (_("L’essentiel"), {"fields": (("genre", "kit"), "titre", "slug", "resume", "texte", "thematiques")}),
        (_("Parution"), {"fields": ("auteurs", ("parue_le", "mise_a_jour_le"), ("debut", "fin"), "lieu", "lien")}),
        (_("Dont elle parle"), {"fields": ("collectivites", "politiques", "dispositifs", "projets")}),
        (_("Source"), {"fields": ("source",)}),
        SUIVI,
    )
    place_des_parties = {
        "interventions": _("L’essentiel"),
        "pieces": _("Parution"),
        "chiffres": _("L’essentiel"),
    }
    inlines = (InterventionEnBloc, PieceEnLigne, ChiffreEnBloc)
    lots = AVEC_THEMATIQUES


@admin.register(Intervention)
class InterventionAdmin(EnregistrementAdmin):
    """Interventions, across resources."""

    list_display = ("__str__", "ressource", "collectivite")
    list_select_related = ("ressource", "collectivite")
    search_fields = ("intervenant", "titre", "ressource__titre")
    autocomplete_fields = ("ressource", "collectivite")


@admin.register(PieceJointe)
class PieceJointeAdmin(EnregistrementAdmin):
    """Files and links, across resources."""

    list_display = ("titre", "ressource", "fichier", "url")
    list_select_related = ("ressource",)
    search_fields = ("titre", "ressource__titre")
    autocomplete_fields = ("ressource",)
