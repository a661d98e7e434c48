"""Ask an authority to update its sheet: send the link, follow it, revoke it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.actions.liens import LienImpossible, envoyer_un_lien, revoquer_un_lien
from publication.admin.base import LectureSeuleMixin, ModelAdmin
from publication.models import LienDeMiseAJour
from publication.models.lien import DUREE_DU_LIEN
from publication.regles import est_limite

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


class LienForm(forms.Form):
    """To whom, in which language, with which words."""

    contact = forms.ChoiceField(label=_("Contact connu"), required=False)
    email = forms.EmailField(
        label=_("Ou une autre adresse"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    langue = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE)
    message = forms.CharField(
        label=_("Mot d’accompagnement"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
        help_text=_("Facultatif, ajouté au courriel."),
    )

    def __init__(self, *args: Any, adresses: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the addresses that are known."""
        super().__init__(*args, **kwargs)
        contact = cast("forms.ChoiceField", self.fields["contact"])
        contact.choices = [("", _("aucun")), *dict(adresses).items()]
        contact.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """One address, and one only."""
        choisies = [self.cleaned_data.get(nom) for nom in ("contact", "email") if self.cleaned_data.get(nom)]
        if len(choisies) != 1 and not self.errors:
            self.add_error("email", _("Choisissez un contact ou tapez une adresse, l’un des deux."))
        return {**self.cleaned_data, "adresse": choisies[0] if choisies else ""}


class LienMixin:
    """What the screen of a sheet offers to ask its authority."""

    opts: Any
    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        """Add the page that sends a link."""
        nom = f"{self.opts.app_label}_{self.opts.model_name}_lien"
        ecran = path("<path:object_id>/lien/", self.admin_site.admin_view(self.lien), name=nom)
        return [ecran, *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Lead to that page from a public sheet."""
        fiche = kwargs.get("obj")
        if fiche is not None and fiche.est_publique and self._peut_demander(request, fiche):
            context["lien_url"] = self._adresse_du_lien(fiche.pk)
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        return page

    def lien(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send a link, or revoke one of those sent for this sheet."""
        fiche = self.get_object(request, object_id)  # type: ignore[attr-defined]  # ModelAdmin has it
        if fiche is None:
            raise Http404
        if not self._peut_demander(request, fiche):
            raise PermissionDenied
        liens = LienDeMiseAJour.objects.de(fiche.publication)
        formulaire = LienForm(request.POST if "_envoyer" in request.POST else None, adresses=fiche.adresses_connues())
        if request.method == "POST" and self._agir(request, fiche, formulaire, liens):
            return HttpResponseRedirect(self._adresse_du_lien(fiche.pk))
        maintenant = timezone.now()
        contexte = {
            **self.admin_site.each_context(request),
            "title": _("Lien de mise à jour"),
            "opts": self.opts,
            "objet": fiche,
            "formulaire": formulaire,
            "jours": DUREE_DU_LIEN.days,
            "liens": [(lien, lien.etat(le=maintenant), lien.est_ouvert(le=maintenant)) for lien in liens[:50]],
        }
        return TemplateResponse(request, "admin/publication/lien.html", contexte)

    def _agir(self, request: HttpRequest, fiche: Any, formulaire: LienForm, liens: QuerySet[LienDeMiseAJour]) -> bool:
        """Do what the button asks; whether it was done."""
        par = cast("AbstractBaseUser", request.user)
        if "_revoquer" in request.POST:
            for lien in liens:
                if str(lien.pk) == request.POST["_revoquer"]:
                    revoquer_un_lien(lien=lien, par=par)
                    messages.success(request, _("Lien révoqué : il ne sert plus."))
            return True
        if not formulaire.is_valid():
            return False
        donnees = formulaire.cleaned_data
        try:
            lien = envoyer_un_lien(
                fiche=fiche, email=donnees["adresse"], message=donnees["message"], langue=donnees["langue"], par=par
            )
        except LienImpossible as refus:
            formulaire.add_error(None, str(refus))
            return False
        lien.refresh_from_db()
        if lien.parti_le:
            messages.success(request, _("Lien envoyé à %(email)s.") % {"email": lien.email})
        else:
            messages.error(request, _("Le courriel n’a pas pu partir : réessayez plus tard."))
        return True

    def _peut_demander(self, request: HttpRequest, fiche: Any) -> bool:
        """The network's team asks."""
        permise: bool = self.has_change_permission(request, fiche)  # type: ignore[attr-defined]  # ModelAdmin has it
        return permise and not est_limite(request.user)

    def _adresse_du_lien(self, cle: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_lien", args=[cle])


@admin.register(LienDeMiseAJour)
class LienDeMiseAJourAdmin(LectureSeuleMixin, ModelAdmin):
    """Journal of the links sent, the latest first."""

    list_display = ("publication", "email", "envoye_le", "envoye_par", "etat", "repondu_le", "expire_le")
    list_filter = ("envoye_le", "langue")
    search_fields = ("publication__titre", "email")
    list_per_page = 50
    fields = (
        *("publication", "email", "langue", "message", "envoye_le", "envoye_par", "parti_le", "etat"),
        *("expire_le", "repondu_le", "revoque_le", "revoque_par"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[LienDeMiseAJour]:
        """Read with each row what the list shows."""
        return LienDeMiseAJour.objects.pour_admin()

    @admin.display(description=_("état"))
    def etat(self, lien: LienDeMiseAJour) -> str:
        """Where it stands now."""
        return lien.etat(le=timezone.now())
