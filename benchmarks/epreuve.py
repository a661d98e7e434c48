"""Schemathesis on the API: ``python -m benchmarks.epreuve [--exemples 2000] [--operations NOM …] [--adresse URL]``.

Every check of Schemathesis on every operation that our OpenAPI document describes: requests that it allows must be
answered as it says, requests that it forbids must be refused. Asks the application itself over the database of the
settings, or a running server. Ends with an error when something is found.
"""

from __future__ import annotations

import argparse
import logging
import os
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemathesis.engine.recorder import ScenarioRecorder
    from schemathesis.specs.openapi.schemas import OpenApiSchema

DESCRIPTION = "/api/v1/schema/"
EXEMPLES, GRAINE = 2_000, 1
ADMIS = [401, 403, 404, 409, 414, 429]
"""Those that Schemathesis admits of any request, and 414: no parameter says that the whole address has a limit."""
EXTRAIT = 400
"""Characters shown of a long text."""


@dataclass(slots=True)
class Bilan:
    """What came of the requests to one operation."""

    operation: str
    demandes: int = 0
    controles: int = 0
    secondes: float = 0.0
    defauts: list[str] = field(default_factory=list)

    def lire(self, releve: ScenarioRecorder) -> None:
        """Count what a scenario did, and keep each thing found once."""
        self.demandes += len(releve.interactions)
        for cle, controles in releve.checks.items():
            self.controles += len(controles)
            for controle in controles:
                if controle.failure_info is not None:
                    echec = controle.failure_info.failure
                    self.noter(f"{controle.name} : {echec.title} {echec.message}\n{_echange(releve, cle)}")

    def noter(self, defaut: str) -> None:
        """Keep what was found, once."""
        if defaut not in self.defauts:
            self.defauts.append(defaut)

    def ligne(self) -> tuple[str, ...]:
        """Cells of the printed table."""
        return (
            self.operation,
            f"{self.demandes}",
            f"{self.controles}",
            f"{self.secondes:.0f} s",
            f"{len(self.defauts)}",
        )


def _echange(releve: ScenarioRecorder, cle: str) -> str:
    """Request and answer that a check looked at."""
    echange = releve.interactions.get(cle)
    if echange is None:
        return ""
    demande, reponse = echange.request, echange.response
    entetes = " ".join(f"{nom}: {', '.join(valeurs)}" for nom, valeurs in demande.headers.items())
    dit = f"{reponse.status_code} {reponse.content[:EXTRAIT]!r}" if reponse else ""
    return f"{demande.method} {demande.uri[:EXTRAIT]}\n{entetes[:EXTRAIT]}\n{dit}"


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    analyseur = argparse.ArgumentParser(description="Éprouve l’API avec Schemathesis, tous contrôles.")
    analyseur.add_argument("--exemples", type=int, default=EXEMPLES, help="exemples par opération")
    analyseur.add_argument("--graine", type=int, default=GRAINE, help="graine du hasard")
    analyseur.add_argument("--operations", nargs="*", default=[], help="operationId ; toutes par défaut")
    analyseur.add_argument("--adresse", default="", help="serveur en marche ; sinon l’application, sans réseau")
    return analyseur.parse_args(arguments)


def charger(*, exemples: int, graine: int, adresse: str = "", application: Any = None) -> OpenApiSchema:
    """Description of the API, as a server or an application gives it, with what to do of it."""
    import schemathesis
    from schemathesis.config import SchemathesisConfig

    config = SchemathesisConfig.from_dict(
        {
            "seed": graine,
            "continue-on-failure": True,
            "checks": {
                "enabled": True,
                "positive_data_acceptance": {"expected-statuses": [*ADMIS, "2xx", "3xx"]},
                "negative_data_rejection": {"expected-statuses": [*ADMIS, 400, 405, 406, 415, 422, 428]},
            },
            "headers": {"Accept-Encoding": "identity"},  # nothing decompresses what the application answers in process
            "generation": {"max-examples": exemples, "database": "none", "no-shrink": True},
        }
    )
    if adresse:
        schema = schemathesis.openapi.from_url(f"{adresse.rstrip('/')}{DESCRIPTION}", config=config)
    else:
        schema = schemathesis.openapi.from_wsgi(DESCRIPTION, application, config=config)
    schemathesis.hook("before_call")(accorder)
    return schema


def accorder(context: Any, case: Any, kwargs: Any) -> None:
    """Hold in allowed requests the rules between parameters, which OpenAPI cannot say; forbidden ones stay."""
    from schemathesis import GenerationMode

    if case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE and case.query:
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


REGLES = (_page_ou_curseur, _rayon_avec_centre, _inclusion_en_json, _sud_sous_le_nord)


def eprouver(schema: OpenApiSchema, operations: Sequence[str] = ()) -> Iterator[Bilan]:
    """Try each operation, or those named, one at a time."""
    for resultat in schema.get_all_operations():
        operation: Any = resultat.ok()  # type: ignore[union-attr]  # an invalid schema is an error here too
        nom = operation.definition.raw["operationId"]
        if not operations or nom in operations:
            yield _eprouver_une(schema.include(operation_id=nom), nom)  # type: ignore[arg-type]  # of its own class


def _eprouver_une(schema: OpenApiSchema, nom: str) -> Bilan:
    from schemathesis.engine import events, from_schema

    bilan, depart = Bilan(nom), perf_counter()
    for evenement in from_schema(schema).execute():
        if isinstance(evenement, events.ScenarioFinished):
            bilan.lire(evenement.recorder)
        elif isinstance(evenement, events.NonFatalError):
            bilan.noter(f"erreur : {evenement.info}")
        elif isinstance(evenement, events.FatalError):
            raise evenement.exception
    bilan.secondes = perf_counter() - depart
    return bilan


def main(arguments: Sequence[str] | None = None) -> None:
    """Try, print the figures, and what was found."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("API_LIMITE_PAR_MINUTE", "0")
    django.setup()
    logging.disable(logging.WARNING)  # thousands of requests are refused, as they must be
    from benchmarks.base import imprimer
    from config.wsgi import application

    choix = options(arguments)
    schema = charger(
        exemples=choix.exemples,
        graine=choix.graine,
        adresse=choix.adresse,
        application=application,
    )
    bilans = []
    for bilan in eprouver(schema, choix.operations):
        bilans.append(bilan)
        print(*bilan.ligne(), *bilan.defauts, sep="\n  ", flush=True)
    colonnes = ("Opération", "Demandes", "Contrôles", "Durée", "Défauts")
    imprimer("API : Schemathesis, tous contrôles", colonnes, [bilan.ligne() for bilan in bilans])
    if any(bilan.defauts for bilan in bilans):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
