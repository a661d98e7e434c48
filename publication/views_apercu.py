"""A sheet that is not public yet, for whoever holds its private link."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publication.actions.liens_prives import compter_l_ouverture
from publication.apercu import LienExpire, LienFaux, lire, montrer
from publication.models import Statut

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_safe
def apercu(request: HttpRequest, jeton: str) -> HttpResponse:
    """Preview by a private link; 410 when it is too old or revoked, the public page once there is one."""
    try:
        fiche, lien = lire(jeton, le=timezone.now())
    except LienFaux as erreur:
        raise Http404 from erreur
    except LienExpire:
        return render(request, "publication/apercu_expire.html", status=HTTPStatus.GONE)
    if fiche.est_publique:
        return redirect(fiche)
    if fiche.statut == Statut.RETIREE:
        raise Http404
    compter_l_ouverture(lien=lien, maintenant=timezone.now())
    return montrer(request, fiche, expire_le=lien.expire_le)
