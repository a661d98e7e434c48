"""What is kept of a person: read, given as a file, erased; the administration only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collectivites.actions.personnes import adresses_de, effacer, effacer_l_adresse, tout_ce_qui_est_garde
from collectivites.models import Contact, Effacement
from publication.admin.base import LectureSeuleMixin, ModelAdmin, compte

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

NOMS = {
    "contacts": _("contacts"),
    "contacts_historique": _("états passés des contacts"),
    "accords": _("accords de publication"),
    "accords_historique": _("états passés des accords"),
    "avis": _("avis de publication"),
    "propositions": _("propositions"),
    "liens_de_mise_a_jour": _("liens de mise à jour"),
    "alertes": _("alertes par courriel"),
    "invitations": _("invitations (gardées avec le compte)"),
    "comptes": _("comptes (à fermer dans les comptes)"),
}


class PersonneMixin:
    """What the screens of contacts offer to answer a person: by contact, or by address."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        """Add the two pages."""
        vue = self.admin_site.admin_view(self.personne)
        pages = [
            path("personne/", vue, name="collectivites_contact_recherche"),
            path("<int:cle>/personne/", vue, name="collectivites_contact_personne"),
        ]
        return [*pages, *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Lead to the page of the contact."""
        contact = kwargs.get("obj")
        if contact is not None and repond_aux_personnes(request):
            context["personne_url"] = reverse("admin:collectivites_contact_personne", args=[contact.pk])
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        return page

    def personne(self, request: HttpRequest, cle: int | None = None) -> HttpResponse:
        """Count what is kept; give it as a file, or erase it, where a button asks.

        The address that is looked for is never in that of the page: logs would keep it.
        """
        if not repond_aux_personnes(request):
            raise PermissionDenied
        courriel = "" if cle else request.POST.get("courriel", "").strip().lower()
        contact = Contact.objects.filter(pk=cle).first() if cle else None
        if cle and contact is None:
            raise Http404
        contacts = [contact] if contact else list(Contact.objects.filter(email__iexact=courriel).exclude(email=""))
        garde = tout_ce_qui_est_garde(contacts=contacts, adresses=adresses_de(contact) if contact else {courriel})
        if request.method == "POST" and "_exporter" in request.POST:
            fichier = JsonResponse(garde, json_dumps_params={"ensure_ascii": False, "indent": 2})
            fichier["Content-Disposition"] = 'attachment; filename="donnees-personnelles.json"'
            return fichier
        if request.method == "POST" and "_effacer" in request.POST and not (contacts and contact is None):
            if "confirmer" in request.POST:
                return self._effacer(request, contact, courriel)
            messages.error(request, _("Rien n’est effacé : cochez la case pour confirmer."))
        contexte = {
            **self.admin_site.each_context(request),
            "title": _("Données d’une personne"),
            "opts": self.opts,
            "objet": contact,
            "courriel": courriel,
            "contacts": [] if contact else contacts,
            "effacable": contact is not None or (bool(courriel) and not contacts and any(garde.values())),
            "comptes_gardes": [(NOMS[nom], len(lignes)) for nom, lignes in garde.items()],
        }
        return TemplateResponse(request, "admin/collectivites/personne.html", contexte)

    def _effacer(self, request: HttpRequest, contact: Contact | None, courriel: str) -> HttpResponse:
        if contact is None:
            effacer_l_adresse(adresse=courriel, par=compte(request))
            messages.success(request, _("C’est effacé. Les comptes et les invitations se ferment dans les comptes."))
            return HttpResponseRedirect(reverse("admin:collectivites_contact_recherche"))
        effacer(contact=contact, par=compte(request), le=timezone.localdate())
        messages.success(request, _("C’est effacé, historique compris. Seule la fonction reste."))
        return HttpResponseRedirect(reverse("admin:collectivites_contact_change", args=[contact.pk]))


def repond_aux_personnes(request: HttpRequest) -> bool:
    """Whether the account gives and erases what is kept of people: the administration."""
    return bool(compte(request).has_perm("collectivites.add_effacement"))  # type: ignore[attr-defined]  # it has it


@admin.register(Effacement)
class EffacementAdmin(LectureSeuleMixin, ModelAdmin):
    """Journal of what was erased; it names nobody."""

    list_display = ("le", "motif", "collectivite", "lignes", "auteur")
    list_filter = ("motif", "le")
    list_select_related = ("collectivite", "auteur")
    search_fields = ("collectivite__nom",)
    list_per_page = 50
    fields = list_display
    readonly_fields = list_display
