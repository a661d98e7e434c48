"""Mandates in the list of contacts: those that expired, those that an election ends, and how to end them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collectivites.actions.mandats import A_VENIR
from collectivites.models.types import EPCI, TypeCollectivite
from publication.admin.lots import EnLot
from publication.admin.lots_formulaires import SansQuestion

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from collectivites.models.contact import ContactQuerySet

BLOC_COMMUNAL = (TypeCollectivite.COMMUNE, *sorted(EPCI))


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


class Fin(SansQuestion):
    """The last day of the mandates, and whether the contacts leave the public sheets."""

    fin = forms.DateField(
        label=_("Dernier jour des mandats"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    archiver = forms.BooleanField(
        label=_("Archiver ces contacts : ils ne paraissent plus sur les fiches publiques"), required=False, initial=True
    )

    def clean_fin(self) -> dt.date:
        """Refuse a day to come: the sheets would say ended what is not."""
        fin: dt.date = self.cleaned_data["fin"]
        if fin > timezone.localdate():
            raise forms.ValidationError(A_VENIR)
        return fin

    def reponses(self) -> dict[str, Any]:
        """The day as JSON writes it."""
        return {**self.cleaned_data, "fin": self.cleaned_data["fin"].isoformat()}


MANDATS = (EnLot("terminer_mandats", Fin), EnLot("rouvrir_mandats"))
