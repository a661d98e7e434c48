"""The links of public sheets: which ones are dead, since when, and on which sheets."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from publication.actions.verifier_liens import verifier_liens
from publication.admin.base import LectureSeuleMixin, ModelAdmin, compte
from publication.admin.requete import Liste
from publication.models import LienVerifie, Publication
from publication.models.lien_verifie import EtatLien
from publication.natures import registre
from publication.regles import peut_publier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

VISITES_AU_PLUS = 20
FICHES_MONTREES = 3
SECONDES = 60.0


class EtatFilter(admin.SimpleListFilter):
    """What is known of the links."""

    title = _("état")
    parameter_name = "etat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Each state."""
        return [(etat.value, etat.label) for etat in EtatLien]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep one state."""
        return queryset.dans_etat(self.value()) if self.value() in EtatLien.values else queryset


class ListeSituee(Liste):
    """A page of links, with the sheets that give them: a query for the publications, one a nature for the keys."""

    def get_results(self, request: HttpRequest) -> None:
        """Read the page, then the sheets."""
        super().get_results(request)
        situer(self.result_list)


def situer(liens: Iterable[Any]) -> None:
    """Give each link the pages, in the administration, of the sheets that hold it."""
    lus = list(liens)
    montrees = {uid for lien in lus for uid in lien.fiches[:FICHES_MONTREES]}
    par_nature: dict[str, list[Publication]] = defaultdict(list)
    for publication in Publication.objects.vivantes().filter(pk__in=montrees).order_by("pk"):
        par_nature[publication.nature].append(publication)
    pages: dict[Any, tuple[str, str]] = {}
    for nature, publications in par_nature.items():
        modele = registre[nature].modele
        cles: Any = modele.fiches().filter(publication__in=publications).values_list("publication_id", "pk")
        titres = {publication.pk: publication.titre for publication in publications}
        nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}_change"
        pages |= {uid: (reverse(nom, args=[cle]), titres[uid]) for uid, cle in cles}
    for lien in lus:
        lien.pages = [pages[uid] for uid in lien.fiches if uid in pages]


@admin.register(LienVerifie)
class LienVerifieAdmin(LectureSeuleMixin, ModelAdmin):
    """Links, the dead ones first."""

    list_display = ("adresse_lisible", "etat_dit", "premiere_panne_le", "visite_le", "ou")
    list_display_links = None
    list_filter = (EtatFilter, "panne", "verifie_le")
    search_fields = ("adresse",)
    list_per_page = 50
    actions = ("visiter_choisis",)
    fields = ("adresse", "statut", "panne", "mene_a", "premiere_panne_le", "echecs", "verifie_le")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Liste]:
        """Read the sheets with the page."""
        return ListeSituee

    def has_publier_permission(self, request: HttpRequest) -> bool:
        """Visit links: the team."""
        utilisateur: Any = compte(request)
        return bool(utilisateur.has_perm("publication.change_lienverifie") and peut_publier(utilisateur))

    @admin.action(description=_("Vérifier de nouveau maintenant"), permissions=["publier"])
    def visiter_choisis(self, request: HttpRequest, liens: QuerySet[LienVerifie]) -> None:
        """Visit the chosen links, few at a time: someone waits for the page."""
        cles = list(liens.values_list("pk", flat=True)[: VISITES_AU_PLUS + 1])
        if len(cles) > VISITES_AU_PLUS:
            messages.error(request, _("Vingt liens à la fois au plus ; les autres sont visités chaque dimanche."))
            return
        passage = verifier_liens(maintenant=timezone.now(), cles=cles, duree=SECONDES)
        texte = ngettext(
            "%(visites)d lien visité, dont %(en_panne)d en panne.",
            "%(visites)d liens visités, dont %(en_panne)d en panne.",
            passage.visites,
        )
        messages.success(request, texte % {"visites": passage.visites, "en_panne": passage.en_panne})

    @admin.display(description=_("adresse"), ordering="adresse")
    def adresse_lisible(self, lien: LienVerifie) -> SafeString:
        """The link itself, and where it leads now."""
        page = format_html('<a href="{0}" rel="noreferrer noopener">{0}</a>', lien.adresse)
        if not lien.mene_a:
            return page
        return format_html("{}<br>{} {}", page, _("mène désormais à"), lien.mene_a)

    @admin.display(description=_("état"))
    def etat_dit(self, lien: LienVerifie) -> SafeString:
        """State, as a word in a box, and what the last visit gave."""
        boite = format_html('<span class="etat etat-lien--{}">{}</span>', lien.etat.value, lien.etat.label)
        return format_html("{}<br>{}", boite, capfirst(lien.cause)) if lien.cause else boite

    @admin.display(description=_("dernière visite"), ordering="verifie_le")
    def visite_le(self, lien: LienVerifie) -> str:
        """Day of the last visit."""
        return date_format(timezone.localtime(lien.verifie_le), "j F Y") if lien.verifie_le else "–"

    @admin.display(description=_("fiches"))
    def ou(self, lien: Any) -> SafeString | str:
        """Sheets that give it."""
        if not hasattr(lien, "pages"):
            situer([lien])
        liste = format_html_join(", ", '<a href="{}">{}</a>', lien.pages)
        autres = len(lien.fiches) - FICHES_MONTREES
        return format_html("{} … {}", liste, f"+ {autres}") if autres > 0 else liste
