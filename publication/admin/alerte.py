"""Alerts, to count: what is followed and how often, never by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from django.contrib import admin
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publication.admin.base import LectureSeuleMixin, ModelAdmin
from publication.alertes.recherche import Recherche
from publication.models import Alerte

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


class EtatFilter(admin.SimpleListFilter):
    """Whether the owner of the address has confirmed."""

    title = _("état")
    parameter_name = "etat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Two states."""
        return [("active", gettext("active")), ("attente", gettext("en attente de confirmation"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Alerte]) -> QuerySet[Alerte]:
        """Keep one of them."""
        return queryset.filter(confirmee_le__isnull=self.value() == "attente") if self.value() else queryset


@admin.register(Alerte)
class AlerteAdmin(LectureSeuleMixin, ModelAdmin):
    """The address is masked, and nothing searches it."""

    list_display = ("suivi", "frequence", "etat", "fiches_suivies", "creee_le", "dernier_envoi_le", "adresse")
    list_filter = (EtatFilter, "frequence", "nature")
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("requete",)
    list_per_page = 50
    fields = (
        "recherche",
        "page",
        "frequence",
        "langue",
        "etat",
        "est_comprise",
        "fiches_suivies",
        "creee_le",
        "confirmee_le",
        "examinee_le",
        "dernier_envoi_le",
        "adresse",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alerte]:
        """Count in the database the sheets that each one follows."""
        return Alerte.objects.pour_admin()

    @admin.display(description=_("recherche"), ordering="nature")
    def suivi(self, alerte: Alerte) -> str:
        """What is followed, as the address of the list says it: nothing is looked up for each row."""
        nature = capfirst(alerte.get_nature_display()) or _("Tout le répertoire")
        return f"{nature} · {unquote_plus(alerte.requete)}" if alerte.requete else str(nature)

    @admin.display(description=_("recherche"))
    def recherche(self, alerte: Alerte) -> str:
        """What is followed, in words."""
        return Recherche.de(alerte).libelle

    @admin.display(description=_("page"))
    def page(self, alerte: Alerte) -> SafeString:
        """Link to the sheets that answer."""
        return format_html('<a href="{0}">{0}</a>', Recherche.de(alerte).adresse)

    @admin.display(description=_("état"))
    def etat(self, alerte: Alerte) -> str:
        """Active, or waiting."""
        return gettext("active") if alerte.est_confirmee else gettext("en attente de confirmation")

    @admin.display(description=_("filtres encore compris"), boolean=True)
    def est_comprise(self, alerte: Alerte) -> bool:
        """Whether digests can still be made: a theme or a place may be gone."""
        return Recherche.de(alerte).est_comprise

    @admin.display(description=_("fiches suivies"), ordering="suivies")
    def fiches_suivies(self, alerte: Any) -> int:
        """How many sheets answered when the alert was last read."""
        nombre: int = alerte.suivies
        return nombre

    @admin.display(description=_("courriel"))
    def adresse(self, alerte: Alerte) -> str:
        """Masked address."""
        return alerte.email_masque
