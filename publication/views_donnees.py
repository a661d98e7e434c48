"""Open data: the page that explains them, the files of the edition in force, the catalogue that portals harvest."""

from __future__ import annotations

import base64
import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson
from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.formats import date_format
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from publication.api.liens import ADRESSE_DE_LA_LICENCE
from publication.api.rendu import TYPE_DE_CONTENU
from publication.editions.catalogue import catalogue as decrire
from publication.editions.dossier import MANIFESTE, SOMMES, Fichier, courante, en_vigueur
from publication.editions.editer import CHANGEMENTS, CLASSEUR, PAQUET
from publication.editions.horaires import est_demandee, prochaine
from publication.editions.jeux import sommaire
from publication.models import EtatPublic

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from publication.editions.dossier import Edition

BIENTOT = 300
"""Seconds after which to ask again for an edition that is being written."""
SANS_SOMME = {
    MANIFESTE: Fichier(nom=MANIFESTE, format="json", titre="", type_mime="application/json"),
    SOMMES: Fichier(nom=SOMMES, format="", titre="", type_mime="text/plain; charset=utf-8"),
}
"""Files that say the sums of the others."""


def _etiquette(request: HttpRequest) -> str:
    """All that the pages depend on: the edition, whether it may be served, the state of the data, the day."""
    edition = courante()
    dependances = (
        edition.chemin.name if edition else "",
        EtatPublic.objects.lire(),
        est_demandee(),
        settings.RELEASE,
        timezone.localdate(),
        get_language(),
        request.build_absolute_uri(),
    )
    return f'"{hashlib.sha256(repr(dependances).encode()).hexdigest()[:32]}"'


@require_safe
@cache_control(public=True, no_cache=True)
@condition(etag_func=_etiquette)
def donnees(request: HttpRequest) -> HttpResponse:
    """What there is to take, how, and under which licence."""
    edition = en_vigueur()
    contexte = {
        "edition": edition,
        "jeux": _jeux(edition) if edition else [],
        "classeur": edition.fichier(CLASSEUR) if edition else None,
        "changements": edition.fichier(CHANGEMENTS) if edition else None,
        "nationaux": [(un.titre, edition.fichier(nom)) for nom, un in sommaire.fichiers.items()] if edition else [],
        "manifeste": MANIFESTE,
        "sommes": SOMMES,
        "racine": _racine(request),
        "revision": edition.revision if edition else 0,
        "attente": None if edition else _attente(),
    }
    return render(request, "publication/donnees.html", contexte)


@require_safe
@cache_control(public=True, no_cache=True)
@condition(etag_func=_etiquette)
def dictionnaire(request: HttpRequest) -> HttpResponse:
    """What each column means; without an edition, the page of data says when there will be one."""
    edition = en_vigueur()
    if edition is None:
        return redirect("publication:donnees")
    tables = orjson.loads((edition.chemin / PAQUET).read_bytes())["resources"]
    return render(request, "publication/dictionnaire.html", {"tables": [_decrite(table) for table in tables]})


@require_safe
@cache_control(public=True, no_cache=True)
@condition(etag_func=_etiquette)
def catalogue(request: HttpRequest) -> HttpResponse:
    """DCAT-AP 3, in JSON-LD, for the portals that harvest."""
    contenu = decrire(_racine(request), en_vigueur())
    return HttpResponse(orjson.dumps(contenu, option=orjson.OPT_INDENT_2), content_type="application/ld+json")


@require_safe
def fichier(request: HttpRequest, nom: str) -> HttpResponseBase:
    """A file of the edition in force, as it lies on the disk; 503 while there is none that may be served."""
    edition = en_vigueur()
    if edition is None:
        return _indisponible(request)
    trouve = SANS_SOMME.get(nom) or edition.fichier(nom)
    if trouve is None:
        raise Http404
    try:
        return _servir(request, edition, trouve)
    except FileNotFoundError:  # another edition has just taken its place
        return _indisponible(request)


