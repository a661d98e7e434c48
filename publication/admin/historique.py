"""History of a record and of its parts: who changed what and why, compared word by word, and brought back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from publication.actions.restaurer import (
    LONGUEUR_DE_RAISON,
    RestaurationImpossible,
    avant_la_suppression,
    restaurer,
    restaurer_champ,
)
from publication.models.historique import comparer, etat, histoire, moments, parties, supprimes
from publication.regles import est_limite

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse

    from publication.models.historique import Moment

PAR_PAGE = 50
SUPPRIMES_MONTRES = 200


def motif_de(request: HttpRequest) -> str | None:
    """Why the record is changed, as the form says it; ``None`` when it does not."""
    return request.POST.get("motif_modification", "").strip()[:LONGUEUR_DE_RAISON] or None


class HistoriqueMixin:
    """Screens of the history, in place of those of django-simple-history."""

    model: type[Any]
    opts: Any
    admin_site: Any
    change_list_template: Any = "admin/publication/liste.html"
    change_form_template: Any = "admin/publication/enregistrement_change_form.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the comparison, the restoration and the list of what was deleted."""
        base = f"{self.opts.app_label}_{self.opts.model_name}"
        vue = self.admin_site.admin_view
        ecrans = [
            path("supprimes/", vue(self.supprimes), name=f"{base}_supprimes"),
            path("<path:object_id>/history/comparer/", vue(self.comparer), name=f"{base}_comparer"),
            path("<path:object_id>/history/restaurer/", vue(self.restaurer), name=f"{base}_restaurer"),
        ]
        return [*ecrans, *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to what was deleted."""
        adresse = self._adresse("supprimes") if self.peut_restaurer(request, None) else ""
        contexte = {"supprimes_url": adresse, **(extra_context or {})}
        reponse: HttpResponse = super().changelist_view(request, contexte)  # type: ignore[misc]  # ModelAdmin has it
        return reponse

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Gestures on the record and on its parts, the latest first."""
        objet, titre = self._ouvrir(request, object_id)
        page = Paginator(moments(self.model, object_id), PAR_PAGE).get_page(request.GET.get("page"))
        contexte = {
            "moments": page,
            "parties": bool(parties(self.opts.model)),
            "comparer_url": self._adresse("comparer", object_id),
        }
        return self._page(request, "historique", objet, _("Historique : %(titre)s") % {"titre": titre}, contexte)

    def history_form_view(self, request: HttpRequest, object_id: str, version_id: str, **_kwargs: Any) -> HttpResponse:
        """Former address of a version: compare it with today. Nothing is restored from here any more."""
        if request.method == "POST":
            raise PermissionDenied
        ligne = histoire(self.model).filter(**{self.opts.pk.attname: object_id, "history_id": version_id}).first()
        if ligne is None:
            raise Http404
        requete = urlencode({"de": ligne.history_date.isoformat()})
        return HttpResponseRedirect(f"{self._adresse('comparer', object_id)}?{requete}")

    def comparer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What changed between two moments; from the one before the last when the page is not told."""
        objet, titre = self._ouvrir(request, object_id)
        gestes = moments(self.model, object_id)
        precedent = gestes[1].fin if len(gestes) > 1 else gestes[0].debut - dt.timedelta(microseconds=1)
        de, a = sorted((_moment(request.GET.get("de"), precedent), _moment(request.GET.get("a"), gestes[0].fin)))
        est_la_derniere = a >= gestes[0].fin
        contexte = {
            "de": de,
            "a": a,
            "geste_de": _geste_a(gestes, de),
            "geste_a": _geste_a(gestes, a),
            "est_la_derniere": est_la_derniere,
            "changements": comparer(etat(self.model, object_id, le=de), etat(self.model, object_id, le=a)),
            "modifiable": objet is not None and self.peut_restaurer(request, objet),
            "entiere": est_la_derniere and bool(etat(self.model, object_id, le=de)),
            "restaurer_url": self._adresse("restaurer", object_id),
            "comparer_url": self._adresse("comparer", object_id),
            "longueur": LONGUEUR_DE_RAISON,
        }
        return self._page(request, "comparer_versions", objet, titre, contexte)

    def restaurer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Bring back a field, a part, or the whole version, as the button says."""
        objet, _titre = self._ouvrir(request, object_id)
        if request.method != "POST" or objet is None or not self.peut_restaurer(request, objet):
            raise PermissionDenied
        label, _point, reste = request.POST.get("quoi", "").partition("|")
        cle, _point, champ = reste.partition("|")
        le = _moment(request.POST.get("de"), timezone.now())
        modele = self._modele(label, cle, object_id)
        if modele is not self.model and (modele, int(cle)) not in etat(self.model, object_id, le=le):
            raise PermissionDenied
        commun: dict[str, Any] = {
            "modele": modele,
            "cle": int(cle),
            "le": le,
            "par": request.user,
            "motif": request.POST.get("motif", "").strip(),
        }
        self.faire(request, lambda: restaurer_champ(champ=champ, **commun) if champ else restaurer(**commun))
        return HttpResponseRedirect(self._adresse("comparer", object_id))

    def supprimes(self, request: HttpRequest) -> HttpResponse:
        """Records that are gone, and the button that brings each back."""
        if not self.peut_restaurer(request, None):
            raise PermissionDenied
        if request.method == "POST":
            cle = request.POST.get("cle", "")
            fait = cle.isdecimal() and self.faire(request, lambda: self.retablir(request, int(cle)))
            return HttpResponseRedirect(self._adresse("change", cle) if fait else request.path)
        contexte = {"lignes": supprimes(self.model, SUPPRIMES_MONTRES)}
        return self._page(request, "supprimes", None, _("Enregistrements supprimés"), contexte)

    def retablir(self, request: HttpRequest, cle: int) -> None:
        """Bring back a record that was deleted, with its parts."""
        le = avant_la_suppression(modele=self.model, cle=cle)
        restaurer(modele=self.model, cle=cle, le=le, par=request.user, motif=str(_("Suppression annulée")))  # type: ignore[arg-type]

    def peut_restaurer(self, request: HttpRequest, objet: Any) -> bool:
        """The network's team brings back; a referent proposes."""
        permise: bool = self.has_change_permission(request, objet)  # type: ignore[attr-defined]  # ModelAdmin has it
        return permise and self._restaurable and not est_limite(request.user)

    @property
    def _restaurable(self) -> bool:
        return bool(getattr(self.model, "restaurable", False))

    def _modele(self, label: str, cle: str, object_id: str) -> type[Model]:
        """Model of what is brought back: this record, or one that was a part of it. Others are not this page's."""
        if label == self.opts.label and cle == object_id:
            return self.model
        connus = {partie.modele._meta.label for partie in parties(self.opts.model)}
        if label not in connus or not cle.isdecimal():
            raise PermissionDenied
        return apps.get_model(label)

    def faire(self, request: HttpRequest, geste: Callable[[], None]) -> bool:
        """Bring back, and say so, or why not; whether it was done."""
        try:
            geste()
        except RestaurationImpossible as refus:
            messages.error(request, str(refus))
            return False
        messages.success(request, _("C’est restauré. L’historique garde la trace de ce geste."))
        return True

    def _ouvrir(self, request: HttpRequest, object_id: str) -> tuple[Any, str]:
        """Record, ``None`` when it was deleted, and its name; 404 when it never was."""
        objet = self.get_object(request, object_id)  # type: ignore[attr-defined]  # ModelAdmin has it
        if not self.has_view_or_change_permission(request, objet):  # type: ignore[attr-defined]  # ModelAdmin has it
            raise PermissionDenied
        if objet is not None:
            return objet, str(objet)
        if est_limite(request.user) or (
            object_id.isdecimal() and self.model._base_manager.filter(pk=object_id).exists()
        ):
            raise Http404  # it is there, or was, for others
        ligne = (
            histoire(self.model).filter(**{self.opts.pk.attname: object_id}).first() if object_id.isdecimal() else None
        )
        if ligne is None:
            raise Http404
        return None, str(ligne.instance)

    def _adresse(self, ecran: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{ecran}", args=args)

    def _page(
        self, request: HttpRequest, gabarit: str, objet: Any, titre: Any, contexte: dict[str, Any]
    ) -> HttpResponse:
        commun = {
            **self.admin_site.each_context(request),
            "title": titre,
            "opts": self.opts,
            "objet": objet,
            "history_url": self._adresse("history", objet.pk) if objet else "",
        }
        return TemplateResponse(request, f"admin/publication/{gabarit}.html", {**commun, **contexte})


def _moment(texte: str | None, sinon: dt.datetime) -> dt.datetime:
    """Moment of an address; ``sinon`` when it says none."""
    try:
        lu = parse_datetime(texte or "")
    except ValueError:
        return sinon
    return lu if lu is not None and timezone.is_aware(lu) else sinon


def _geste_a(gestes: list[Moment], le: dt.datetime) -> Moment | None:
    """Gesture after which things stood as they did at a moment."""
    return next((geste for geste in gestes if geste.fin <= le), None)
