"""What OpenAPI cannot say of requests that must be accepted: rules between parameters, names of what exists.

Schemathesis reads this module as its hooks (``schemathesis.toml``). Requests that must be refused stay as they are.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

import requests
import schemathesis
from schemathesis import GenerationMode

if TYPE_CHECKING:
    from collections.abc import Callable

JETON = "JETON_DE_L_EPREUVE"
"""Environment variable: token by which private operations are tried."""
DELAI = 60
"""Seconds."""
LISTES = {
    "region": ("regions/", "code"),
    "departement": ("departements/", "code"),
    "commune": ("communes/", "code"),
    "epci": ("collectivites/?type=communaute_communes", "siren"),
    "thematique": ("thematiques/", "slug"),
    "collectivite": ("collectivites/", "uid"),
    "beneficiaire": ("organismes/", "uid"),
    "dispositif": ("dispositifs/", "uid"),
}
"""Where to read values that a filter takes: address under ``/api/v1/``, field."""
CLES = {"cle": ("uid", "slug", "siren", "code_insee"), "code": ("code",), "slug": ("slug",), "nom": ("nom",)}
CLES |= {"uid": ("uid",), "numero": ("numero",)}
"""Fields that name a record in the end of an address, by name of parameter."""


def entetes() -> dict[str, str]:
    """Headers by which private operations are opened, when there is a token."""
    jeton = os.environ.get(JETON, "")
    return {"Authorization": f"Bearer {jeton}"} if jeton else {}


@schemathesis.hook("before_call")
def accorder(context: Any, case: Any, kwargs: Any) -> None:
    """Make an allowed request keep the rules, and name what exists one time out of two."""
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    _nommer_ce_qui_existe(case)
    if case.query:
        for regle in REGLES:
            regle(case)


def _page_ou_curseur(case: Any) -> None:
    """A page is numbered, or begins at a cursor."""
    if "curseur" in case.query:
        case.query.pop("page", None)


def _rayon_avec_centre(case: Any) -> None:
    """A radius goes with its centre."""
    if not case.query.get("autour"):
        case.query.pop("rayon", None)


def _inclusion_en_json(case: Any) -> None:
    """JSON alone carries included sheets."""
    if "inclure" in case.query:
        case.query.pop("format", None)


def _sud_sous_le_nord(case: Any) -> None:
    """A frame goes from its south to its north."""
    if bords := str(case.query.get("bbox") or ""):
        ouest, sud, est, nord = bords.split(",")
        sud, nord = sorted((sud, nord), key=float)
        case.query["bbox"] = f"{ouest},{sud},{est},{nord}"


REGLES: tuple[Callable[[Any], None], ...] = (
    _page_ou_curseur,
    _rayon_avec_centre,
    _inclusion_en_json,
    _sud_sous_le_nord,
)


def _nommer_ce_qui_existe(case: Any) -> None:
    racine = case.operation.schema.get_base_url().rstrip("/")
    for nom, valeur in dict(case.query or {}).items():
        if nom in LISTES:
            case.query[nom] = _existante(valeur, _valeurs(racine, *LISTES[nom]))
    for nom, valeur in dict(case.path_parameters or {}).items():
        liste = case.operation.path.removeprefix("/api/v1/").split("{")[0]
        if nom in CLES:
            case.path_parameters[nom] = _existante(valeur, _valeurs(racine, liste, *CLES[nom]))


def _existante(valeur: Any, valeurs: tuple[Any, ...]) -> Any:
    """Value itself, or one that exists, which only depends on it: a trial that is made again asks the same."""
    if isinstance(valeur, list):
        return [_existante(une, valeurs) for une in valeur]
    rang = crc32(repr(valeur).encode())
    if not valeurs or valeur == "" or rang % 2:
        return valeur
    trouvee = valeurs[rang // 2 % len(valeurs)]
    return f"-{trouvee}" if str(valeur).startswith("-") else trouvee


@cache
def _valeurs(racine: str, adresse: str, *champs: str) -> tuple[Any, ...]:
    """Values that the first page of a list gives to fields."""
    reponse = requests.get(f"{racine}/api/v1/{adresse}", headers=entetes(), timeout=DELAI)
    if reponse.status_code != requests.codes.ok:
        return ()
    lus = reponse.json()
    documents = lus["resultats"] if isinstance(lus, dict) else lus
    return tuple(document[champ] for document in documents for champ in champs if document.get(champ))
