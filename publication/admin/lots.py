"""Gestures on many records, in their lists: one page says what will happen, then the list says what happened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from publication.actions.lots import LotImpossible, est_long, executer, gestes, ouvrir, prevoir, trop
from publication.admin.lots_formulaires import SansQuestion
from publication.admin.lots_resultat import oublier, resultat, retenir
from publication.models import EtatLot

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from publication.actions.lots import GesteEnLot, Prevision

NOMMES = 20
"""Records that the page names, of each kind."""
CONFIRMER, CHOISIS, RETOUR, VU = "confirmer", "choisis", "retour", "vu"


@dataclass(frozen=True, slots=True)
class EnLot:
    """A gesture of a list, and what it asks."""

    cle: str
    formulaire: type[SansQuestion] = SansQuestion

    @property
    def geste(self) -> GesteEnLot:
        """The gesture itself."""
        return gestes[self.cle]


class LotsMixin:
    """The list of a model with its gestures; a concrete class declares them in ``lots``."""

    lots: ClassVar[tuple[EnLot, ...]] = ()
    admin_site: Any
    model: Any
    opts: Any

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer those that the account may make, before the others."""
        autres: dict[str, Any] = super().get_actions(request)  # type: ignore[misc]  # ModelAdmin has it
        if IS_POPUP_VAR in request.GET:
            return autres
        if any(en_lot.geste.permission == "delete" for en_lot in self.lots):
            autres.pop("delete_selected", None)
        permis = [en_lot for en_lot in self.lots if self._est_permis(request, en_lot)]
        return {e.cle: (partial(_proposer, e), e.cle, e.geste.libelle) for e in permis} | autres

    def get_urls(self) -> list[URLPattern]:
        """Add the page that confirms."""
        vue = self.admin_site.admin_view(self.lot)
        nom = f"{self.opts.app_label}_{self.opts.model_name}_lot"
        return [path("lot/<slug:cle>/", vue, name=nom), *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Say above the list what the last gesture did."""
        contexte = {"lot_fait": resultat(request) if request.method == "GET" else None, **(extra_context or {})}
        reponse: HttpResponse = super().changelist_view(request, contexte)  # type: ignore[misc]  # ModelAdmin has it
        if contexte["lot_fait"] and reponse.status_code == HTTPStatus.OK:  # a list may lead to one of its views first
            oublier(request)
        return reponse

    def lot(self, request: HttpRequest, cle: str) -> HttpResponse:
        """Confirm a gesture, or make it."""
        en_lot = next((declare for declare in self.lots if declare.cle == cle), None)
        if en_lot is None:
            raise Http404
        if not self._est_permis(request, en_lot):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(self._liste())
        cles = {int(texte) for texte in request.POST.get(CHOISIS, "").split(",") if texte.isdecimal()}
        return self.proposer_le_lot(request, en_lot, self._lignes(request).filter(pk__in=cles))

    def proposer_le_lot(self, request: HttpRequest, en_lot: EnLot, choisis: QuerySet[Any]) -> HttpResponse:
        """Show what a gesture would do to the chosen records; make it when the page is confirmed."""
        cles = set(choisis.order_by().values_list("pk", flat=True)[: en_lot.geste.au_plus + 1])
        if len(cles) > en_lot.geste.au_plus:
            messages.error(request, trop(en_lot.geste, choisis.count()))
            return HttpResponseRedirect(self._retour(request))
        confirme = CONFIRMER in request.POST
        formulaire = en_lot.formulaire(request.POST if confirme else None)
        saisie = formulaire.reponses() if confirme and formulaire.is_valid() else None
        prevision = prevoir(geste=en_lot.geste, modele=self.model, cles=cles, saisie=saisie or {}, par=request.user)
        vue = saisie is not None and (not en_lot.geste.depend_de_la_saisie or _vue(request, saisie))
        if saisie is not None and vue and prevision.faisables:
            return self._faire_le_lot(request, en_lot.geste, cles, saisie)
        contexte = self._page_du_lot(request, en_lot.geste, prevision)
        a_demander = en_lot.geste.depend_de_la_saisie and saisie is None
        contexte |= {
            "formulaire": formulaire,
            "a_demander": a_demander,
            "vu": "" if saisie is None else signing.dumps(saisie, salt=VU),
            "choisis": ",".join(map(str, sorted(cles))),
        }
        return TemplateResponse(request, "admin/publication/lot_confirmer.html", contexte)

    def _page_du_lot(self, request: HttpRequest, geste: GesteEnLot, prevision: Prevision) -> dict[str, Any]:
        nombre = {"nombre": len(prevision.faisables)}
        return {
            **self.admin_site.each_context(request),
            "title": geste.nom,
            "opts": self.opts,
            "geste": geste,
            "effet": geste.effet % nombre,
            "bouton": geste.bouton % nombre,
            "prevision": prevision,
            "faisables": [geste.nommer(objet) for objet in prevision.faisables[:NOMMES]],
            "laissees": [(self._adresse_de(o), geste.nommer(o), raison) for o, raison in prevision.laissees[:NOMMES]],
            "adresse": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_lot", args=[geste.cle]),
            "retour": self._retour(request),
        }

    def _faire_le_lot(
        self, request: HttpRequest, geste: GesteEnLot, cles: Collection[int], saisie: dict[str, Any]
    ) -> HttpResponse:
        retour = self._retour(request)
        try:
            lot = ouvrir(geste=geste, modele=self.model, cles=cles, saisie=saisie, par=request.user)
        except LotImpossible as refus:
            messages.error(request, str(refus))
            return HttpResponseRedirect(retour)
        if est_long(lot):
            from publication import tasks

            transaction.on_commit(partial(tasks.executer_lot.defer, cle=lot.pk))
        elif executer(lot.pk).etat == EtatLot.TERMINE:
            retenir(request, lot)
            return HttpResponseRedirect(retour)
        return HttpResponseRedirect(reverse("admin:publication_lot_change", args=[lot.pk]))

    def _est_permis(self, request: HttpRequest, en_lot: EnLot) -> bool:
        permis: bool = getattr(self, f"has_{en_lot.geste.permission}_permission")(request)
        return permis

    def _lignes(self, request: HttpRequest) -> QuerySet[Any]:
        lignes: QuerySet[Any] = self.get_queryset(request)  # type: ignore[attr-defined]  # ModelAdmin has it
        return lignes

    def _adresse_de(self, objet: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[objet.pk])

    def _liste(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _retour(self, request: HttpRequest) -> str:
        """The list that the gesture was asked from, with its filters."""
        liste = self._liste()
        demandee = request.POST.get(RETOUR, "") or request.get_full_path()
        sure = url_has_allowed_host_and_scheme(demandee, {request.get_host()}, require_https=request.is_secure())
        return demandee if sure and demandee.partition("?")[0] == liste else liste


def _proposer(en_lot: EnLot, ecran: Any, request: HttpRequest, choisis: QuerySet[Any]) -> HttpResponse:
    reponse: HttpResponse = ecran.proposer_le_lot(request, en_lot, choisis)
    return reponse


def _vue(request: HttpRequest, saisie: dict[str, Any]) -> bool:
    """Whether the page that was confirmed showed what these very answers do."""
    try:
        montree = signing.loads(request.POST.get(VU, ""), salt=VU)
    except signing.BadSignature:
        return False
    return bool(montree == saisie)
