"""The places of a list, for the map that moves: sheet by sheet, or gathered when they are many."""

from __future__ import annotations

import math
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
from django.http import HttpResponse

from publication.exports.source import LICENCE
from publication.facettes import Comptage
from publication.lieux_en_memoire import adherente, grille, situees
from publication.models.lieux import Cadre

if TYPE_CHECKING:
    from django.http import HttpRequest

    from publication.colonnes import Masque, Places
    from publication.filters import FicheFilter
    from publication.lieux_en_memoire import Case
    from publication.models import Fiche

AU_PLUS = 1500
"""Sheets given one by one; beyond, a page that shows them all would weigh more than the map itself."""
CASES_PAR_COTE = 40
PAYS = Cadre(-5.3, 41.3, 9.7, 51.2)


def points(request: HttpRequest, modele: type[Fiche], filtre: type[FicheFilter]) -> HttpResponse:
    """Places of the filtered sheets, those of ``cadre`` (west,south,east,north in degrees) when it is given.

    ``total`` counts the filtered sheets, ``situees`` those of them that are somewhere, in the frame. ``points`` holds
    each of these, ``[latitude, longitude, slug, title, is a member]``; above ``AU_PLUS``, those that are close to one
    another are in ``groupes`` instead: ``[latitude, longitude, sheets, members]``. 400 when a filter or the frame is
    refused.
    """
    filtrees = filtre(request.GET, queryset=modele.fiches().pour_liste_publique())
    cadre = lire_cadre(request.GET.get("cadre", ""))
    if not filtrees.is_valid() or ("cadre" in request.GET and cadre is None):
        erreurs = {**filtrees.form.errors.get_json_data(), **({} if cadre else {"cadre": []})}
        return _json({"erreurs": sorted(erreurs)}, HTTPStatus.BAD_REQUEST)
    comptage = Comptage(filtrees)
    ensemble = situees(comptage.memoire, comptage.ensemble, cadre)
    nombre = int(np.count_nonzero(ensemble))
    groupes: list[Case] = []
    places = _rangees(comptage, ensemble)
    if nombre > AU_PLUS:
        cases = grille(comptage.memoire, ensemble, _pas(cadre or PAYS))
        groupes = [case for case in cases if case.nombre > 1]
        places = comptage.memoire.places([case.cle for case in cases if case.nombre == 1])
    return _json(
        {
            "licence": LICENCE,
            "total": comptage.nombre,
            "situees": nombre,
            "points": _un_par_un(comptage, places),
            "groupes": [[*_lieu(c.latitude, c.longitude), c.nombre, c.adherentes] for c in groupes],
        }
    )


def _rangees(comptage: Comptage, ensemble: Masque) -> Places:
    """Places in memory of some sheets, in the public order."""
    ordre = comptage.memoire.ordre(comptage.filtre, "")
    return ordre[ensemble[ordre]]


def _un_par_un(comptage: Comptage, places: Places) -> list[list[Any]]:
    """What the map says of each sheet; one that is public no more is left out."""
    memoire = comptage.memoire
    cles = memoire.cles[places].tolist()
    titres = comptage.filtre.queryset.titres(cles)
    lieux = zip(cles, memoire.latitudes[places].tolist(), memoire.longitudes[places].tolist(), strict=True)
    membres = adherente(memoire)[places].tolist()
    return [
        [*_lieu(latitude, longitude), *titres[cle], membre]
        for (cle, latitude, longitude), membre in zip(lieux, membres, strict=True)
        if cle in titres
    ]


def lire_cadre(texte: str) -> Cadre | None:
    """Frame written as four numbers; ``None`` when it is none."""
    try:
        nombres = [float(nombre) for nombre in texte.split(",")]
    except ValueError:
        return None
    if len(nombres) != len(Cadre._fields) or not all(map(math.isfinite, nombres)):
        return None
    cadre = Cadre(*nombres)
    return cadre if cadre.ouest < cadre.est and cadre.sud < cadre.nord else None


def _pas(cadre: Cadre) -> float:
    """Side in degrees of the squares that cut a frame in ``CASES_PAR_COTE`` along its longer side."""
    return max(cadre.est - cadre.ouest, cadre.nord - cadre.sud) / CASES_PAR_COTE


def _lieu(latitude: float, longitude: float) -> tuple[float, float]:
    """Latitude and longitude to some metres."""
    return round(latitude, 4), round(longitude, 4)


def _json(contenu: dict[str, Any], statut: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(orjson.dumps(contenu), content_type="application/json", status=statut)
