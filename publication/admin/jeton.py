"""Tokens of the API: made and shown once, followed, revoked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from publication.actions.jetons import creer_jeton, relever_les_usages, revoquer_jeton
from publication.admin.base import ModelAdmin, compte
from publication.admin.secret import SecretMixin
from publication.models import Jeton, Portee, Usage

if TYPE_CHECKING:
    from django.db.models import Field, QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

JOURS_MONTRES = 30
ETATS = {
    "en_vigueur": _("en vigueur"),
    "suspendu": _("suspendu"),
    "expire": _("expiré"),
    "revoque": _("révoqué"),
}
SAISIS = ("partenaire", "nom", "portees", "quota_par_jour", "expiry")
MONTRES = ("etat", "debut", "created", "cree_par", "revoque_le", "revoque_par")


class EtatFilter(admin.SimpleListFilter):
    """Whether a token still opens something."""

    title = _("état")
    parameter_name = "etat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Open, or not."""
        return [("ouvert", _("en vigueur")), ("ferme", _("expiré, révoqué ou suspendu"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Jeton]) -> QuerySet[Jeton]:
        """Keep one of the two."""
        ouverts = Jeton.objects.en_vigueur(le=timezone.now()).values("pk")
        if self.value() == "ouvert":
            return queryset.filter(pk__in=ouverts)
        return queryset.exclude(pk__in=ouverts) if self.value() == "ferme" else queryset


@admin.register(Jeton)
class JetonAdmin(SecretMixin, ModelAdmin):
    """The token itself is on the page that follows its making, and nowhere else."""

    titre_montre = _("Jeton créé")
    page_montree = "admin/publication/jeton_cree.html"
    change_form_template = "admin/publication/jeton_change_form.html"
    list_display = ("nom", "partenaire", "etat", "usage_du_jour", "dernier_jour", "fin", "portees_courtes")
    list_filter = (EtatFilter, "partenaire")
    search_fields = ("nom", "partenaire__nom", "token_key")
    autocomplete_fields = ("partenaire",)
    list_per_page = 50
    actions = ("revoquer_choisis",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Jeton]:
        """Read with each row what the list shows."""
        jetons: Any = Jeton.objects
        lus: QuerySet[Jeton] = jetons.pour_admin().order_by("partenaire__nom", "-created", "pk")
        return lus

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is chosen, then what is known."""
        return SAISIS if obj is None else ("partenaire", "nom", "portees_dites", "quota_par_jour", "expiry", *MONTRES)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Once made, only the quota changes: for another scope or another end, another token."""
        return () if obj is None else ("partenaire", "nom", "portees_dites", "expiry", *MONTRES)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A token is revoked: what it did stays known."""
        return False

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the scopes as boxes."""
        if db_field.name != "portees":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.MultipleChoiceField(
            choices=Portee.choices,
            label=_("Portées"),
            help_text=db_field.help_text,
            initial=[Portee.LECTURE],
            widget=forms.CheckboxSelectMultiple,
        )

    def get_urls(self) -> list[URLPattern]:
        """Add the address that revokes."""
        ecran = self.admin_site.admin_view(self.revoquer)
        return [path("<path:object_id>/revoquer/", ecran, name="publication_jeton_revoquer"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Write down what is counted so far, so that the list says it."""
        relever_les_usages(maintenant=timezone.now())
        return super().changelist_view(request, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the last days of use."""
        jeton: Jeton | None = kwargs.get("obj")
        if jeton is not None:
            relever_les_usages(maintenant=timezone.now())
            depuis = timezone.localdate() - dt.timedelta(days=JOURS_MONTRES)
            context["usages"] = list(Usage.objects.du_jeton(jeton, depuis=depuis))
            context["jours_montres"] = JOURS_MONTRES
            ouvert = jeton.revoque_le is None and self.has_change_permission(request, jeton)
            context["revoquer_url"] = reverse("admin:publication_jeton_revoquer", args=[jeton.pk]) if ouvert else ""
        return super().render_change_form(request, context, *args, **kwargs)

    @sensitive_variables("secret")
    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Make the token; the request carries it to the page that shows it."""
        if change:
            obj.save(update_fields=["quota_par_jour"])
            return
        secret = creer_jeton(jeton=obj, par=compte(request))
        request.secret_du_jeton = secret  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Jeton, post_url_continue: str | None = None) -> HttpResponse:
        """Show the token."""
        return self.montrer_le_secret(request, obj, request.secret_du_jeton)  # type: ignore[attr-defined]

    def revoquer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Close a token."""
        jeton = self.get_object(request, object_id)
        if jeton is None:
            raise Http404
        if request.method != "POST" or not self.has_change_permission(request, jeton):
            raise PermissionDenied
        self.revoquer_choisis(request, [jeton])
        return HttpResponseRedirect(reverse("admin:publication_jeton_change", args=[jeton.pk]))

    @admin.action(description=_("Révoquer"), permissions=["change"])
    def revoquer_choisis(self, request: HttpRequest, jetons: Any) -> None:
        """Close tokens at once."""
        for jeton in jetons:
            revoquer_jeton(jeton=jeton, par=compte(request))
            self.log_change(request, jeton, _("Jeton révoqué."))
            messages.success(request, _("« %(jeton)s » est révoqué : il n’ouvre plus rien.") % {"jeton": jeton})

    @admin.display(description=_("portées"))
    def portees_dites(self, jeton: Jeton) -> str:
        """Scopes, in words."""
        return ", ".join(str(Portee(portee).label) for portee in jeton.portees)

    @admin.display(description=_("aujourd’hui"), ordering="demandes_du_jour")
    def usage_du_jour(self, jeton: Jeton) -> str:
        """Requests of the day, out of the quota."""
        return f"{jeton.demandes_du_jour} / {jeton.quota_par_jour}"

    @admin.display(description=_("portées"))
    def portees_courtes(self, jeton: Jeton) -> str:
        """Scopes, by their codes."""
        return ", ".join(jeton.portees)

    @admin.display(description=_("dernier usage"), ordering="dernier_usage_le")
    def dernier_jour(self, jeton: Jeton) -> Any:
        """Day of the last use."""
        return jeton.dernier_usage_le and timezone.localtime(jeton.dernier_usage_le).date()

    @admin.display(description=_("expire le"), ordering="expiry")
    def fin(self, jeton: Jeton) -> dt.date:
        """Day of the end."""
        return timezone.localtime(jeton.expiry).date()

    @admin.display(description=_("début"))
    def debut(self, jeton: Jeton) -> str:
        """Enough to recognise it."""
        return f"{jeton.token_key}…"

    @admin.display(description=_("état"))
    def etat(self, jeton: Jeton) -> SafeString:
        """State, as a word in a box."""
        etat = jeton.etat(le=timezone.now())
        return format_html('<span class="etat etat--{}">{}</span>', etat, ETATS[etat])
