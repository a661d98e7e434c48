"""Base of the screens of sheets: publish, withdraw, verify, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from publication.actions import (
    PublicationImpossible,
    RenvoiImpossible,
    RetraitImpossible,
    SuppressionImpossible,
    confirmer,
    demander_relecture,
    publier,
    supprimer,
)
from publication.admin.apercu import ApercuMixin
from publication.admin.base import EnregistrementAdmin, compte
from publication.admin.filtres import VerifieeFilter
from publication.admin.fusionner import FusionMixin
from publication.admin.lien import LienMixin
from publication.admin.lien_prive import LienPriveMixin
from publication.admin.lots import EnLot, LotsMixin
from publication.admin.lots_formulaires import Delai, MotifDuRenvoi, MotifDuRetrait
from publication.admin.motif import MotifMixin
from publication.admin.protection import ProtectionMixin
from publication.admin.referent import ReferentMixin
from publication.admin.sommaire import SommaireMixin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.forms import ModelForm
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from publication.models import Fiche

CHAMPS_D_ETAT = (
    "statut",
    "publication_id",
    "publiee_le",
    "publiee_par_id",
    "retiree_le",
    "retiree_par_id",
    "motif_retrait",
    "verifiee_le",
    "verifiee_par_id",
)
REFUS = (PublicationImpossible, RenvoiImpossible, RetraitImpossible, SuppressionImpossible)
SUIVI = (
    _("Vérification et suivi"),
    {
        "fields": (
            "verifiee_le",
            "verifiee_par",
            "revoir_dans",
            "champs_proteges",
            "etat",
            "page_publique",
            "creee_le",
            "modifiee_le",
        )
    },
)


class FicheAdmin(
    LotsMixin,
    ApercuMixin,
    MotifMixin,
    FusionMixin,
    LienPriveMixin,
    SommaireMixin,
    LienMixin,
    ReferentMixin,
    ProtectionMixin,
    EnregistrementAdmin,
):
    """What the screens of the five natures share; a concrete class declares its fields, filters and parts."""

    change_form_template = "admin/publication/fiche_change_form.html"
    list_filter: Any = ("statut", VerifieeFilter)
    colonnes_en_plus = ("creee_le", "modifiee_le", "publiee_le")
    actions: Any = ("fusionner_les_deux",)
    lots: ClassVar[tuple[EnLot, ...]] = (
        EnLot("publier"),
        EnLot("faire_relire"),
        EnLot("renvoyer", MotifDuRenvoi),
        EnLot("retirer", MotifDuRetrait),
        EnLot("verifier"),
        EnLot("revoir_dans", Delai),
        EnLot("supprimer"),
    )
    readonly_fields = ("verifiee_le", "verifiee_par", "etat", "page_publique", "creee_le", "modifiee_le")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Fiche | None = None) -> dict[str, Any]:
        """Suggest the address of a new sheet."""
        return {} if obj else {"slug": (self.model.champ_titre,)}

    def nom_d_ecran(self, ecran: str) -> str:
        """Name of an address of this model."""
        return f"{self.opts.app_label}_{self.opts.model_name}_{ecran}"

    @admin.display(description=_("état"), ordering="statut")
    def etat(self, fiche: Fiche) -> SafeString:
        """State of the sheet, as a word in a box."""
        return format_html('<span class="etat etat--{}">{}</span>', fiche.statut, fiche.get_statut_display())

    @admin.display(description=_("page publique"))
    def page_publique(self, fiche: Fiche) -> SafeString | str:
        """Link to the public page, when there is one."""
        if not fiche.est_publique:
            return "–"
        return format_html('<a href="{}">{}</a>', fiche.get_absolute_url(), _("Voir la page publique"))

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Keep the state as it is now: restoring a past version brings back what was written, not what was public."""
        if change:
            actuelle = self.model.fiches().get(pk=obj.pk)
            for champ in CHAMPS_D_ETAT:
                setattr(obj, champ, getattr(actuelle, champ))
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: Fiche, post_url_continue: str | None = None) -> HttpResponse:
        """Do what the button asks beyond saving."""
        return self._apres_enregistrement(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Fiche) -> HttpResponse:
        """Do what the button asks beyond saving."""
        return self._apres_enregistrement(request, obj) or super().response_change(request, obj)

    def _apres_enregistrement(self, request: HttpRequest, fiche: Fiche) -> HttpResponse | None:
        if montree := self.apres_enregistrement(request, fiche):
            return montree
        gestes: dict[str, tuple[Callable[..., None], Any]] = {
            "_publier": (publier, _("publiée(s)")),
            "_relire": (demander_relecture, _("à relire")),
            "_verifier": (confirmer, _("vérifiée(s)")),
        }
        bouton = next((nom for nom in gestes if nom in request.POST), "")
        demande = next((nom for nom in ("retirer", "renvoyer") if f"_{nom}" in request.POST), "")
        if not bouton and not demande:
            return None
        if bouton != "_relire" and not self.has_publier_permission(request):
            raise PermissionDenied
        if bouton:
            geste, fait = gestes[bouton]
            self._chacune(request, [fiche], lambda fiche: geste(fiche=fiche, par=compte(request)), fait)
        return HttpResponseRedirect(reverse(f"admin:{self.nom_d_ecran(demande or 'change')}", args=[fiche.pk]))

    def _chacune(
        self, request: HttpRequest, fiches: Iterable[Fiche], geste: Callable[[Fiche], None], fait: Any
    ) -> None:
        """Do something to each sheet on its own: a refusal is shown and does not hold the others back."""
        nombre = 0
        for fiche in fiches:
            try:
                geste(fiche)
            except REFUS as refus:
                messages.error(request, str(refus))
            else:
                nombre += 1
        if nombre:
            messages.success(request, _("%(nombre)d fiche(s) %(fait)s.") % {"nombre": nombre, "fait": fait})

    def has_delete_permission(self, request: HttpRequest, obj: Fiche | None = None) -> bool:
        """A sheet that is or was public is withdrawn, not deleted."""
        if obj is not None and obj.a_ete_publique:
            return False
        permise: bool = super().has_delete_permission(request, obj)
        return permise

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a draft."""
        supprimer(fiche=obj, par=compte(request))
