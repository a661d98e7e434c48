"""The grants that public sheets show: filtered, counted, exported."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from programmes.api.serializers_listes import SubventionEntiereSerializer
from programmes.filters_subventions import SubventionFilter
from programmes.models import Subvention
from programmes.tableaux import SUBVENTIONS
from publication.cache import page_publique
from publication.exports import FORMATS, Export
from publication.exports.source import Ligne
from publication.facettes import Comptage
from publication.presentation import Liste, Puces, avec, avec_colonnes, filtres_seuls, propre, sans_filtre, sans_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponseBase

    from programmes.models.subvention import SubventionQuerySet

TAILLES = (20, 50, 100)
LOT = 500
LISTE = Liste(
    titre=_("Subventions"),
    chapo=_("Qui a aidé quel projet, quand et de combien : les subventions des collectivités publiées ici."),
    vide=_("Aucune subvention ne répond à ces filtres."),
    tableau=SUBVENTIONS,
    export="programmes:subventions_export",
    somme=_("accordé au total : conventionné, sinon voté, part du bénéficiaire"),
    mediane=_("subvention médiane"),
)


@page_publique
def subventions(request: HttpRequest) -> HttpResponseBase:
    """Filter, count, page; 400 when a filter is refused, with the reason beside it."""
    if any(not valeur.strip() for nom in request.GET for valeur in request.GET.getlist(nom)):
        court = propre(request.GET)
        return HttpResponsePermanentRedirect(f"{request.path}?{court}" if court else request.path)
    filtre = SubventionFilter(request.GET, queryset=Subvention.objects.pour_liste())
    comptage = Comptage(filtre) if filtre.is_valid() else None
    demandee = request.GET.get("par_page", "")
    taille = int(demandee) if demandee in map(str, TAILLES) else TAILLES[0]
    lues: Any = comptage.lues() if comptage else []
    page: Page[Any] = Paginator(lues, taille).get_page(request.GET.get("page"))
    colonnes = SUBVENTIONS.choisies(request.GET.getlist("colonnes"))
    contexte = {
        "liste": LISTE,
        "filtre": filtre,
        "blocs": _blocs(filtre, comptage),
        "puces": list(Puces(filtre, request.GET)) if comptage else [],
        "nature": "",
        "requete": sans_page(request.GET),
        "filtres_seuls": filtres_seuls(request.GET),
        "sans_filtre": sans_filtre(request),
        "formats": FORMATS,
        "page": page,
        "montants": comptage.montants if comptage else None,
        "vue": "tableau",
        "vues": [],
        "tailles": [(n, avec(request.GET, "par_page", [] if n == TAILLES[0] else [str(n)])) for n in TAILLES],
        "taille": taille,
        "colonnes": colonnes,
        "colonnes_affichees": avec_colonnes(request.GET, colonnes),
        "lignes": [_ligne(colonnes, document(subvention)) for subvention in page],
    }
    gabarit = "publication/liste_fragment.html" if request.headers.get("HX-Request") else "publication/liste.html"
    return render(request, gabarit, contexte, status=200 if comptage else 400)


@page_publique
def exporter(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Write the filtered grants, all of them, in one of the formats; 400 with the reasons when a filter is refused.

    On a map, a grant is where its project is.
    """
    if extension not in FORMATS:
        raise Http404
    filtre = SubventionFilter(request.GET, queryset=Subvention.objects.pour_liste())
    if not filtre.is_valid():
        raisons = "\n".join(f"{nom} : {' '.join(erreurs)}" for nom, erreurs in filtre.form.errors.items())
        return HttpResponse(f"{raisons}\n", status=400, content_type="text/plain; charset=utf-8")
    le = timezone.localdate()
    export = Export(
        titre=str(LISTE.titre),
        adresse=request.build_absolute_uri(),
        racine=request.build_absolute_uri("/").rstrip("/"),
        le=le,
        colonnes=SUBVENTIONS.exportees(request.GET.getlist("colonnes")),
        lignes=_lignes(filtre.qs),
    )
    format_ = FORMATS[extension]
    reponse = StreamingHttpResponse(format_.ecrire(export), content_type=format_.type_mime)
    reponse.headers["Content-Disposition"] = f'attachment; filename="subventions-{le.isoformat()}.{extension}"'
    return reponse


def document(subvention: Any) -> dict[str, Any]:
    """What the API says of a grant, in French as every document."""
    with translation.override(settings.LANGUAGE_CODE):
        contenu: dict[str, Any] = _representant().to_representation(subvention)
    return contenu


@cache
def _representant() -> SubventionEntiereSerializer:
    """Serializer that writes every grant: building its fields costs more than using them."""
    return SubventionEntiereSerializer()


def _blocs(filtre: SubventionFilter, comptage: Comptage | None) -> list[dict[str, Any]]:
    """Fields of the form, bounds in pairs, each with its facet."""
    formulaire = filtre.form
    facettes = comptage.facettes() if comptage else {}
    return [
        {
            "champ": champ,
            "facette": facettes.get(champ.name),
            "haut": formulaire["montant_max"] if champ.name == "montant_min" else None,
        }
        for champ in formulaire
        if champ.name not in {"tri", "montant_max"}
    ]


def _ligne(colonnes: Any, contenu: dict[str, Any]) -> dict[str, Any]:
    return {
        "adresse": contenu["projet"]["url"],
        "cellules": [(colonne, colonne.lire(contenu)) for colonne in colonnes],
    }


def _lignes(subventions: SubventionQuerySet) -> Iterator[Ligne]:
    for subvention in subventions.iterator(chunk_size=LOT):
        lieu: Any = subvention.projet and subvention.projet.publication
        yield Ligne(orjson.dumps(document(subvention)).decode(), lieu.latitude, lieu.longitude)
