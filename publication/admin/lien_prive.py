"""Private links to the preview of a sheet: made, followed, revoked; and their journal across sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from publication.actions.liens_prives import DUREES, LienPriveImpossible, creer_un_lien_prive, revoquer_un_lien_prive
from publication.admin.base import LectureSeuleMixin, ModelAdmin
from publication.apercu import adresse_privee
from publication.models import LienPrive, Statut
from publication.natures import registre

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern

FINIS_MONTRES = 50
QUATORZE_JOURS = 14


class LienPriveForm(forms.Form):
    """For whom, and for how long."""

    pour = forms.CharField(
        label=_("Pour qui"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Facultatif : le nom de la personne à qui vous l’envoyez, pour savoir lequel révoquer."),
    )
    jours = forms.TypedChoiceField(
        label=_("Durée"),
        coerce=int,
        initial=QUATORZE_JOURS,
        choices=[(n, ngettext("%(n)d jour", "%(n)d jours", n) % {"n": n}) for n in DUREES],
    )


class LienPriveMixin:
    """What the screen of a sheet offers to have it read before it is public."""

    opts: Any
    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        """Add the page of the private links."""
        ecran: Any = self
        vue = self.admin_site.admin_view(self.lien_prive)
        adresse = path("<path:object_id>/lien-prive/", vue, name=ecran.nom_d_ecran("lien_prive"))
        return [adresse, *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    def lien_prive(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make a private link, or revoke one of those made for this sheet."""
        ecran: Any = self
        fiche = ecran.lisible(request, object_id)
        if isinstance(fiche, HttpResponse):
            return fiche
        formulaire = LienPriveForm(request.POST if "_creer" in request.POST else None)
        peut_agir = ecran.has_change_permission(request, fiche)
        if request.method == "POST":
            if not peut_agir:
                raise PermissionDenied
            if self._agir_sur_les_liens(request, fiche, formulaire):
                return HttpResponseRedirect(request.path)
        liens, maintenant = LienPrive.objects.vers(fiche), timezone.now()
        contexte = {
            **self.admin_site.each_context(request),
            "title": _("Liens privés vers l’aperçu"),
            "subtitle": str(fiche),
            "opts": self.opts,
            "original": fiche,
            "formulaire": formulaire,
            "peut_agir": peut_agir,
            "sert": not fiche.est_publique and fiche.statut != Statut.RETIREE,
            "actifs": [(lien, request.build_absolute_uri(adresse_privee(lien))) for lien in liens.ouverts(maintenant)],
            "finis": [(lien, lien.etat(le=maintenant)) for lien in liens.finis(maintenant)[:FINIS_MONTRES]],
        }
        return TemplateResponse(request, "admin/publication/lien_prive.html", contexte)

    def _agir_sur_les_liens(self, request: HttpRequest, fiche: Any, formulaire: LienPriveForm) -> bool:
        """Do what the button asks; whether it was done."""
        par = cast("AbstractBaseUser", request.user)
        if "_revoquer" in request.POST:
            for lien in LienPrive.objects.vers(fiche):
                if str(lien.pk) == request.POST["_revoquer"]:
                    revoquer_un_lien_prive(lien=lien, par=par)
                    messages.success(request, _("Lien révoqué : il n’ouvre plus rien."))
            return True
        if not formulaire.is_valid():
            return False
        donnees = formulaire.cleaned_data
        try:
            creer_un_lien_prive(fiche=fiche, jours=donnees["jours"], pour=donnees["pour"], par=par)
        except LienPriveImpossible as refus:
            formulaire.add_error(None, str(refus))
            return False
        messages.success(request, _("Lien créé : copiez-le ci-dessous et envoyez-le."))
        return True


@admin.register(LienPrive)
class LienPriveAdmin(LectureSeuleMixin, ModelAdmin):
    """Journal of the private links, the latest first; they are revoked on the page of their sheet."""

    list_display = ("titre", "pour", "cree_le", "cree_par", "etat", "expire_le", "ouvertures")
    colonnes_en_plus = ("nature", "ouvert_le")
    list_filter = ("cree_le", "nature")
    search_fields = ("titre", "pour")
    list_per_page = 50
    fields = (
        *("titre", "nature", "page_des_liens", "pour", "cree_le", "cree_par", "etat", "expire_le"),
        *("ouvertures", "ouvert_le", "revoque_le", "revoque_par"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[LienPrive]:
        """Read with each row what the list shows."""
        return LienPrive.objects.pour_admin()

    @admin.display(description=_("état"))
    def etat(self, lien: LienPrive) -> str:
        """Where it stands now."""
        return lien.etat(le=timezone.now())

    @admin.display(description=_("page des liens de la fiche"))
    def page_des_liens(self, lien: LienPrive) -> str:
        """Where it is revoked."""
        modele = registre[lien.nature].modele
        cle = modele.fiches().filter(uid=lien.fiche).cles().first()
        if cle is None:
            return str(_("La fiche a été supprimée."))
        nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}_lien_prive"
        return format_html('<a href="{}">{}</a>', reverse(nom, args=[cle]), _("Voir ou révoquer"))
