"""The official geographic code, to look at: ``importer_referentiel`` writes it."""

from django.contrib import admin

from collectivites.models import Commune, Departement, Region
from publication.admin.base import LectureSeuleMixin, ModelAdmin


class TerritoireAdmin(LectureSeuleMixin, ModelAdmin):
    """What the three levels share."""

    list_per_page = 50
    search_fields = ("nom", "code")


@admin.register(Region)
class RegionAdmin(TerritoireAdmin):
    """Regions."""

    list_display = ("nom", "code", "millesime", "supprime_en")


@admin.register(Departement)
class DepartementAdmin(TerritoireAdmin):
    """Departments."""

    list_display = ("nom", "code", "region", "millesime", "supprime_en")
    list_filter = ("region",)
    list_select_related = ("region",)


@admin.register(Commune)
class CommuneAdmin(TerritoireAdmin):
    """Communes."""

    list_display = ("nom", "code", "departement", "epci", "population", "millesime", "supprime_en")
    list_filter = ("region",)
    list_select_related = ("departement", "epci")
