"""Pages of this floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from programmes.filters import DispositifFilter, PolitiqueFilter, ProjetFilter, RessourceFilter
from programmes.models import Dispositif, Politique, Projet, Ressource
from publication.cache import page_publique
from publication.natures import Nature
from publication.presentation import Liste
from publication.views import rendre_fiche, rendre_liste

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LISTE_POLITIQUES = Liste(
    titre=_("Politiques ESS"),
    chapo=_("Ce que chaque collectivité fait pour l’économie sociale et solidaire : moyens, orientations, actions."),
    vide=_("Aucune politique ne répond à ces filtres."),
)
LISTE_DISPOSITIFS = Liste(
    titre=_("Dispositifs"),
    chapo=_("Les aides des collectivités : qui peut en bénéficier, pour combien, quand et comment."),
    vide=_("Aucun dispositif ne répond à ces filtres."),
)
LISTE_PROJETS = Liste(
    titre=_("Projets soutenus"),
    chapo=_("Ce que les collectivités ont soutenu, où, avec quels montants."),
    vide=_("Aucun projet ne répond à ces filtres."),
)
LISTE_RESSOURCES = Liste(
    titre=_("Ressources"),
    chapo=_("Articles, conférences, témoignages et outils du réseau."),
    vide=_("Aucune ressource ne répond à ces filtres."),
)


@page_publique
def politiques(request: HttpRequest) -> HttpResponse:
    """List of the policies."""
    return rendre_liste(request, Politique, PolitiqueFilter, LISTE_POLITIQUES)


@page_publique
def politique(request: HttpRequest, slug: str) -> HttpResponse:
    """Sheet of a policy."""
    return rendre_fiche(request, Nature.POLITIQUE, slug, "programmes/politique.html")


@page_publique
def dispositifs(request: HttpRequest) -> HttpResponse:
    """List of the schemes."""
    return rendre_liste(request, Dispositif, DispositifFilter, LISTE_DISPOSITIFS)


@page_publique
def dispositif(request: HttpRequest, slug: str) -> HttpResponse:
    """Sheet of a scheme."""
    return rendre_fiche(request, Nature.DISPOSITIF, slug, "programmes/dispositif.html")


@page_publique
def projets(request: HttpRequest) -> HttpResponse:
    """List of the projects."""
    return rendre_liste(request, Projet, ProjetFilter, LISTE_PROJETS)


@page_publique
def projet(request: HttpRequest, slug: str) -> HttpResponse:
    """Sheet of a project."""
    return rendre_fiche(request, Nature.PROJET, slug, "programmes/projet.html")


@page_publique
def ressources(request: HttpRequest) -> HttpResponse:
    """List of the resources."""
    return rendre_liste(request, Ressource, RessourceFilter, LISTE_RESSOURCES)


@page_publique
def ressource(request: HttpRequest, slug: str) -> HttpResponse:
    """Sheet of a resource."""
    return rendre_fiche(request, Nature.RESSOURCE, slug, "programmes/ressource.html")
