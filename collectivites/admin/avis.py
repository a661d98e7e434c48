"""Tell a person before publication, and the journal of what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from collectivites.actions.avis import BASES_SANS_ACCORD, DELAI, AvisImpossible, prevenir
from collectivites.models import Avis, Consentement
from publication.admin.base import LectureSeuleMixin, ModelAdmin, compte
from publication.regles import est_limite

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from collectivites.models import Contact


class AvisForm(forms.Form):
    """What will be published, and on which legal basis."""

    champs = forms.MultipleChoiceField(
        label=_("Ce qui sera publié"), choices=Consentement.Champ.choices, widget=forms.CheckboxSelectMultiple
    )
    base_legale = forms.ChoiceField(
        label=_("Base légale"),
        choices=[(base.value, base.label) for base in BASES_SANS_ACCORD],
        help_text=_("Si la personne a donné son accord, saisissez-le sur le contact : il vaut sans avis."),
    )
    langue = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE)


class AvisMixin:
    """What the screen of a contact offers to tell the person."""

    opts: Any
    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        """Add the page that sends a notice."""
        ecran = path("<int:cle>/avis/", self.admin_site.admin_view(self.avis), name="collectivites_contact_avis")
        return [ecran, *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Lead to that page."""
        contact = kwargs.get("obj")
        if contact is not None and self._peut_prevenir(request, contact):
            context["avis_url"] = reverse("admin:collectivites_contact_avis", args=[contact.pk])
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        return page

    def avis(self, request: HttpRequest, cle: int) -> HttpResponse:
        """Send a notice, and show those sent."""
        contact = self.get_object(request, str(cle))  # type: ignore[attr-defined]  # ModelAdmin has it
        if contact is None:
            raise Http404
        if not self._peut_prevenir(request, contact):
            raise PermissionDenied
        formulaire = AvisForm(request.POST or None)
        if request.method == "POST" and self._prevenir(request, contact, formulaire):
            return HttpResponseRedirect(request.path)
        accords = {accord.champ: accord for accord in contact.consentements.all()}
        contexte = {
            **self.admin_site.each_context(request),
            "title": _("Prévenir avant de publier"),
            "opts": self.opts,
            "objet": contact,
            "formulaire": formulaire,
            "jours": DELAI.days,
            "champs": [(champ.label, contact.renseigne(champ), accords.get(champ)) for champ in Consentement.Champ],
            "envoyes": contact.avis.select_related("envoye_par"),
        }
        return TemplateResponse(request, "admin/collectivites/avis.html", contexte)

    def _prevenir(self, request: HttpRequest, contact: Contact, formulaire: AvisForm) -> bool:
        """Send what the form says; whether a notice was kept."""
        if not formulaire.is_valid():
            return False
        try:
            avis = prevenir(contact=contact, par=compte(request), **formulaire.cleaned_data)
        except AvisImpossible as refus:
            formulaire.add_error(None, str(refus))
            return False
        avis.refresh_from_db()
        if avis.parti_le:
            messages.success(request, _("Avis envoyé à %(email)s.") % {"email": avis.email})
        else:
            messages.error(request, _("Le courriel n’a pas pu partir : rien ne sera publié. Réessayez plus tard."))
        return True

    def _peut_prevenir(self, request: HttpRequest, contact: Contact) -> bool:
        """The network's team tells."""
        permise: bool = self.has_change_permission(request, contact)  # type: ignore[attr-defined]  # ModelAdmin has it
        return permise and not est_limite(request.user)


@admin.register(Avis)
class AvisAdmin(LectureSeuleMixin, ModelAdmin):
    """Journal of the notices, the latest first."""

    list_display = ("contact", "collectivite", "champs_en_clair", "base_legale", "envoye_le", "publication_le", "etat")
    list_filter = ("base_legale", "envoye_le", "oppose_le")
    search_fields = ("contact__nom", "contact__collectivite__nom")
    list_per_page = 50
    fields = (
        *("contact", "email", "champs_en_clair", "base_legale", "langue", "envoye_le", "envoye_par", "parti_le"),
        *("publication_le", "publie_le", "oppose_le", "etat"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Avis]:
        """Read with each row what the list shows."""
        return Avis.objects.pour_admin()

    @admin.display(description=_("collectivité"))
    def collectivite(self, avis: Avis) -> str:
        """Whose contact it is."""
        return str(avis.contact.collectivite)

    @admin.display(description=_("champs annoncés"))
    def champs_en_clair(self, avis: Avis) -> str:
        """Fields, in words."""
        return avis.champs_en_clair

    @admin.display(description=_("état"))
    def etat(self, avis: Avis) -> str:
        """Where it stands."""
        return avis.etat
