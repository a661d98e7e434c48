"""Pages of this floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collectivites.fiche import moyens
from collectivites.models import Commune
from collectivites.recherche import chercher_communes
from programmes.cartes import CARTE_DES_DISPOSITIFS, CARTE_DES_POLITIQUES, CARTE_DES_PROJETS
from programmes.chiffres import CHAPITRES, FABRIQUES, nom_de_fichier
from programmes.filters import DispositifFilter, PolitiqueFilter, ProjetFilter, RessourceFilter
from programmes.ma_commune import situation
from programmes.models import Dispositif, Politique, Projet, Ressource
from programmes.ressource import completer_ressource
from programmes.semblables import semblables
from programmes.tableaux import DISPOSITIFS, POLITIQUES, PROJETS, RESSOURCES
from programmes.territoires import places
from publication.cache import page_publique
from publication.exports.csv import ecrire_graphique
from publication.fiches import rendre_fiche
from publication.listes import exporter, rendre_liste
from publication.models import Publication
from publication.natures import Nature
from publication.pdf import en_pdf
from publication.points import points
from publication.presentation import Liste
from publication.views_vignettes import en_vignette

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

LONGUEUR_DE_COMMUNE = 80
ORGANISMES_PAR_PAGE = 60
FICHES_PAR_NATURE = 8
LISTE_POLITIQUES = Liste(
    titre=_("Politiques ESS"),
    chapo=_("Ce que chaque collectivité fait pour l’économie sociale et solidaire : moyens, orientations, actions."),
    vide=_("Aucune politique ne répond à ces filtres."),
    tableau=POLITIQUES,
    export="programmes:politiques_export",
    carte=CARTE_DES_POLITIQUES,
    somme=_("au total, dernier budget connu de chaque politique"),
    mediane=_("budget médian"),
)
LISTE_DISPOSITIFS = Liste(
    titre=_("Dispositifs"),
    chapo=_("Les aides des collectivités : qui peut en bénéficier, pour combien, quand et comment."),
    vide=_("Aucun dispositif ne répond à ces filtres."),
    tableau=DISPOSITIFS,
    export="programmes:dispositifs_export",
    carte=CARTE_DES_DISPOSITIFS,
    mediane=_("montant médian par dispositif, le plus souvent un maximum par projet"),
)
LISTE_PROJETS = Liste(
    titre=_("Projets soutenus"),
    chapo=_("Ce que les collectivités ont soutenu, où, avec quels montants."),
    vide=_("Aucun projet ne répond à ces filtres."),
    tableau=PROJETS,
    export="programmes:projets_export",
    carte=CARTE_DES_PROJETS,
    somme=_("accordés au total, tous financeurs publiés confondus"),
    mediane=_("montant médian par projet"),
)
LISTE_RESSOURCES = Liste(
    titre=_("Ressources"),
    chapo=_("Articles, conférences, témoignages et outils du réseau."),
    vide=_("Aucune ressource ne répond à ces filtres."),
    tableau=RESSOURCES,
    export="programmes:ressources_export",
)


@page_publique
def politiques(request: HttpRequest) -> HttpResponseBase:
    """List of the policies."""
    return rendre_liste(request, Politique, PolitiqueFilter, LISTE_POLITIQUES)


@page_publique
def politiques_carte(request: HttpRequest) -> HttpResponse:
    """Places of the policies, filtered as their list is."""
    return points(request, Politique, PolitiqueFilter)


@page_publique
def politiques_export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Export of the list, filtered as it is."""
    return exporter(request, Politique, PolitiqueFilter, LISTE_POLITIQUES, extension)


@page_publique
def politique(request: HttpRequest, slug: str) -> HttpResponse:
    """Sheet of a policy."""
    return rendre_fiche(
        request,
        Nature.POLITIQUE,
        slug,
        "programmes/politique.html",
        lambda publication, _liees: {"graphiques": moyens(publication.contenu)},
    )


@page_publique
def dispositifs(request: HttpRequest) -> HttpResponseBase:
    """List of the schemes."""
    return rendre_liste(request, Dispositif, DispositifFilter, LISTE_DISPOSITIFS)


@page_publique
def dispositifs_carte(request: HttpRequest) -> HttpResponse:
    """Places of the schemes, filtered as their list is."""
    return points(request, Dispositif, DispositifFilter)


