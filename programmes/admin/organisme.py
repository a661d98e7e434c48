"""Organisations, themes, synonyms."""

from django.contrib import admin

from programmes.models import Organisme, Synonyme, Thematique
from publication.admin.base import EnregistrementAdmin, PartieEnLignes
from publication.admin.fusionner import FusionMixin
from publication.admin.protection import ProtectionMixin


@admin.register(Organisme)
class OrganismeAdmin(FusionMixin, ProtectionMixin, EnregistrementAdmin):
    """Organisations."""

    list_display = ("nom", "forme_juridique", "siret", "commune")
    list_filter = ("forme_juridique", "est_synthetique")
    list_select_related = ("commune",)
    search_fields = ("nom", "siret", "rna")
    autocomplete_fields = ("commune",)
    actions = ("fusionner_les_deux",)


class ThematiqueFille(PartieEnLignes):
    """Themes of the second level."""

    model = Thematique
    fields = ("nom", "slug", "description")
    verbose_name_plural = "thématiques filles"


@admin.register(Thematique)
class ThematiqueAdmin(EnregistrementAdmin):
    """Themes."""

    list_display = ("nom", "parente", "slug")
    list_filter = (("parente", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("parente",)
    search_fields = ("nom", "slug")
    autocomplete_fields = ("parente",)
    prepopulated_fields = {"slug": ("nom",)}
    inlines = (ThematiqueFille,)


@admin.register(Synonyme)
class SynonymeAdmin(EnregistrementAdmin):
    """Synonyms of search."""

    list_display = ("terme", "equivalents")
    search_fields = ("terme",)
