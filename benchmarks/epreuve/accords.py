"""What OpenAPI cannot say of requests that must be accepted: rules between parameters, names of what exists.

Schemathesis reads this module as its hooks (``schemathesis.toml``). Requests that must be refused stay as they are.
"""

from __future__ import annotations

import os
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit
from zlib import crc32

import requests
import schemathesis
from schemathesis import GenerationMode
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.core.parameters import ParameterLocation

from benchmarks.epreuve.corps import accorder_le_corps, accorder_les_entetes

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
    "collectivite": ("subventions/", "collectivite.uid"),
    "annee": ("subventions/", "annee"),
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
    racine = case.operation.schema.get_base_url().rstrip("/")
    nommer_ce_qui_existe(case, racine)
    accorder_les_entetes(case)
    accorder_le_corps(case, partial(_valeurs, racine))
    if case.query:
        for regle in REGLES:
            regle(case)


@schemathesis.hook("filter_failure")
def est_un_defaut(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Whether a check found a fault: values that are empty once sent filter nothing, as the description says.

    Schemathesis knows it of one forbidden value that becomes a text on its way (``{}``), not of two.
    """
    if not isinstance(failure, AcceptedNegativeData):
        return True
    envoyes = parse_qs(urlsplit(response.request.url).query, keep_blank_values=True)
    interdits = case.meta.phase.data.mutations
    return not interdits or any(
        mutation.parameter_location != ParameterLocation.QUERY or any(envoyes.get(mutation.parameter, ["?"]))
        for mutation in interdits
    )


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


def nommer_ce_qui_existe(case: Any, racine: str) -> None:
    """Replace some of the codes and identifiers by those of what the server has."""
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
    trouvees = (_au_bout(document, champ) for document in documents for champ in champs)
    return tuple(valeur for valeur in trouvees if valeur)


def _au_bout(document: Any, chemin: str) -> Any:
    """Value at the end of a path, such as ``collectivite.uid``."""
    for nom in chemin.split("."):
        document = document.get(nom) if isinstance(document, dict) else None
    return document
