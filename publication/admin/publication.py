"""The read model, to look at: only actions write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from publication.admin.base import LectureSeuleMixin, ModelAdmin
from publication.models import Publication

if TYPE_CHECKING:
    from django.http import HttpRequest

    from publication.models.publication import PublicationQuerySet


@admin.register(Publication)
class PublicationAdmin(LectureSeuleMixin, ModelAdmin):
    """What the public reads, the last change first."""

    list_display = ("intitule", "nature", "revision", "publiee_le", "modifiee_le", "retiree_le")
    list_filter = ("nature", "region")
    search_fields = ("titre_cle", "slug")
    ordering = ("-revision",)
    list_per_page = 50

    @admin.display(description=_("titre"), ordering="titre_cle")
    def intitule(self, publication: Publication) -> str:
        """Title, or what is left of a withdrawn record."""
        return str(publication)

    def get_queryset(self, request: HttpRequest) -> PublicationQuerySet:
        """Leave to the page of a record its long texts, which the list does not show."""
        publications: Any = super().get_queryset(request)
        ecran = request.resolver_match
        est_une_fiche = ecran is not None and str(ecran.url_name).endswith("_change")
        lues: PublicationQuerySet = publications if est_une_fiche else publications.pour_admin()
        return lues
