"""Saved views of the lists: keep one, change it, make it where its list begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from publication.actions.vues import VueImpossible, enregistrer_une_vue, ne_plus_ouvrir_sur, ouvrir_sur, tient
from publication.admin.base import ModelAdmin, compte
from publication.admin.requete import VUE, autre_demande, canonique, deplier, en_mots, sans_lignes
from publication.models import VueEnregistree
from publication.regles import est_de_l_equipe, voit

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    Formulaire = forms.ModelForm[VueEnregistree]
else:
    Formulaire = forms.ModelForm


class FormulaireDeVue(Formulaire):
    """Name of a view, whether it is shared, whether its list begins with it."""

    par_defaut = forms.BooleanField(
        label=gettext_lazy("M’ouvrir la liste sur cette vue"),
        required=False,
        help_text=gettext_lazy("Pour vous seulement. L’onglet « Tout » montre la liste entière."),
    )

    class Meta:
        model = VueEnregistree
        fields = ("nom", "est_partagee")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say whether the list begins with the view."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("par_defaut", getattr(self.instance, "est_par_defaut", False))

    def validate_unique(self) -> None:
        """Check the name against the other views of the list, which the form does not show."""
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as refus:
            self.add_error("nom", refus.messages)


class ListeFilter(admin.SimpleListFilter):
    """List that the views are of."""

    title = gettext_lazy("liste")
    parameter_name = "liste"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Lists that the account may open."""
        lues = [m._meta for m in model_admin.admin_site._registry if voit(compte(request), m)]
        return sorted(((m.label, capfirst(str(m.verbose_name_plural))) for m in lues), key=lambda choix: choix[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[VueEnregistree]) -> QuerySet[VueEnregistree]:
        """Keep the views of one list."""
        return queryset.filter(liste=self.value()) if self.value() else queryset


@admin.register(VueEnregistree)
class VueEnregistreeAdmin(ModelAdmin):
    """Views are made on the lists themselves; here they are renamed, shared, deleted."""

    form = FormulaireDeVue
    list_display = ("nom", "liste_dite", "est_partagee", "par_defaut", "compte")
    list_filter = (ListeFilter, "est_partagee")
    search_fields = ("nom",)
    list_per_page = 50
    readonly_fields = ("liste_dite", "contenu", "compte", "creee_le")

    def get_queryset(self, request: HttpRequest) -> QuerySet[VueEnregistree]:
        """Views that the account may open, of lists that it may open."""
        qui: Any = compte(request)
        vues: Any = VueEnregistree.objects.ouvertes_a(qui, avec_les_partagees=est_de_l_equipe(qui))
        lues = [modele._meta.label for modele in self.admin_site._registry if voit(qui, modele)]
        siennes: QuerySet[VueEnregistree] = vues.des_listes(lues, ou_de=qui).pour_admin()
        return siennes

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Read a view with what it keeps, in words."""
        vue: Any = super().get_object(request, object_id, from_field)
        ecran = self.admin_site._registry.get(vue.modele) if vue and vue.modele else None
        if ecran:
            vue.parties = en_mots(ecran, request, vue.requete)
        return vue

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What is chosen, then what is known."""
        partage = ("est_partagee",) if est_de_l_equipe(compte(request)) else ()
        return ("nom", *partage, "par_defaut", *self.readonly_fields)

    def get_urls(self) -> list[URLPattern]:
        """Add what the lists send."""
        envois: dict[str, Any] = {"enregistrer/": self.enregistrer}
        envois |= {"<int:cle>/actualiser/": self.actualiser, "<int:cle>/ouvrir_sur/": self.ouvrir_sur}
        adresses = [
            path(
                route,
                require_POST(self.admin_site.admin_view(vue)),
                name=f"publication_vueenregistree_{vue.__name__}",
            )
            for route, vue in envois.items()
        ]
        return [*adresses, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A view is made where it is seen: above its list."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change one's own views."""
        return super().has_change_permission(request, obj) and (obj is None or tient(compte(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Delete one's own views."""
        return super().has_delete_permission(request, obj) and (obj is None or tient(compte(request), obj))

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Keep the view, and where its list begins."""
        enregistrer_une_vue(vue=obj, par=compte(request))
        choisir = ouvrir_sur if form.cleaned_data["par_defaut"] else ne_plus_ouvrir_sur
        choisir(vue=obj, par=compte(request))

    def enregistrer(self, request: HttpRequest) -> HttpResponse:
        """Keep what a list shows under a new name; say on a page of its own what prevents it."""
        if not super().has_add_permission(request):
            raise PermissionDenied
        ecran = self._ecran(request, request.POST.get("liste", ""))
        vue = VueEnregistree(compte_id=compte(request).pk, liste=ecran.opts.label)
        vue.requete, perdus = _lire(request, ecran)
        formulaire = self.get_form(request, vue)(request.POST, instance=vue)
        if perdus:
            formulaire.add_error(None, _inconnu(perdus))
        if formulaire.is_valid() and self._essayer(request, formulaire):
            messages.success(request, gettext("La vue « %(vue)s » est enregistrée.") % {"vue": vue})
            return HttpResponseRedirect(adresse_de(vue))
        contexte = {
            **self.admin_site.each_context(request),
            "title": gettext("Enregistrer une vue"),
            "opts": ecran.opts,
            "formulaire": formulaire,
            "vue": vue,
            "contenu": en_mots(ecran, request, vue.requete),
        }
        return TemplateResponse(request, "admin/publication/vue_enregistrer.html", contexte)

    def actualiser(self, request: HttpRequest, cle: int) -> HttpResponse:
        """Let a view be what its list shows now."""
        vue, ecran = self._vue(request, cle)
        vue.requete, perdus = _lire(request, ecran)
        try:
            if perdus:
                raise VueImpossible(_inconnu(perdus))
            enregistrer_une_vue(vue=vue, par=compte(request))
        except VueImpossible as refus:
            messages.error(request, str(refus))
        else:
            messages.success(request, gettext("La vue « %(vue)s » est à jour.") % {"vue": vue})
        return HttpResponseRedirect(adresse_de(vue))

    def ouvrir_sur(self, request: HttpRequest, cle: int) -> HttpResponse:
        """Let the list begin with a view, or whole again, for whoever asks."""
        vue, _ecran = self._vue(request, cle)
        if "non" in request.POST:
            ne_plus_ouvrir_sur(vue=vue, par=compte(request))
            messages.success(request, gettext("La liste s’ouvre désormais entière pour vous."))
        else:
            ouvrir_sur(vue=vue, par=compte(request))
            messages.success(request, gettext("La liste s’ouvre désormais sur « %(vue)s » pour vous.") % {"vue": vue})
        return HttpResponseRedirect(adresse_de(vue))

    @admin.display(description=gettext_lazy("liste"), ordering="liste")
    def liste_dite(self, vue: VueEnregistree) -> SafeString | str:
        """Link to the list as the view shows it."""
        if vue.modele not in self.admin_site._registry:
            return gettext("%(liste)s (cette liste n’existe plus)") % {"liste": vue.liste}
        return format_html('<a href="{}">{}</a>', adresse_de(vue), capfirst(str(vue.modele._meta.verbose_name_plural)))

    @admin.display(description=gettext_lazy("pour moi, par défaut"), boolean=True)
    def par_defaut(self, vue: Any) -> bool:
        """Whether the list begins with the view."""
        return bool(vue.est_par_defaut)

    @admin.display(description=gettext_lazy("contenu"))
    def contenu(self, vue: Any) -> SafeString | str:
        """What the view keeps, in words."""
        return format_html_join("", "<p>{} : {}</p>", getattr(vue, "parties", ())) or gettext("La liste entière.")

    def _ecran(self, request: HttpRequest, label: str) -> Any:
        """Screen of a list that the account may open."""
        ecran: Any = next((e for modele, e in self.admin_site._registry.items() if modele._meta.label == label), None)
        if ecran is None:
            raise Http404
        if not ecran.has_view_or_change_permission(request):
            raise PermissionDenied
        return ecran

    def _vue(self, request: HttpRequest, cle: int) -> tuple[VueEnregistree, Any]:
        """View that the account may open, and the screen of its list."""
        vue = get_object_or_404(self.get_queryset(request), pk=cle)
        return vue, self._ecran(request, vue.liste)

    def _essayer(self, request: HttpRequest, formulaire: Any) -> bool:
        """Whether the view could be kept; the form says why not."""
        try:
            self.save_model(request, formulaire.instance, formulaire, change=False)
        except VueImpossible as refus:
            formulaire.add_error(None, str(refus))
            return False
        return True


def adresse_de(vue: VueEnregistree) -> str:
    """Address of a view, whose list there must be."""
    application, modele = vue.liste.lower().split(".")
    return f"{reverse(f'admin:{application}_{modele}_changelist')}?{VUE}={vue.pk}"


def _lire(request: HttpRequest, ecran: Any) -> tuple[str, list[str]]:
    """What a list sends to be kept, written our way, and what the list or the database does not know of it."""
    depliee = deplier(ecran, request, request.POST.get("requete", ""))
    perdus = list(depliee.perdus)
    try:
        with transaction.atomic():
            sans_lignes(ecran, request, depliee.paires).queryset.exists()
    except (DatabaseError, ValueError):
        perdus.append(gettext("une valeur que la base refuse"))
    return canonique(ecran, autre_demande(request, depliee.paires)), perdus


def _inconnu(perdus: list[str]) -> str:
    return gettext("La liste ne connaît pas ce qui lui est demandé : %s.") % ", ".join(perdus)