@page_publique
def dispositifs_export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Export of the list, filtered as it is."""
    return exporter(request, Dispositif, DispositifFilter, LISTE_DISPOSITIFS, extension)


def completer_dispositif(publication: Publication, _liees: object) -> dict[str, object]:
    """Places of a scheme, by name, the website of the authority that leads it, and the schemes like it."""
    fiche = publication.contenu
    trouvees = places([*fiche["territoires"], *fiche["exclusions"]])
    nommees = {nom: [trouvees[code] for code in fiche[nom]] for nom in ("territoires", "exclusions")}
    uid = publication.porteuse
    porteuse = Publication.objects.vivantes().filter(pk=uid).first() if uid else None
    site = porteuse.contenu["site_web"] if porteuse else ""
    return {**nommees, "site": site, "semblables": semblables(publication)}


@page_publique
def dispositif(request: HttpRequest, slug: str) -> HttpResponse:
    """Sheet of a scheme."""
    return rendre_fiche(request, Nature.DISPOSITIF, slug, "programmes/dispositif.html", completer_dispositif)


@page_publique
def projets(request: HttpRequest) -> HttpResponseBase:
    """List of the projects."""
    return rendre_liste(request, Projet, ProjetFilter, LISTE_PROJETS)


@page_publique
def projets_carte(request: HttpRequest) -> HttpResponse:
    """Places of the projects, filtered as their list is."""
    return points(request, Projet, ProjetFilter)


@page_publique
def projets_export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Export of the list, filtered as it is."""
    return exporter(request, Projet, ProjetFilter, LISTE_PROJETS, extension)


@page_publique
def projet(request: HttpRequest, slug: str) -> HttpResponse:
    """Sheet of a project."""
    return rendre_fiche(
        request,
        Nature.PROJET,
        slug,
        "programmes/projet.html",
        lambda publication, _liees: {"semblables": semblables(publication)},
    )


@page_publique
def ressources(request: HttpRequest) -> HttpResponseBase:
    """List of the resources."""
    return rendre_liste(request, Ressource, RessourceFilter, LISTE_RESSOURCES)


@page_publique
def ressources_export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Export of the list, filtered as it is."""
    return exporter(request, Ressource, RessourceFilter, LISTE_RESSOURCES, extension)


@page_publique
def ressource(request: HttpRequest, slug: str) -> HttpResponse:
    """Sheet of a resource."""
    return rendre_fiche(request, Nature.RESSOURCE, slug, "programmes/ressource.html", completer_ressource)


@page_publique
def chercher_ma_commune(request: HttpRequest) -> HttpResponseBase:
    """Find a commune by its name or a code; a single answer is shown at once."""
    texte = request.GET.get("q", "").replace("\0", "").strip()[:LONGUEUR_DE_COMMUNE]
    communes = chercher_communes(texte)
    if len(communes.exactes) == 1:
        return redirect("programmes:ma_commune", communes.exactes[0].pk)
    return render(request, "programmes/chercher_ma_commune.html", {"texte": texte, "communes": communes})


@page_publique
def ma_commune(request: HttpRequest, code: str) -> HttpResponse:
    """Who governs a commune, and what applies there."""
    commune = get_object_or_404(Commune.objects.select_related("departement", "region", "epci"), pk=code)
    contexte = {"commune": commune, "situation": situation(commune, le=timezone.localdate())}
    return render(request, "programmes/ma_commune.html", contexte)


@page_publique
def chiffres(request: HttpRequest) -> HttpResponse:
    """What the network does, in numbers."""
    le = timezone.localdate()
    chapitres = [
        (titre, [(nom_de_fichier(fabrique), fabrique(le)) for fabrique in fabriques])
        for titre, fabriques in CHAPITRES.items()
    ]
    return render(request, "programmes/chiffres.html", {"chapitres": chapitres, "le": le})


@page_publique
def chiffres_csv(request: HttpRequest, nom: str) -> HttpResponse:
    """Figures of one chart, for spreadsheets."""
    if nom not in FABRIQUES:
        raise Http404
    lignes = ecrire_graphique(FABRIQUES[nom](timezone.localdate()))
    reponse = HttpResponse(lignes, content_type="text/csv; charset=utf-8")
    reponse.headers["Content-Disposition"] = f'attachment; filename="{nom}.csv"'
    return reponse


politique_pdf = en_pdf(politique)
dispositif_pdf = en_pdf(dispositif)
projet_pdf = en_pdf(projet)
ressource_pdf = en_pdf(ressource)
politique_vignette = en_vignette(Nature.POLITIQUE)
dispositif_vignette = en_vignette(Nature.DISPOSITIF)
projet_vignette = en_vignette(Nature.PROJET)
ressource_vignette = en_vignette(Nature.RESSOURCE)
