"""Partners: the organisations that hold tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from publication.actions.jetons import ouvrir_un_compte
from publication.admin.base import EnregistrementAdmin
from publication.admin.jeton import ETATS
from publication.models import Jeton, Partenaire

if TYPE_CHECKING:
    from django.forms import ModelForm
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


@admin.register(Partenaire)
class PartenaireAdmin(EnregistrementAdmin):
    """Who they are, in whose name they write, what they hold."""

    list_display = ("nom", "compte", "courriel", "jetons_ouverts", "est_actif")
    list_filter = ("est_actif",)
    search_fields = ("nom", "courriel", "compte__username")
    autocomplete_fields = ("compte",)
    readonly_fields = ("jetons_remis",)
    fields = ("nom", "courriel", "compte", "est_actif", "remarque", "jetons_remis")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A partner that does not exist yet holds nothing."""
        champs = super().get_fields(request, obj)
        return champs if obj else [nom for nom in champs if nom != "jetons_remis"]

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Open an account when none was chosen."""
        if obj.compte_id is None:
            ouvrir_un_compte(partenaire=obj)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("jetons en vigueur ou expirés"), ordering="nombre_de_jetons")
    def jetons_ouverts(self, partenaire: Partenaire) -> int | None:
        """How many were not revoked."""
        return partenaire.nombre_de_jetons

    @admin.display(description=_("jetons"))
    def jetons_remis(self, partenaire: Partenaire) -> SafeString:
        """Each with its state, and the way to another."""
        maintenant = timezone.now()
        jetons = Jeton.objects.filter(partenaire=partenaire).pour_admin()
        lignes = format_html_join(
            "",
            '<li><a href="{}">{}</a> <span class="etat etat--{}">{}</span></li>',
            (
                (
                    reverse("admin:publication_jeton_change", args=[jeton.pk]),
                    jeton.nom,
                    etat := jeton.etat(le=maintenant),
                    ETATS[etat],
                )
                for jeton in jetons
            ),
        )
        ajout = f"{reverse('admin:publication_jeton_add')}?partenaire={partenaire.pk}"
        return format_html('<ul class="jetons">{}</ul><a href="{}">{}</a>', lignes, ajout, _("Créer un jeton"))
