"""The journal of the gestures on many records; the page of one says what each record became, and undoes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from publication.actions.lots import (
    LotImpossible,
    annuler,
    demander_l_annulation,
    empechement_d_annuler,
    est_long,
    executer,
    gestes,
)
from publication.admin.base import LectureSeuleMixin, ModelAdmin
from publication.admin.lots_resultat import dire, nommer, retenir
from publication.models import EtatLot, Lot
from publication.regles import est_limite, lisibles, voit

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

PAR_PAGE = 50
STYLES = {"termine": "publiee", "annule": "retiree", "echec": "retiree"}


class GesteFilter(admin.SimpleListFilter):
    """Kinds of gestures."""

    title = _("geste")
    parameter_name = "geste"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Every gesture."""
        return [(geste.cle, geste.nom) for geste in gestes]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lot]) -> QuerySet[Lot]:
        """Keep one."""
        return queryset.filter(geste=self.value()) if self.value() else queryset


class RubriqueFilter(admin.SimpleListFilter):
    """Models of the records."""

    title = _("rubrique")
    parameter_name = "rubrique"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Models that have gestures and that the account reads."""
        ecrans = model_admin.admin_site._registry.items()
        lus = [m for m, ecran in ecrans if getattr(ecran, "lots", ()) and voit(request.user, m)]
        return [(m._meta.label, capfirst(str(m._meta.verbose_name_plural))) for m in lus]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep one."""
        return queryset.des_modeles([self.value()]) if self.value() else queryset


