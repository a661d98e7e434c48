"""The read model, to look at: only actions write it."""

from django.contrib import admin

from publication.admin.base import LectureSeuleMixin, ModelAdmin
from publication.models import Publication


@admin.register(Publication)
class PublicationAdmin(LectureSeuleMixin, ModelAdmin):
    """What the public reads, the last change first."""

    list_display = ("titre", "nature", "revision", "publiee_le", "modifiee_le", "retiree_le")
    list_filter = ("nature", "region")
    search_fields = ("titre__unaccent", "slug")
    ordering = ("-revision",)
    list_per_page = 50
