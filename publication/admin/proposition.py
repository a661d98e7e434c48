"""Proposals: the queue, and the way to the page where each is decided upon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publication.admin.base import EnregistrementAdmin, LectureSeuleMixin, PartieEnLignes
from publication.admin.examen import examiner
from publication.admin.filtres import AttenteFilter
from publication.models import ChangementPropose, Proposition
from publication.natures import registre
from publication.regles import lisibles
from publication.valeurs import libelle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

TOUTES = "toutes"


class StatutFilter(AttenteFilter):
    """What waits comes first: it is what the page is opened for."""

    title = _("statut")
    parameter_name = "statut"
    attente = Proposition.Statut.DEPOSEE.value

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Each status and how many proposals have it."""
        lues: Any = lisibles(Proposition.objects.all(), request.user)
        comptes = lues.compter_par("statut")
        libelles = {
            Proposition.Statut.DEPOSEE: gettext("à examiner"),
            Proposition.Statut.APPLIQUEE: gettext("appliquées"),
            Proposition.Statut.REFUSEE: gettext("refusées"),
        }
        choix = [(statut.value, f"{nom} ({comptes.get(statut, 0)})") for statut, nom in libelles.items()]
        return [*choix, (TOUTES, f"{gettext('toutes')} ({sum(comptes.values())})")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Proposition]) -> QuerySet[Proposition]:
        """Keep one status."""
        return queryset if self.value() == TOUTES else queryset.filter(statut=self.value())


class ChangementEnLigne(LectureSeuleMixin, PartieEnLignes):
    """The fields that the proposal changes: what its author wrote stays as it is."""

    model = ChangementPropose
    fields = ("champ", "avant", "apres", "decision", "retenue")
    readonly_fields = ("retenue",)


@admin.register(Proposition)
class PropositionAdmin(EnregistrementAdmin):
    """Proposals, newest first; each leads to its review."""

    list_display = ("fiche", "champs_proposes", "extrait", "origine", "auteur_connu", "deposee_le", "etat")
    list_display_links = None
    list_filter = (StatutFilter, "origine", "publication__nature", "deposee_le")
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("publication__titre", "auteur_nom", "message")
    readonly_fields = (
        *("fiche", "origine", "auteur", "message", "etat", "deposee_le", "examinee_le", "examinee_par"),
        *("reponse", "reponse_envoyee_le"),
    )
    fieldsets = (
        (None, {"fields": ("fiche", "origine", "message")}),
        (_("Auteur, jamais publié"), {"fields": ("auteur", "auteur_nom", "auteur_email")}),
        (
            _("Examen"),
            {"fields": ("etat", "deposee_le", "examinee_le", "examinee_par", "reponse", "reponse_envoyee_le")},
        ),
    )
    inlines = (ChangementEnLigne,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may write the sheet writes it."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Say what the list is."""
        contexte = {"title": _("Propositions de modification"), **(extra_context or {})}
        liste: HttpResponse = super().changelist_view(request, contexte)
        return liste

    def get_urls(self) -> list[URLPattern]:
        """Add the review."""
        ecran = path(
            "<path:object_id>/examiner/",
            self.admin_site.admin_view(self.examiner),
            name="publication_proposition_examiner",
        )
        return [ecran, *super().get_urls()]

    def examiner(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Page where the proposal is decided upon."""
        return examiner(self, request, object_id)

    @admin.display(description=_("fiche"), ordering="publication__titre")
    def fiche(self, proposition: Proposition) -> SafeString:
        """Sheet concerned, and the way to the review."""
        publication = proposition.publication
        adresse = reverse("admin:publication_proposition_examiner", args=[proposition.pk])
        return format_html(
            '<a href="{}"><strong>{}</strong></a><br>{}',
            adresse,
            publication.titre or publication.slug,
            publication.get_nature_display(),
        )

    @admin.display(description=_("champs proposés"))
    def champs_proposes(self, proposition: Proposition) -> str:
        """Names of the fields that would change."""
        return ", ".join(_noms(proposition)) or "–"

    @admin.display(description=_("message"))
    def extrait(self, proposition: Proposition) -> str:
        """Beginning of the message."""
        mots = proposition.message.split()
        return " ".join(mots[:12]) + ("…" if len(mots) > 12 else "")  # noqa: PLR2004  # a line of the table

    @admin.display(description=_("auteur"), ordering="auteur_nom")
    def auteur_connu(self, proposition: Proposition) -> str:
        """Account or name of the author."""
        return str(proposition.auteur or proposition.auteur_nom or "–")

    @admin.display(description=_("statut"), ordering="statut")
    def etat(self, proposition: Proposition) -> SafeString:
        """Status, as a word in a box."""
        return format_html(
            '<span class="etat etat--{}">{}</span>', proposition.statut, proposition.get_statut_display()
        )


def _noms(proposition: Proposition) -> Iterator[str]:
    modele = registre[proposition.publication.nature].modele
    for nom in proposition.champs or []:
        try:
            yield libelle(modele._meta.get_field(nom))
        except FieldDoesNotExist:
            yield nom
