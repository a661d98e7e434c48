"""An authority corrects its sheets by the link that it received: no account, and nothing public changes by itself."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from publication.actions import PropositionInvalide
from publication.actions.liens import LienPerime, Reponse, lien_ouvert, repondre_par_lien
from publication.jetons import MISE_A_JOUR, JetonFaux
from publication.limites import trop_souvent
from publication.models import Publication
from publication.natures import Nature, registre
from publication.propositions.formulaires import FicheForm, ReponseForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from publication.models import LienDeMiseAJour

FICHES_PORTEES = 8
"""Policies and schemes shown with the sheet of an authority; those beyond are told in the message."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def mise_a_jour(request: HttpRequest, jeton: str) -> HttpResponse:
    """Show what the sheets say, to correct; what is sent waits for the team. Nothing typed is lost when refused."""
    try:
        lien = lien_ouvert(MISE_A_JOUR.lire(jeton), le=timezone.now())
    except JetonFaux as erreur:
        raise Http404 from erreur
    except LienPerime:
        return _hors_index(render(request, "publication/mise_a_jour/perime.html", status=HTTPStatus.GONE))
    formulaires = _formulaires(request, lien)
    reponse = ReponseForm(request.POST or None)
    statut, trop = HTTPStatus.OK, False
    if request.method == "POST":
        statut = HTTPStatus.BAD_REQUEST
        if all([reponse.is_valid(), *(formulaire.is_valid() for formulaire in formulaires)]):
            trop = trop_souvent(request, "mise_a_jour")
            if not trop and _repondre(lien, formulaires, reponse):
                return redirect("publication:mise_a_jour_merci")
            statut = HTTPStatus.TOO_MANY_REQUESTS if trop else HTTPStatus.BAD_REQUEST
    contexte = {"lien": lien, "formulaires": formulaires, "reponse": reponse, "trop": trop}
    return _hors_index(render(request, "publication/mise_a_jour/formulaire.html", contexte, status=statut))


@never_cache
@require_http_methods(["GET", "HEAD"])
def merci(request: HttpRequest) -> HttpResponse:
    """Thank, and say what comes next."""
    return _hors_index(render(request, "publication/mise_a_jour/merci.html"))


def _formulaires(request: HttpRequest, lien: LienDeMiseAJour) -> list[FicheForm]:
    publications = [lien.publication]
    if lien.publication.nature == Nature.COLLECTIVITE:
        publications += Publication.objects.portees_par([lien.publication.pk], FICHES_PORTEES)
    fiches = [registre[p.nature].modele.fiches().select_related("publication").get(publication=p) for p in publications]
    return [FicheForm(request.POST or None, fiche=fiche) for fiche in fiches]


def _repondre(lien: LienDeMiseAJour, formulaires: list[FicheForm], reponse: ReponseForm) -> bool:
    """Keep the answer; whether it was kept. What the model refuses is told beside the field."""
    par_fiche = {formulaire.fiche.publication_id: formulaire for formulaire in formulaires}
    reponses = [
        Reponse(
            publication=formulaire.fiche.publication,
            changements=formulaire.changements(),
            vues=formulaire.cleaned_data["vues"],
        )
        for formulaire in formulaires
        if formulaire.fiche.publication is not None
    ]
    try:
        repondre_par_lien(lien=lien, reponses=reponses, **reponse.cleaned_data)
    except PropositionInvalide as refus:
        cible = par_fiche.get(refus.publication_id)
        if cible is None:
            reponse.add_error(None, str(refus))
        else:
            cible.ajouter(refus.erreurs)
        return False
    return True


def _hors_index(page: HttpResponse) -> HttpResponse:
    page.headers["X-Robots-Tag"] = "noindex"
    return page
