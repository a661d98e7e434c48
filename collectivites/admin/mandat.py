"""Mandates in the list of contacts: those that expired, those that an election ends, and how to end them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from collectivites.actions.mandats import MandatImpossible, rouvrir_mandats, terminer_mandats
from collectivites.models.types import EPCI, TypeCollectivite
from publication.admin.base import compte

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from collectivites.models.contact import ContactQuerySet

BLOC_COMMUNAL = (TypeCollectivite.COMMUNE, *sorted(EPCI))
NOMS_MONTRES = 30


class MandatFilter(admin.SimpleListFilter):
    """Mandates that are over while the contact is still shown, in course, or ended by municipal elections."""

    title = _("mandat")
    parameter_name = "mandat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The four cases."""
        return [
            ("expire", _("expiré, contact non archivé")),
            ("en_cours", _("en cours, élus")),
            ("municipal", _("en cours, élus des communes et EPCI")),
            ("fini", _("terminé")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> ContactQuerySet | None:
        """Keep one case, as of today."""
        contacts: ContactQuerySet = queryset
        match self.value():
            case "expire":
                return contacts.mandats_expires(timezone.localdate())
            case "en_cours":
                return contacts.elus_en_mandat()
            case "municipal":
                return contacts.elus_en_mandat().des_types(BLOC_COMMUNAL)
            case "fini":
                return contacts.finis()
        return None


class FinForm(forms.Form):
    """The last day of the mandates, and whether the contacts leave the public sheets."""

    fin = forms.DateField(
        label=_("Dernier jour des mandats"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    archiver = forms.BooleanField(
        label=_("Archiver ces contacts : ils ne paraissent plus sur les fiches publiques"), required=False, initial=True
    )


class MandatMixin:
    """The list of contacts, with the end of mandates and its undoing."""

    admin_site: Any
    opts: Any

    @admin.action(description=_("Terminer les mandats (confirmation demandée)"), permissions=["publier"])
    def terminer_les_mandats(self, request: HttpRequest, contacts: ContactQuerySet) -> HttpResponse | None:
        """Ask for the last day, show who is concerned, then end the mandates."""
        confirme = "confirmer" in request.POST
        formulaire = FinForm(request.POST if confirme else None)
        if not confirme or not formulaire.is_valid():
            return self._demander_la_fin(request, contacts, formulaire)
        cles = list(contacts.values_list("pk", flat=True))
        try:
            finis = terminer_mandats(
                cles=cles,
                fin=formulaire.cleaned_data["fin"],
                le=timezone.localdate(),
                archiver=formulaire.cleaned_data["archiver"],
                par=compte(request),
            )
        except MandatImpossible as refus:
            formulaire.add_error("fin", str(refus))
            return self._demander_la_fin(request, contacts, formulaire)
        self._dire(request, ngettext("%(nombre)d mandat terminé.", "%(nombre)d mandats terminés.", len(finis)), finis)
        if restes := len(cles) - len(finis):
            texte = ngettext(
                "%(nombre)d contact laissé tel quel : pas élu, déjà fini, archivé, ou mandat commencé après ce jour.",
                "%(nombre)d contacts laissés tels quels : pas élus, déjà finis, archivés, ou mandat commencé après.",
                restes,
            )
            messages.warning(request, texte % {"nombre": restes})
        return None

    @admin.action(description=_("Rouvrir les mandats terminés"), permissions=["publier"])
    def rouvrir_les_mandats(self, request: HttpRequest, contacts: ContactQuerySet) -> None:
        """Undo the end of mandates."""
        rouverts = rouvrir_mandats(cles=list(contacts.values_list("pk", flat=True)), par=compte(request))
        self._dire(
            request, ngettext("%(nombre)d mandat rouvert.", "%(nombre)d mandats rouverts.", len(rouverts)), rouverts
        )

    def _dire(self, request: HttpRequest, texte: str, contacts: list[Any]) -> None:
        niveau = messages.SUCCESS if contacts else messages.WARNING
        messages.add_message(request, niveau, texte % {"nombre": len(contacts)})

    def _demander_la_fin(self, request: HttpRequest, contacts: ContactQuerySet, formulaire: FinForm) -> HttpResponse:
        concernes = contacts.elus_en_mandat()
        contexte = {
            **self.admin_site.each_context(request),
            "title": _("Terminer les mandats"),
            "opts": self.opts,
            "formulaire": formulaire,
            "nombre": concernes.count(),
            "contacts": concernes.select_related("collectivite")[:NOMS_MONTRES],
            "choisis": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "partout": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(request, "admin/collectivites/mandats.html", contexte)
