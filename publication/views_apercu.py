"""A sheet that is not public yet, for whoever holds its private link."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publication.apercu import LienExpire, LienFaux, lire, montrer
from publication.models import Statut

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_safe
def apercu(request: HttpRequest, jeton: str) -> HttpResponse:
    """Preview by a private link; 410 when it is too old, the public page once there is one."""
    try:
        fiche, expire_le = lire(jeton)
    except LienFaux as erreur:
        raise Http404 from erreur
    except LienExpire:
        return render(request, "publication/apercu_expire.html", status=HTTPStatus.GONE)
    if fiche.est_publique:
        return redirect(fiche)
    if fiche.statut == Statut.RETIREE:
        raise Http404
    return montrer(request, fiche, expire_le=expire_le)
