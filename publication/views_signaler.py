"""A visitor reports an error or proposes a change."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from publication.actions import PropositionInvalide, SansCompte, proposer
from publication.forms import SignalementForm, parties
from publication.limites import trop_souvent
from publication.models import Proposition, Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signaler(request: HttpRequest, nature: str, slug: str) -> HttpResponse:
    """Show the form, then put what was written in the review queue; nothing typed is lost when it is refused."""
    publication = _publique(nature, slug)
    formulaire = SignalementForm(request.POST or None, publication=publication)
    statut = HTTPStatus.OK
    trop = False
    if request.method == "POST":
        statut = HTTPStatus.BAD_REQUEST
        if formulaire.is_valid():
            trop = trop_souvent(request, "signaler")
            if not trop and _deposer(publication, formulaire):
                return redirect("publication:signale", nature, publication.slug)
            statut = HTTPStatus.TOO_MANY_REQUESTS if trop else HTTPStatus.BAD_REQUEST
    contexte = {"publication": publication, "formulaire": formulaire, "trop": trop}
    return render(request, "publication/signaler.html", contexte, status=statut)


@never_cache
@require_http_methods(["GET", "HEAD"])
def signale(request: HttpRequest, nature: str, slug: str) -> HttpResponse:
    """Thank, and say what comes next."""
    return render(request, "publication/signale.html", {"publication": _publique(nature, slug)})


def _deposer(publication: Publication, formulaire: SignalementForm) -> bool:
    """Propose what was written; when the model refuses it, say why beside the text."""
    champ, apres, message = (formulaire.cleaned_data[nom] for nom in ("champ", "apres", "message"))
    if champ and not apres:
        message = f"{dict(parties(publication))[champ]} : {message}"
    try:
        proposer(
            publication=publication,
            changements={champ: apres} if champ and apres else {},
            origine=Proposition.Origine.VISITEUR,
            par=SansCompte(),
            message=message,
        )
    except PropositionInvalide as refus:
        for phrases in refus.erreurs.values():
            formulaire.add_error("apres", phrases)
        return False
    return True


def _publique(nature: str, slug: str) -> Publication:
    if nature not in Nature.values:
        raise Http404
    publication = Publication.objects.de_nature(nature).trouver(slug)
    if publication is None or publication.est_retiree:
        raise Http404
    return publication
