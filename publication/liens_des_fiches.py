"""The links that public sheets give, and how one of them is visited: politely, and never into our own network."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson
from django.apps import apps
from django.db.models import URLField

from publication.models import Publication
from publication.models.lien_verifie import INTERDITE
from publication.sortants import AdresseInterdite, Limites, SansReponse, demander

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID

    from publication.sortants import Reponse

    Demander = Callable[..., Reponse]

FILS = 8
"""Hosts visited at the same time."""
PAUSE = 1.0
"""Seconds between two visits of one host."""
LIMITES = Limites(connexion=8, total=20, taille=4096)
LUES_A_LA_FOIS = 500
ERREURS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Constat:
    """What a visit gave: a status or a failure, and where a permanent move leads."""

    statut: int | None = None
    panne: str = ""
    mene_a: str = ""


@cache
def champs_d_url() -> frozenset[str]:
    """Names of the fields that hold addresses, whatever the model: documents name them the same."""
    return frozenset(
        champ.name
        for modele in apps.get_models()
        if modele._meta.app_label in {"publication", "collectivites", "programmes"}
        for champ in modele._meta.concrete_fields
        if isinstance(champ, URLField)
    )


def liens_publics() -> dict[str, set[UUID]]:
    """Addresses that the documents of public sheets give, each with the identifiers of these sheets."""
    liens: dict[str, set[UUID]] = defaultdict(set)
    lus = Publication.objects.vivantes().order_by().values_list("pk", "document")
    for uid, document in lus.iterator(chunk_size=LUES_A_LA_FOIS):
        for adresse in _adresses(orjson.loads(document)):
            liens[adresse].add(uid)
    return liens


def _adresses(contenu: Any, cle: str = "") -> Iterator[str]:
    if isinstance(contenu, dict):
        for nom, valeur in contenu.items():
            yield from _adresses(valeur, nom)
    elif isinstance(contenu, list):
        for valeur in contenu:
            yield from _adresses(valeur, cle)
    elif cle in champs_d_url() and isinstance(contenu, str) and contenu.startswith(("http://", "https://")):
        yield contenu


def visiter(adresse: str, *, demander: Demander = demander) -> Constat:
    """Ask for the head of a page, then for its beginning where the head is refused: some sites know only the latter."""
    try:
        reponse = demander("HEAD", adresse, limites=LIMITES)
        if reponse.statut >= ERREURS:
            reponse = demander("GET", adresse, limites=LIMITES)
    except AdresseInterdite:
        return Constat(panne=INTERDITE)
    except SansReponse as refus:
        return Constat(panne=refus.panne.value)
    deplacee = reponse.statut < ERREURS and _a_demenage(adresse, reponse.durable)
    return Constat(statut=reponse.statut, mene_a=reponse.durable if deplacee else "")


def _a_demenage(avant: str, apres: str) -> bool:
    """Whether a permanent move says more than https for http, www or a final slash."""
    a, b = urlsplit(avant), urlsplit(apres)

    def lieu(lue: Any) -> tuple[str, str, str]:
        return (str(lue.hostname or "").removeprefix("www."), lue.path.rstrip("/"), lue.query)

    return lieu(a) != lieu(b)


def visiter_tout(
    adresses: Iterable[str],
    *,
    demander: Demander = demander,
    pause: float = PAUSE,
    duree: float,
) -> Iterator[tuple[str, Constat]]:
    """Visit addresses, host by host, and give what each one answered; those left after ``duree`` seconds are not."""
    fin = monotonic() + duree
    par_hote: dict[str, list[str]] = defaultdict(list)
    for adresse in adresses:
        par_hote[urlsplit(adresse).hostname or ""].append(adresse)

    def visiter_hote(siennes: list[str]) -> list[tuple[str, Constat]]:
        faites: list[tuple[str, Constat]] = []
        for rang, adresse in enumerate(siennes):
            if monotonic() >= fin:
                break
            if rang:
                sleep(pause)
            faites.append((adresse, visiter(adresse, demander=demander)))
        return faites

    with ThreadPoolExecutor(max_workers=FILS) as equipe:
        for faites in equipe.map(visiter_hote, par_hote.values()):
            yield from faites
