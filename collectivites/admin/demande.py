"""Ask the chosen authorities, all at once, to update their sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.actions.demandes import DELAI_ENTRE_DEMANDES, demander_en_nombre, preparer
from publication.admin.base import compte

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from collectivites.models.collectivite import CollectiviteQuerySet

AU_PLUS = 50
"""Authorities asked at once: messages leave one by one."""
LONGUEUR_DU_MOT = 2_000


class DemandeMixin:
    """The list of authorities, with the request for an update."""

    admin_site: Any
    opts: Any

    @admin.action(description=_("Envoyer une demande de mise à jour"), permissions=["publier"])
    def demander_mise_a_jour(self, request: HttpRequest, collectivites: CollectiviteQuerySet) -> HttpResponse | None:
        """Show to whom the requests would go, then send them."""
        choisies = list(collectivites.avec_contacts()[: AU_PLUS + 1])
        if len(choisies) > AU_PLUS:
            messages.error(
                request, _("Choisissez %(nombre)d collectivités au plus : rien n’est parti.") % {"nombre": AU_PLUS}
            )
            return None
        if "confirmer" not in request.POST:
            return self._montrer(request, choisies)
        message = request.POST.get("message", "")[:LONGUEUR_DU_MOT]
        faites = demander_en_nombre(fiches=choisies, par=compte(request), maintenant=timezone.now(), message=message)
        parties = [demande for demande in faites if not demande.empechement]
        for demande in faites:
            if demande.empechement:
                messages.warning(request, f"{demande.fiche} : {demande.empechement}")
        if parties:
            messages.success(
                request,
                _("%(nombre)d demande(s) de mise à jour ; « Liens de mise à jour » en est le journal.")
                % {"nombre": len(parties)},
            )
        return None

    def _montrer(self, request: HttpRequest, choisies: list[Any]) -> HttpResponse:
        demandes = preparer(choisies, maintenant=timezone.now())
        contexte = {
            **self.admin_site.each_context(request),
            "title": _("Envoyer une demande de mise à jour"),
            "opts": self.opts,
            "demandes": demandes,
            "possibles": sum(1 for demande in demandes if not demande.empechement),
            "jours": DELAI_ENTRE_DEMANDES.days,
            "longueur": LONGUEUR_DU_MOT,
        }
        return TemplateResponse(request, "admin/collectivites/demander.html", contexte)
