"""Projects and their grants."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programmes.admin.lots import AVEC_THEMATIQUES
from programmes.admin.parties import ChiffreEnBloc
from programmes.models import ImageProjet, Projet, Subvention
from publication.admin.base import EnregistrementAdmin, LigneOrdonnee, PartieEnBlocs
from publication.admin.fiche import SUIVI, FicheAdmin
from publication.admin.filtres import ValeursFilter
from publication.admin.protection import ProtectionMixin

MONTANTS = ("montant_demande", "montant_vote", "montant_conventionne", "montant_verse")


class SubventionEnBloc(PartieEnBlocs):
    """Grants of a project; the rest of their fields on the grant's own screen."""

    model = Subvention
    fields = (("collectivite", "dispositif", "beneficiaire"), "objet", MONTANTS, ("annee", "date_convention"), "note")
    autocomplete_fields = ("collectivite", "dispositif", "beneficiaire")
    show_change_link = True


class ImageEnLigne(LigneOrdonnee):
    """Pictures of a project."""

    model = ImageProjet
    fields = ("image", "texte_alternatif", "credit")


@admin.register(Projet)
class ProjetAdmin(FicheAdmin):
    """The sheet of a project, in the reader's order."""

    list_display = ("nom", "organisme", "commune", "debut", "etat", "verifiee_le", "page_publique")
    list_filter = (*FicheAdmin.list_filter, ("debut", ValeursFilter))
    search_fields = ("nom", "organisme__nom")
    autocomplete_fields = ("organisme", "commune", "thematiques")
    fieldsets = (
        (_("L’essentiel"), {"fields": ("nom", "slug", "resume", "description", "organisme", "thematiques")}),
        (_("Où et quand"), {"fields": ("commune", "lieu", ("debut", "fin"))}),
        (_("Résultats"), {"fields": (("emplois", "personnes"), "source")}),
        SUIVI,
    )
    place_des_parties = {
        "images": _("L’essentiel"),
        "chiffres": _("Résultats"),
        "subventions": _("Résultats"),
    }
    inlines = (ChiffreEnBloc, SubventionEnBloc, ImageEnLigne)
    lots = AVEC_THEMATIQUES


@admin.register(Subvention)
class SubventionAdmin(ProtectionMixin, EnregistrementAdmin):
    """Grants, with the columns of the national file."""

    list_display = ("objet", "collectivite", "beneficiaire", "annee", "montant_vote", "montant_verse")
    list_filter = (("annee", ValeursFilter), "nature_aide", "est_synthetique")
    search_fields = ("objet", "reference_decision", "collectivite__nom", "beneficiaire__nom", "projet__nom")
    autocomplete_fields = ("projet", "collectivite", "dispositif", "beneficiaire")
    fieldsets = (
        (None, {"fields": ("projet", "collectivite", "dispositif", "beneficiaire", "objet", "nature_aide")}),
        (_("Montants, en euros, avant partage"), {"fields": (MONTANTS, "pourcentage")}),
        (_("Décision"), {"fields": (("date_convention", "annee"), "reference_decision")}),
        (_("Versement"), {"fields": ("conditions_versement", ("versement_debut", "versement_fin"))}),
        (_("Norme nationale"), {"fields": ("id_rae", "notification_ue")}),
        (_("Source"), {"fields": ("note", "source", "champs_proteges")}),
    )


@admin.register(ImageProjet)
class ImageProjetAdmin(EnregistrementAdmin):
    """Pictures, across projects."""

    list_display = ("texte_alternatif", "projet", "credit")
    list_select_related = ("projet",)
    search_fields = ("texte_alternatif", "projet__nom")
    autocomplete_fields = ("projet",)
