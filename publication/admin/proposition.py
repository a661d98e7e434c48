"""Proposals: read, answered; applying them field by field comes with the review queue."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from publication.admin.base import EnregistrementAdmin, PartieEnLignes
from publication.models import ChangementPropose, Proposition


class ChangementEnLigne(PartieEnLignes):
    """The fields that the proposal changes."""

    model = ChangementPropose
    fields = ("champ", "avant", "apres", "decision")


@admin.register(Proposition)
class PropositionAdmin(EnregistrementAdmin):
    """Proposals, newest first."""

    list_display = ("publication", "origine", "auteur_nom", "deposee_le", "statut")
    list_filter = ("statut", "origine")
    list_select_related = ("publication", "auteur")
    search_fields = ("publication__titre__unaccent", "auteur_nom__unaccent", "message__unaccent")
    autocomplete_fields = ("publication", "auteur")
    readonly_fields = ("statut", "deposee_le", "examinee_le", "examinee_par")
    fieldsets = (
        (None, {"fields": ("publication", "origine", "message")}),
        (_("Auteur, jamais publié"), {"fields": ("auteur", "auteur_nom", "auteur_email")}),
        (_("Examen"), {"fields": ("statut", "deposee_le", "examinee_le", "examinee_par", "reponse")}),
    )
    inlines = (ChangementEnLigne,)


@admin.register(ChangementPropose)
class ChangementProposeAdmin(EnregistrementAdmin):
    """Proposed fields, across proposals."""

    list_display = ("champ", "proposition", "decision")
    list_filter = ("decision",)
    list_select_related = ("proposition__publication",)
    search_fields = ("champ", "proposition__publication__titre__unaccent")
    autocomplete_fields = ("proposition",)
