"""Contacts and what each of them agreed to have published."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from collectivites.admin.avis import AvisMixin
from collectivites.admin.mandat import MANDATS, MandatFilter
from collectivites.admin.personne import PersonneMixin
from collectivites.models import Consentement, Contact
from publication.admin.base import EnregistrementAdmin, PartieEnLignes
from publication.admin.fusionner import FusionMixin
from publication.admin.lots import LotsMixin
from publication.admin.protection import ProtectionMixin


class ConsentementEnLigne(PartieEnLignes):
    """A consent, a row each."""

    model = Consentement
    fields = ("champ", "base_legale", "accorde_le", "expire_le", "retire_le")


@admin.register(Contact)
class ContactAdmin(LotsMixin, AvisMixin, PersonneMixin, FusionMixin, ProtectionMixin, EnregistrementAdmin):
    """A person or a function; nothing but the function is public without a consent."""

    change_form_template = "admin/collectivites/contact_change_form.html"
    list_display = ("__str__", "fonction", "collectivite", "role", "mandat_fin", "est_archive", "oppose_le")
    list_filter = (MandatFilter, "role", "est_archive", "consentements__champ", "oppose_le")
    list_select_related = ("collectivite",)
    search_fields = ("nom", "prenom", "fonction", "collectivite__nom")
    autocomplete_fields = ("collectivite",)
    readonly_fields = ("oppose_le",)
    fieldsets = (
        (None, {"fields": ("collectivite", "role", "fonction", "service", "ordre", "est_archive", "champs_proteges")}),
        (
            _("Personne : publiée seulement avec un accord"),
            {
                "fields": ("prenom", "nom", "email", "telephone", "oppose_le"),
                "description": _(
                    "Chaque champ ne paraît qu’avec un accord en vigueur, ci-dessous, qui dit sa base légale. Sans "
                    "accord de la personne, prévenez-la avant de publier."
                ),
            },
        ),
        (_("Mandat"), {"fields": ("autres_mandats", "mandat_debut", "mandat_fin")}),
    )
    inlines = (ConsentementEnLigne,)
    lots = MANDATS
    actions = ("fusionner_les_deux",)


@admin.register(Consentement)
class ConsentementAdmin(EnregistrementAdmin):
    """Consents, across contacts: which ones end soon."""

    list_display = ("contact", "champ", "base_legale", "accorde_le", "expire_le", "retire_le")
    list_filter = ("champ", "base_legale")
    list_select_related = ("contact",)
    search_fields = ("contact__nom", "contact__fonction")
    autocomplete_fields = ("contact",)