def _servir(request: HttpRequest, edition: Edition, fichier: Fichier) -> HttpResponseBase:
    """The compressed copy to who takes it, else the file; both have a length and a tag of their own."""
    chemin = edition.chemin / fichier.nom
    comprime = chemin.with_name(f"{chemin.name}.gz")
    prend = "gzip" in request.headers.get("Accept-Encoding", "") and comprime.exists()
    etag = f'"{(fichier.sha256 or edition.chemin.name)[:40]}{"-gzip" if prend else ""}"'
    seconde = int(edition.le.timestamp())
    reponse: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=seconde)
    if reponse is None:
        reponse = FileResponse(
            (comprime if prend else chemin).open("rb"), filename=fichier.nom, content_type=fichier.type_mime
        )
        if prend:
            reponse.headers["Content-Encoding"] = "gzip"
        reponse.headers["Link"] = f'<{ADRESSE_DE_LA_LICENCE}>; rel="license"'
        if fichier.sha256 and not prend:
            reponse.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(fichier.sha256)).decode()}:"
    reponse.headers["ETag"] = etag
    reponse.headers["Last-Modified"] = http_date(seconde)
    patch_cache_control(reponse, public=True, no_cache=True)
    patch_vary_headers(reponse, ["Accept-Encoding"])
    return reponse


def _indisponible(request: HttpRequest) -> HttpResponse:
    """503: a page to people, problem details (RFC 9457) to programs; both say when to come back."""
    attente = _attente()
    if request.get_preferred_type([TYPE_DE_CONTENU, "text/html"]) == "text/html":
        reponse = render(request, "publication/donnees_indisponibles.html", {"attente": attente})
    else:
        quand = date_format(timezone.localtime(attente["au_plus_tard"]), "j F Y, H:i")
        detail = _(
            "Aucun export complet n’est servi pour l’instant : il n’a pas encore été écrit, ou ce qu’il contient a été "
            "retiré depuis. Le prochain est prêt au plus tard le %(quand)s. D’ici là, lisez /api/v1/changements/."
        ) % {"quand": quand}
        probleme = {
            "type": "about:blank",
            "title": "Service Unavailable",
            "status": 503,
            "detail": detail,
            "errors": [],
        }
        reponse = HttpResponse(orjson.dumps(probleme), content_type=TYPE_DE_CONTENU)
    reponse.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    reponse.headers["Retry-After"] = str(attente["secondes"])
    patch_cache_control(reponse, no_store=True)
    patch_vary_headers(reponse, ["Accept"])
    return reponse


def _attente() -> dict[str, Any]:
    """When the next edition is ready: it was asked for, or the night will write it."""
    maintenant = timezone.now()
    demandee, au_plus_tard = est_demandee(), prochaine(maintenant)
    secondes = BIENTOT if demandee else int((au_plus_tard - maintenant).total_seconds()) + BIENTOT
    return {
        "suspendue": courante() is not None,
        "demandee": demandee,
        "au_plus_tard": au_plus_tard,
        "secondes": secondes,
    }


def _jeux(edition: Edition) -> list[dict[str, Any]]:
    """Lists with their files, then the tables of their parts."""
    jeux = [{"nom": nom, "titre": jeu.titre, "fichiers": [], "parties": []} for nom, jeu in sommaire.jeux.items()]
    par_nom = {jeu["nom"]: jeu for jeu in jeux}
    lignes = {table["nom"]: table for table in edition.manifeste["tables"]}
    for fichier in edition.fichiers:
        jeu = par_nom.get(fichier.table.partition("-")[0])
        if jeu is None:
            continue
        jeu["lignes"] = lignes[jeu["nom"]]["lignes"]
        if fichier.table == jeu["nom"]:
            jeu["fichiers"].append(fichier)
        elif lignes[fichier.table]["lignes"]:
            jeu["parties"].append({"fichier": fichier, **lignes[fichier.table]})
    return jeux


def _decrite(table: dict[str, Any]) -> dict[str, Any]:
    """A table and its columns, what the description does not say left empty."""
    colonnes = [
        {"unite": "", **champ, "valeurs": champ.get("constraints", {}).get("enum", ())}
        for champ in table["schema"]["fields"]
    ]
    return {"nom": table["name"], "description": table["description"], "colonnes": colonnes}


def _racine(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
