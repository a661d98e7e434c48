"""What developers read: the guide, whose examples answer on this site, and every operation, to try them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from publication.api.sommaire import offre
from publication.cache import page_publique
from publication.exemples_de_l_api import exemples, remplacements
from publication.models import Portee

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

REFUS = (
    (300, _("plusieurs fiches portent ce code officiel ; le message les nomme")),
    (301, _("ce que l’adresse désigne est ailleurs ; Location et le corps disent où")),
    (400, _("un paramètre est inconnu ou sa valeur est refusée ; le plus proche est proposé")),
    (401, _("un jeton est requis, ou celui-ci n’existe pas, a expiré ou a été révoqué")),
    (403, _("le jeton n’a pas la portée demandée, ou son compte n’a pas ce droit")),
    (404, _("l’adresse, la fiche ou la page n’existe pas, ou un paramètre désigne ce qui n’existe pas")),
    (406, _("aucun des types demandés n’est servi à cette adresse")),
    (409, _("l’état de la fiche ou des données ne le permet pas")),
    (410, _("la fiche a été retirée ; le message en donne le motif")),
    (412, _("la version que demande If-Match n’est plus celle d’aujourd’hui")),
    (413, _("le corps dépasse 256 000 octets")),
    (414, _("l’adresse dépasse 8 000 caractères")),
    (415, _("le corps n’est pas annoncé comme du JSON")),
    (422, _("la clé Idempotency-Key a déjà servi à une autre demande")),
    (428, _("If-Match manque")),
    (429, _("trop de demandes ; Retry-After dit dans combien de secondes réessayer")),
)
"""Errors of the API and when it gives them."""
PORTEES = (
    (Portee.LECTURE, _("lire ce que tout le monde lit, avec le quota du jeton")),
    (Portee.PROPOSITIONS, _("proposer un changement sur une fiche publique, suivre ses propositions")),
    (Portee.BROUILLONS, _("écrire les fiches non publiques de sa collectivité")),
)
"""What each scope of a token lets do."""


@page_publique
def guide(request: HttpRequest) -> HttpResponse:
    """All that the API does, with examples that can be pasted as they are."""
    racine = request.build_absolute_uri("/").rstrip("/")
    contexte = {
        "racine": racine,
        "exemples": exemples(remplacements(racine)),
        "collections": offre(request)["collections"],
        "limite": settings.API_LIMITE_PAR_MINUTE,
        "refus": REFUS,
        "portees": PORTEES,
        "jour": timezone.localdate(),
    }
    return render(request, "api/guide.html", contexte)


@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """Every operation, drawn by Swagger UI from the description served beside it.

    The script that starts Swagger UI carries the nonce of the answer: the security policy is that of any page.
    """
    return render(request, "api/operations.html")
