"""Gestures that need a reason: withdraw a sheet, send it back to its author."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from publication.actions import renvoyer, retirer
from publication.actions.publier import LONGUEUR_DU_MOTIF
from publication.admin.base import compte

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from publication.models import Fiche


@dataclass(frozen=True, slots=True, kw_only=True)
class Demande:
    """A page that asks why, and what is done with the answer."""

    geste: Callable[..., None]
    titre: Any
    explication: Any
    exemple: Any
    question: Any
    bouton: Any
    fait: Any
    longueur: int | None = None


RETRAIT = Demande(
    geste=retirer,
    titre=_("Retirer du site public"),
    explication=_(
        "Ces fiches ne seront plus lisibles sur le site ni dans l’API. Leur adresse répondra qu’elles sont retirées, "
        "avec le motif. Rien n’est effacé : elles peuvent être publiées de nouveau."
    ),
    question=_("Motif, montré au public :"),
    exemple=_("Par exemple : « Collectivité fusionnée », « Informations périmées, en cours de mise à jour »."),
    bouton=_("Retirer"),
    fait=_("retirée(s)"),
)
RENVOI = Demande(
    geste=renvoyer,
    titre=_("Renvoyer en brouillon"),
    explication=_(
        "La fiche redevient un brouillon. La personne qui a demandé la relecture reçoit le motif par courriel, et il "
        "reste dans l’historique."
    ),
    question=_("Ce qu’il faut reprendre :"),
    exemple=_("Par exemple : « Le budget 2024 manque de source », en cent caractères au plus."),
    bouton=_("Renvoyer"),
    fait=_("renvoyée(s)"),
    longueur=LONGUEUR_DU_MOTIF,
)


class MotifMixin:
    """Screens of sheets where some gestures ask why."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that ask why."""
        ecran: Any = self
        vues = {"retirer": self.retirer_une, "renvoyer": self.renvoyer_une}
        adresses = [
            path(f"<path:object_id>/{nom}/", self.admin_site.admin_view(vue), name=ecran.nom_d_ecran(nom))
            for nom, vue in vues.items()
        ]
        return [*adresses, *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    def retirer_une(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Page that asks why a sheet is withdrawn."""
        return self._une(request, object_id, RETRAIT)

    def renvoyer_une(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Page that asks what the author must take up again."""
        return self._une(request, object_id, RENVOI)

    def _une(self, request: HttpRequest, object_id: str, demande: Demande) -> HttpResponse:
        ecran: Any = self
        fiche = ecran.get_object(request, object_id)
        if fiche is None:
            absente: HttpResponse = ecran._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            return absente
        if not ecran.has_publier_permission(request):
            raise PermissionDenied
        if "confirmer" not in request.POST:
            return self._demander(request, [fiche], demande)
        self._appliquer(request, [fiche], demande)
        return HttpResponseRedirect(reverse(f"admin:{ecran.nom_d_ecran('change')}", args=[fiche.pk]))

    def _appliquer(self, request: HttpRequest, fiches: Iterable[Fiche], demande: Demande) -> None:
        ecran: Any = self
        motif = request.POST.get("motif", "")
        ecran._chacune(
            request, fiches, lambda fiche: demande.geste(fiche=fiche, motif=motif, par=compte(request)), demande.fait
        )

    def _demander(self, request: HttpRequest, fiches: Iterable[Fiche], demande: Demande) -> HttpResponse:
        contexte = {
            **self.admin_site.each_context(request),
            "title": demande.titre,
            "opts": self.opts,
            "demande": demande,
            "fiches": fiches,
        }
        return TemplateResponse(request, "admin/publication/motif.html", contexte)
