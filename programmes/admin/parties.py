"""The parts of a policy: inside its sheet, and across sheets."""

from django.contrib import admin

from programmes.models import Action, Budget, ChiffreCle, Effectif, Engagement, Orientation
from publication.admin.base import EnregistrementAdmin, LigneOrdonnee, PartieEnLignes, PartieOrdonnee
from publication.admin.filtres import ValeursFilter

CHAMPS_DE_CHIFFRE = ("libelle", ("precision", "valeur", "valeur_max", "unite", "annee"), ("note", "source"))


class BudgetEnLigne(PartieEnLignes):
    """Budgets of a policy."""

    model = Budget
    fields = ("annee", "total", "fonctionnement", "investissement", "note", "source")


class EffectifEnLigne(PartieEnLignes):
    """Staff of a policy."""

    model = Effectif
    fields = ("annee", "etp", "note", "source")


class ChiffreEnBloc(PartieOrdonnee):
    """Key figures of a sheet."""

    model = ChiffreCle
    fields = CHAMPS_DE_CHIFFRE


class OrientationEnBloc(PartieOrdonnee):
    """Orientations of a policy."""

    model = Orientation
    fields = ("groupe", "titre", "texte")


class ActionEnBloc(PartieOrdonnee):
    """Actions of a policy; their figures on the action's own screen."""

    model = Action
    fields = ("groupe", "titre", "texte", ("annee", "annee_fin", "date"), "lieu")
    show_change_link = True


class EngagementEnLigne(LigneOrdonnee):
    """Labels and pledges of a policy."""

    model = Engagement
    fields = ("genre", "nom", "depuis", "texte")


class PartieDePolitiqueAdmin(EnregistrementAdmin):
    """Parts across policies."""

    list_select_related = ("politique",)
    autocomplete_fields = ("politique",)


@admin.register(Budget)
class BudgetAdmin(PartieDePolitiqueAdmin):
    """Budgets."""

    list_display = ("politique", "annee", "total", "fonctionnement", "investissement")
    list_filter = (("annee", ValeursFilter),)
    search_fields = ("politique__titre", "note")


@admin.register(Effectif)
class EffectifAdmin(PartieDePolitiqueAdmin):
    """Staff."""

    list_display = ("politique", "annee", "etp")
    list_filter = (("annee", ValeursFilter),)
    search_fields = ("politique__titre", "note")


@admin.register(Orientation)
class OrientationAdmin(PartieDePolitiqueAdmin):
    """Orientations."""

    list_display = ("titre", "politique", "groupe")
    search_fields = ("titre", "politique__titre")


@admin.register(Engagement)
class EngagementAdmin(PartieDePolitiqueAdmin):
    """Labels and pledges."""

    list_display = ("nom", "genre", "depuis", "politique")
    list_filter = ("genre",)
    search_fields = ("nom", "politique__titre")


@admin.register(Action)
class ActionAdmin(PartieDePolitiqueAdmin):
    """Actions, with their figures."""

    list_display = ("titre", "politique", "annee", "lieu")
    list_filter = ("annee",)
    search_fields = ("titre", "politique__titre")
    inlines = (ChiffreEnBloc,)


@admin.register(ChiffreCle)
class ChiffreCleAdmin(EnregistrementAdmin):
    """Key figures, across sheets."""

    list_display = ("libelle", "valeur", "unite", "annee")
    list_filter = (("annee", ValeursFilter), ("unite", ValeursFilter))
    search_fields = ("libelle", "note")
    autocomplete_fields = ("politique", "action", "dispositif", "projet", "ressource")
