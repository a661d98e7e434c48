"""Webhooks in the administration: made, tried, stopped; and the journal of what they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from publication.actions.webhooks import (
    LivraisonImpossible,
    changer_le_secret,
    creer_webhook,
    essayer,
    rejouer,
    reprendre,
)
from publication.admin.base import ModelAdmin, compte
from publication.admin.secret import SecretMixin
from publication.models import Livraison, Webhook
from publication.natures import Nature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Field, QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

MONTREES = 20
ECRANS = ("essayer", "secret")


@admin.register(Webhook)
class WebhookAdmin(SecretMixin, ModelAdmin):
    """The secret is on the page that follows its making, and nowhere else."""

    titre_montre = _("Secret du webhook")
    page_montree = "admin/publication/webhook_secret.html"
    change_form_template = "admin/publication/webhook_change_form.html"
    list_display = ("url", "partenaire", "natures_dites", "derniere_revision", "etat")
    list_filter = ("est_actif", "partenaire")
    search_fields = ("url", "partenaire__nom")
    autocomplete_fields = ("partenaire",)
    list_per_page = 50
    fields = ("partenaire", "url", "natures", "est_actif")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Webhook]:
        """Read with each row what the list shows."""
        return Webhook.objects.pour_admin().order_by("partenaire__nom", "pk")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is chosen, then what is known."""
        return self.fields if obj is None else (*self.fields, "etat", "derniere_revision", "cree_le", "cree_par")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A webhook stays with its partner."""
        return () if obj is None else ("partenaire", "etat", "derniere_revision", "cree_le", "cree_par")

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the natures as boxes."""
        if db_field.name == "natures":
            return forms.MultipleChoiceField(
                choices=Nature.choices,
                label=_("Natures"),
                help_text=db_field.help_text,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the gestures."""
        gestes = {"essayer": self.essayer, "secret": self.secret}
        ecrans = [
            path(f"<path:object_id>/{nom}/", self.admin_site.admin_view(geste), name=f"publication_webhook_{nom}")
            for nom, geste in gestes.items()
        ]
        return [*ecrans, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the last deliveries, and the gestures."""
        webhook: Webhook | None = kwargs.get("obj")
        if webhook is not None:
            context["livraisons"] = list(Livraison.objects.filter(webhook=webhook).pour_admin()[:MONTREES])
            context["gestes"] = self.has_change_permission(request, webhook)
        return super().render_change_form(request, context, *args, **kwargs)

    @sensitive_variables("secret")
    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Make the webhook; the request carries its secret to the page that shows it."""
        if not change:
            secret = creer_webhook(webhook=obj, par=compte(request))
            request.secret_du_webhook = secret  # type: ignore[attr-defined]
        elif obj.est_actif and "est_actif" in form.changed_data:
            reprendre(webhook=obj)
        else:
            obj.save()

    def response_add(self, request: HttpRequest, obj: Webhook, post_url_continue: str | None = None) -> HttpResponse:
        """Show the secret: neither a message nor a redirection, which would keep it in a cookie or in an address."""
        return self.montrer_le_secret(request, obj, request.secret_du_webhook)  # type: ignore[attr-defined]

    def essayer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send a delivery that tells nothing."""
        webhook = self._pris(request, object_id)
        essai = essayer(webhook=webhook)
        if essai.statut == Livraison.Statut.REUSSIE:
            messages.success(request, _("Essai reçu : réponse %(code)s.") % {"code": essai.code})
        else:
            raison = f"{essai.code or ''} {essai.reponse}".strip()
            messages.error(request, _("Essai refusé ou sans réponse : %(raison)s") % {"raison": raison})
        return HttpResponseRedirect(reverse("admin:publication_webhook_change", args=[webhook.pk]))

    @sensitive_variables("secret")
    def secret(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Replace the secret."""
        webhook = self._pris(request, object_id)
        secret = changer_le_secret(webhook=webhook, par=compte(request))
        self.log_change(request, webhook, _("Secret changé."))
        return self.montrer_le_secret(request, webhook, secret)

    def _pris(self, request: HttpRequest, object_id: str) -> Webhook:
        webhook: Webhook | None = self.get_object(request, object_id)
        if webhook is None:
            raise Http404
        if request.method != "POST" or not self.has_change_permission(request, webhook):
            raise PermissionDenied
        return webhook

    @admin.display(description=_("natures"))
    def natures_dites(self, webhook: Webhook) -> str:
        """Natures followed, in words."""
        return ", ".join(str(Nature(nature).label) for nature in webhook.natures) or str(_("toutes"))

    @admin.display(description=_("état"))
    def etat(self, webhook: Webhook) -> SafeString:
        """State, as a word in a box."""
        if webhook.arrete_le:
            return format_html('<span class="etat etat--retiree">{}</span>', _("arrêté faute de réponse"))
        if not webhook.est_actif:
            return format_html('<span class="etat etat--retiree">{}</span>', _("arrêté"))
        if webhook.echoue_depuis:
            return format_html('<span class="etat etat--a_relire">{}</span>', _("ne répond plus"))
        return format_html('<span class="etat etat--publiee">{}</span>', _("en marche"))


@admin.register(Livraison)
class LivraisonAdmin(ModelAdmin):
    """The journal: what was sent, what was answered; any of it may be sent again."""

    change_form_template = "admin/publication/livraison_change_form.html"
    list_display = ("__str__", "partenaire", "nombre", "revisions", "creee_le", "tentatives", "code", "etat")
    list_filter = ("statut", "genre", "webhook__partenaire")
    search_fields = ("uid", "webhook__url", "webhook__partenaire__nom")
    list_per_page = 50
    actions = ("rejouer_choisies",)
    fields = (
        "uid",
        "webhook",
        "genre",
        "etat",
        "revisions",
        "nombre",
        "creee_le",
        "tentatives",
        "prochaine_le",
        "terminee_le",
        "code",
        "duree",
        "reponse",
        "contenu",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Livraison]:
        """Read with each row what the list shows."""
        return Livraison.objects.pour_admin().order_by("-pk")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deliveries are made by what changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The journal is forgotten in time, not by hand."""
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Nothing is written here; what was sent may be sent again."""
        livraison: Livraison | None = kwargs.get("obj")
        context |= {"show_save": False, "show_save_and_continue": False}
        permise = livraison is not None and self.has_change_permission(request, livraison)
        context["se_rejoue"] = permise and livraison is not None and livraison.est_rejouable
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description=_("Rejouer"), permissions=["change"])
    def rejouer_choisies(self, request: HttpRequest, livraisons: Iterable[Livraison]) -> None:
        """Send deliveries again, each told apart."""
        for livraison in livraisons:
            try:
                rejouer(livraison=livraison)
            except LivraisonImpossible as refus:
                messages.error(request, f"{livraison} : {refus}")
            else:
                self.log_change(request, livraison, _("Livraison rejouée."))
                messages.success(request, _("« %(livraison)s » partira dans la minute.") % {"livraison": livraison})

    @admin.display(description=_("partenaire"), ordering="webhook__partenaire__nom")
    def partenaire(self, livraison: Livraison) -> str:
        """Whose webhook it is."""
        return str(livraison.webhook.partenaire)

    @admin.display(description=_("révisions"))
    def revisions(self, livraison: Livraison) -> str:
        """What it covers."""
        return f"{livraison.depuis} → {livraison.revision}"

    @admin.display(description=_("statut"), ordering="statut")
    def etat(self, livraison: Livraison) -> SafeString:
        """State, as a word in a box."""
        styles = {"reussie": "publiee", "en_attente": "a_relire", "abandonnee": "retiree"}
        style = styles[livraison.statut]
        return format_html('<span class="etat etat--{}">{}</span>', style, livraison.get_statut_display())
