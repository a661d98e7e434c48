"""The list of one nature: filtered, counted, shown as a list, a table or a map, and exported as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.exports import FORMATS, Export
from publication.exports.source import Ligne
from publication.facettes import Comptage
from publication.filters import CodesField, FicheFilter
from publication.presentation import Puces, avec, avec_colonnes, filtres_seuls, propre, sans_filtre, sans_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BoundField
    from django.http import HttpRequest, HttpResponseBase

    from publication.facettes import Facette
    from publication.models import Fiche, FicheQuerySet
    from publication.presentation import Liste
    from publication.tableaux import Colonne

TAILLES = (20, 50, 100)
VUES = {"liste": _("Liste"), "tableau": _("Tableau"), "carte": _("Carte")}
LOT = 500
BAS, HAUT = "_min", "_max"

Contexte = dict[str, Any]


def rendre_liste(
    request: HttpRequest, modele: type[Fiche], filtre: type[FicheFilter], liste: Liste
) -> HttpResponseBase:
    """Filter, page, render: 400 when a filter is refused, with the reason beside it.

    An address with empty parameters, as forms without JavaScript make them, leads to the short one.
    """
    if any(not valeur.strip() for nom in request.GET for valeur in request.GET.getlist(nom)):
        court = propre(request.GET)
        return HttpResponsePermanentRedirect(f"{request.path}?{court}" if court else request.path)
    filtrees = filtre(request.GET, queryset=modele.fiches().pour_liste_publique())
    comptage = Comptage(filtrees) if filtrees.is_valid() else None
    contexte = {
        "liste": liste,
        "filtre": filtrees,
        "blocs": _blocs(filtrees, comptage),
        "puces": list(Puces(filtrees, request.GET)) if comptage else [],
        "nature": modele.nature.value,
        "requete": sans_page(request.GET),
        "filtres_seuls": filtres_seuls(request.GET),
        "sans_filtre": sans_filtre(request),
        "formats": FORMATS,
        **_resultats(request, filtrees, comptage, liste),
    }
    gabarit = "publication/liste_fragment.html" if request.headers.get("HX-Request") else "publication/liste.html"
    return render(request, gabarit, contexte, status=200 if comptage else 400)


def _blocs(filtre: FicheFilter, comptage: Comptage | None) -> list[Contexte]:
    """Fields of the form, those of every nature last but the words, then those without a box; bounds in pairs.

    A facet of codes that is not offered yet, or that no result bears, is left out.
    """
    comptees = comptage.facettes() if comptage else {}
    communs = [nom for nom in FicheFilter.base_filters if nom not in {"q", "le"}]
    champs = sorted(
        filtre.form, key=lambda champ: (champ.is_hidden and champ.name not in comptees, champ.name in communs)
    )
    return [
        {"champ": champ, "facette": comptees.get(champ.name), "haut": _borne_haute(filtre, champ.name)}
        for champ in champs
        if champ.name != "tri"
        and not champ.name.endswith(HAUT)
        and (_a_des_valeurs(comptees.get(champ.name)) or not isinstance(champ.field, CodesField))
    ]


def _a_des_valeurs(une: Facette | None) -> bool:
    return une is not None and bool(une.valeurs)


def _borne_haute(filtre: FicheFilter, nom: str) -> BoundField | None:
    """Field of the upper bound that goes with a lower one."""
    haut = nom.removesuffix(BAS) + HAUT
    return filtre.form[haut] if nom.endswith(BAS) and haut in filtre.form.fields else None


def _resultats(request: HttpRequest, filtre: FicheFilter, comptage: Comptage | None, liste: Liste) -> Contexte:
    taille = _taille(request)
    vues = {nom: libelle for nom, libelle in VUES.items() if nom != "carte" or liste.carte}
    vue = request.GET.get("vue", "liste")
    vue = vue if vue in vues else "liste"
    lues: Any = comptage.lues() if comptage else []
    page: Page[Any] = Paginator(lues, taille).get_page(request.GET.get("page"))
    contexte: Contexte = {
        "page": page,
        "montants": comptage.montants if comptage and liste.mediane else None,
        "vue": vue,
        "vues": [(nom, libelle, _avec(request, "vue", nom, "liste")) for nom, libelle in vues.items()],
        "tailles": [(n, _avec(request, "par_page", str(n), str(TAILLES[0]))) for n in TAILLES],
        "taille": taille,
        "publications": [],
        "colonnes_affichees": "",
        "carte": None,
    }
    if vue == "carte" and liste.carte:
        return {**contexte, "carte": liste.carte(request.GET, comptage) if comptage else None}
    contexte["publications"] = [fiche.publication for fiche in page]
    if vue == "tableau":
        colonnes = liste.tableau.choisies(request.GET.getlist("colonnes"))
        contexte["colonnes"] = colonnes
        contexte["colonnes_affichees"] = avec_colonnes(request.GET, colonnes)
        contexte["lignes"] = [_ligne(colonnes, publication.contenu) for publication in contexte["publications"]]
    return contexte


def _ligne(colonnes: list[Colonne], document: Contexte) -> Contexte:
    """Row of the table: the address of the sheet, and its cells."""
    return {"adresse": document["url"], "cellules": [(colonne, colonne.lire(document)) for colonne in colonnes]}


def _avec(request: HttpRequest, nom: str, valeur: str, defaut: str) -> str:
    """Query string with a value, left out when it is the usual one."""
    return avec(request.GET, nom, [] if valeur == defaut else [valeur])


def _taille(request: HttpRequest) -> int:
    demandee = request.GET.get("par_page", "")
    return int(demandee) if demandee in map(str, TAILLES) else TAILLES[0]


def exporter(
    request: HttpRequest, modele: type[Fiche], filtre: type[FicheFilter], liste: Liste, extension: str
) -> HttpResponseBase:
    """Write the filtered list, all of it, in one of the formats; 400 with the reasons when a filter is refused.

    All the columns, or those that ``colonnes`` names.
    """
    if extension not in FORMATS:
        raise Http404
    filtrees = filtre(request.GET, queryset=modele.fiches().pour_liste_publique())
    if not filtrees.is_valid():
        raisons = "\n".join(f"{nom} : {' '.join(erreurs)}" for nom, erreurs in filtrees.form.errors.items())
        return HttpResponse(f"{raisons}\n", status=400, content_type="text/plain; charset=utf-8")
    format_ = FORMATS[extension]
    le = timezone.localdate()
    racine = request.build_absolute_uri("/").rstrip("/")
    export = Export(
        titre=str(liste.titre),
        adresse=request.build_absolute_uri(),
        racine=racine,
        le=le,
        colonnes=liste.tableau.exportees(request.GET.getlist("colonnes")),
        lignes=_lignes(filtrees.qs),
    )
    reponse = StreamingHttpResponse(format_.ecrire(export), content_type=format_.type_mime)
    nom = f"{modele.nature.value}s-{le.isoformat()}.{extension}"
    reponse.headers["Content-Disposition"] = f'attachment; filename="{nom}"'
    return reponse


def _lignes(fiches: FicheQuerySet[Any]) -> Iterator[Ligne]:
    return (Ligne(*ligne) for ligne in fiches.pour_export().iterator(chunk_size=LOT))