@admin.register(Lot)
class LotAdmin(LectureSeuleMixin, ModelAdmin):
    """Gestures, the latest first."""

    list_display = ("geste_dit", "rubrique_dite", "bilan", "fait_le", "fait_par", "etat_dit")
    list_filter = (GesteFilter, RubriqueFilter, "etat", "fait_le")
    list_select_related = ("fait_par",)
    list_per_page = 50
    search_fields = ("fait_par__username", "fait_par__last_name", "saisie__motif")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lot]:
        """Gestures on the records that the account reads; a referent reads its own."""
        lus = [modele._meta.label for modele in self.admin_site._registry if voit(request.user, modele)]
        visibles: Any = lisibles(super().get_queryset(request), request.user)
        connus: QuerySet[Lot] = visibles.des_modeles(lus).filter(geste__in=[geste.cle for geste in gestes])
        return connus

    def get_urls(self) -> list[URLPattern]:
        """Add undoing, and where a job is."""
        vue = self.admin_site.admin_view
        return [
            path("<int:pk>/annuler/", vue(require_POST(self.annuler)), name="publication_lot_annuler"),
            path("<int:pk>/reprendre/", vue(require_POST(self.reprendre)), name="publication_lot_reprendre"),
            path("<int:pk>/etat.json", vue(require_GET(self.etat_json)), name="publication_lot_etat"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Say what the list is."""
        contexte = {"title": _("Gestes en lot"), **(extra_context or {})}
        liste: HttpResponse = super().changelist_view(request, contexte)
        return liste

    @admin.display(description=_("geste"), ordering="geste")
    def geste_dit(self, lot: Lot) -> str:
        """Name of the gesture."""
        return gestes[lot.geste].nom

    @admin.display(description=_("rubrique"), ordering="modele")
    def rubrique_dite(self, lot: Lot) -> str:
        """Model of the records."""
        return lot.rubrique

    @admin.display(description=_("bilan"))
    def bilan(self, lot: Lot) -> str:
        """What it did, in numbers."""
        if lot.etat in {EtatLot.EXECUTION, EtatLot.ECHEC}:
            return "–"
        dits = [dire(lot)]
        if lot.laissees and lot.etat != EtatLot.ANNULE:
            laissees = ngettext("%(nombre)d laissée telle quelle.", "%(nombre)d laissées telles quelles.", lot.laissees)
            dits.append(laissees % {"nombre": lot.laissees})
        return " ".join(dits)

    @admin.display(description=_("état"), ordering="etat")
    def etat_dit(self, lot: Lot) -> SafeString:
        """State, as a word in a box."""
        style = STYLES.get(lot.etat, "a_relire")
        return format_html('<span class="etat etat--{}">{}</span>', style, lot.get_etat_display())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Page of a gesture: who, when, why, what each record became."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        lot = self.get_object(request, object_id)
        if lot is None:
            return super().change_view(request, object_id)
        geste = gestes[lot.geste]
        suite = request.GET.get("suite", "")
        page = Paginator((lot.lignes.de_suite(suite) if suite else lot.lignes.all()).order_by("pk"), PAR_PAGE)
        lignes = page.get_page(request.GET.get("page"))
        nommer(lot, list(lignes), request.user)
        empechement = empechement_d_annuler(lot, request.user)
        contexte = {
            **self.admin_site.each_context(request),
            "title": f"{geste.nom} ({lot.rubrique})",
            "opts": self.opts,
            "lot": lot,
            "geste": geste,
            "dit": "" if lot.etat in {EtatLot.EXECUTION, EtatLot.ECHEC} else dire(lot),
            "reponses": geste.dire_la_saisie(lot.saisie) if lot.saisie else "",
            "lignes": lignes,
            "suites": _suites(lot),
            "suite": suite,
            "annulable": lot.faites > 0 and not empechement,
            "empechement": empechement,
            "muet": lot.est_muet(timezone.now()),
            "peut_reprendre": not est_limite(request.user),
        }
        return TemplateResponse(request, "admin/publication/lot.html", {**contexte, **(extra_context or {})})

    def annuler(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo a gesture."""
        lot = self._trouver(request, pk)
        page = reverse("admin:publication_lot_change", args=[pk])
        try:
            lot = demander_l_annulation(lot=lot, par=request.user)
        except LotImpossible as refus:
            messages.error(request, str(refus))
            return HttpResponseRedirect(page)
        if est_long(lot):
            self._confier(lot)
            return HttpResponseRedirect(page)
        retour = request.POST.get("retour", "")
        sure = url_has_allowed_host_and_scheme(retour, {request.get_host()}, require_https=request.is_secure())
        if annuler(lot.pk).etat == EtatLot.ANNULE and sure:
            retenir(request, lot)
            return HttpResponseRedirect(retour)
        return HttpResponseRedirect(page)

    def reprendre(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do again what a dead job was doing: it had changed nothing."""
        lot = self._trouver(request, pk)
        if est_limite(request.user) or not lot.est_muet(timezone.now()):
            raise PermissionDenied
        if est_long(lot):
            self._confier(lot)
        else:
            executer(pk)
            annuler(pk)
        return HttpResponseRedirect(reverse("admin:publication_lot_change", args=[pk]))

    def etat_json(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Where a job is, for the page that waits."""
        lot = self._trouver(request, pk)
        return JsonResponse(
            {"en_cours": lot.est_en_cours, "avancement": lot.avancement, "lignes": lot.nombre},
            headers={"Cache-Control": "no-store"},
        )

    def _trouver(self, request: HttpRequest, pk: int) -> Lot:
        if not self.has_view_permission(request):
            raise PermissionDenied
        lot: Lot | None = self.get_queryset(request).filter(pk=pk).first()
        if lot is None:
            raise Http404
        return lot

    def _confier(self, lot: Lot) -> None:
        from publication import tasks

        tache = tasks.annuler_lot if lot.etat == EtatLot.ANNULATION else tasks.executer_lot
        transaction.on_commit(partial(tache.defer, cle=lot.pk))


def _suites(lot: Lot) -> list[tuple[str, Any, int]]:
    """Fates to choose from, each with its number."""
    toutes = [("", _("toutes"), lot.nombre), ("faite", _("changées"), lot.faites)]
    toutes += [("laissee", _("laissées telles quelles"), lot.laissees)]
    toutes += [("restee", _("que l’annulation a laissées"), lot.restees)]
    return [suite for suite in toutes if suite[2] or not suite[0]]
