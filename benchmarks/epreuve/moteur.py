"""Schemathesis on one operation after another."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import orjson

from benchmarks.epreuve.bilan import Bilan

if TYPE_CHECKING:
    from schemathesis.specs.openapi.schemas import OpenApiSchema

REGLAGES = Path(__file__).resolve().parent.parent.parent / "schemathesis.toml"
DESCRIPTION = "/api/v1/schema/"
ENCHAINEMENTS = "enchaînements"
"""Name given to requests that follow from one another, over all operations: write, read, delete, read again."""
UNE_PAR_UNE = ("examples", "coverage", "fuzzing")


def reglages() -> dict[str, Any]:
    """Settings of Schemathesis for this API."""
    return tomllib.loads(REGLAGES.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Essai:
    """What is tried: a server, how many examples an operation, with which chance."""

    adresse: str
    exemples: int
    graine: int

    def identite(self) -> dict[str, Any]:
        """What makes two trials the same, wherever the server was."""
        description = orjson.dumps(_schema(self).raw_schema, option=orjson.OPT_SORT_KEYS)
        empreinte = hashlib.sha256(description + REGLAGES.read_bytes()).hexdigest()[:16]
        return {"exemples": self.exemples, "graine": self.graine, "api": empreinte}


def operations(essai: Essai) -> list[str]:
    """Names of the operations, in the order of the description, then what follows from one another."""
    return [*(decrite["operationId"] for decrite in _decrites(essai)), ENCHAINEMENTS]


def _decrites(essai: Essai) -> list[dict[str, Any]]:
    schema: Any = _schema(essai)
    return [resultat.ok().definition.raw for resultat in schema.get_all_operations()]


def _privees(essai: Essai) -> set[str]:
    """Names of what is tried with the token: what one needs it for, and what follows from one another."""
    return {decrite["operationId"] for decrite in _decrites(essai) if {} not in decrite["security"]} | {ENCHAINEMENTS}


def eprouver(essai: Essai, nom: str) -> Bilan:
    """Try one operation."""
    from schemathesis.engine import events, from_schema

    schema: Any = _schema(essai, enchainer=nom == ENCHAINEMENTS, avec_jeton=nom in _privees(essai))
    if nom != ENCHAINEMENTS:
        schema = schema.include(operation_id=nom)
    bilan, depart = Bilan(nom), perf_counter()
    for evenement in from_schema(schema).execute():
        if isinstance(evenement, events.ScenarioFinished):
            bilan.lire(evenement.recorder)
        elif isinstance(evenement, events.NonFatalError):
            bilan.noter("erreur de Schemathesis", str(evenement.info))
        elif isinstance(evenement, events.FatalError):
            raise evenement.exception
    bilan.secondes = perf_counter() - depart
    return bilan


@cache
def _schema(essai: Essai, *, enchainer: bool = False, avec_jeton: bool = False) -> OpenApiSchema:
    """Description that the server gives, with what to do of it; read once a process."""
    import schemathesis
    from schemathesis.config import SchemathesisConfig

    from benchmarks.epreuve import accords

    lus = reglages()
    lus["seed"] = essai.graine
    lus["generation"]["max-examples"] = essai.exemples
    lus["phases"] = {phase: {"enabled": not enchainer} for phase in UNE_PAR_UNE} | {"stateful": {"enabled": enchainer}}
    if avec_jeton:
        lus["headers"] = accords.entetes()
    adresse = f"{essai.adresse.rstrip('/')}{DESCRIPTION}"
    return schemathesis.openapi.from_url(
        adresse, config=SchemathesisConfig.from_dict(lus), headers={"Accept": "application/json"}
    )
