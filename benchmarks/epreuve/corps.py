"""What a token sends when Schemathesis may be accepted: values that fields take, for sheets that the account writes.

OpenAPI says each field, and not which of them go together, which sheet is of which nature, nor what its values are now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable

    Lire = Callable[..., tuple[Any, ...]]

CLE, VERSION = "Idempotency-Key", "If-Match"
LONGUEUR_DE_CLE = 255
UNIQUES = {"siren", "siret", "code_insee"}
"""Fields of which a second sheet may not take the example."""
ORDONNES = {"debut", "fin", "ouverture_le", "cloture_le", "creee_en", "dissoute_en", "montant_min", "montant_max"}
"""Fields that the other of the pair, which the sheet holds, bounds."""


def accorder_les_entetes(case: Any) -> None:
    """Give each request a key of its own, and write whatever the version one time out of two."""
    entetes = case.headers or {}
    if entetes.get(CLE):
        entetes[CLE] = f"{_rang(case.path_parameters, case.body):08x}-{entetes[CLE]}"[:LONGUEUR_DE_CLE]
    if entetes.get(VERSION) and _rang(case.path_parameters, entetes[VERSION]) % 2:
        entetes[VERSION] = "*"


def accorder_le_corps(case: Any, lire: Lire) -> None:
    """Replace what is sent; ``lire`` gives the values that a list of the API gives to a field."""
    accorder = PAR_OPERATION.get(case.operation.definition.raw["operationId"])
    if accorder is not None and isinstance(case.body, dict):
        accorder(case, lire)


def _proposer(case: Any, lire: Lire) -> None:
    """Fields of a sheet of the account, and always a message: proposing what is already there is refused without."""
    connues = lire("propositions/", "fiche")
    corps = case.body
    if connues and _rang(corps) % 8:
        fiche = connues[_rang(corps) // 8 % len(connues)]
        corps["fiche"] = fiche["uid"]
        for partie in {"changements", "vues"} & set(corps):
            corps[partie] = _quelques_uns(case, f"ChangementsDe{fiche['nature'].capitalize()}", partie)
    corps["message"] = corps.get("message") or "Vu."
    if not corps["message"].strip():
        corps["message"] = "Vu."


def _creer(case: Any, _lire: Lire) -> None:
    """Fields of a draft, those that cannot be empty among them."""
    composant = f"ChampsDe{case.body['nature'].capitalize()}"
    case.body["champs"] = _quelques_uns(case, composant, "champs", requis=True)


def _modifier(case: Any, lire: Lire) -> None:
    """Fields of the nature of the draft that the address names."""
    natures = dict(zip(lire("brouillons/", "uid"), lire("brouillons/", "nature"), strict=True))
    nature = natures.get(case.path_parameters["uid"], "politique")
    case.body["champs"] = _quelques_uns(case, f"ChampsDe{nature.capitalize()}", "champs")


PAR_OPERATION: dict[str, Callable[[Any, Lire], None]] = {
    "proposer": _proposer,
    "creer_brouillon": _creer,
    "modifier_brouillon": _modifier,
}


def _quelques_uns(case: Any, composant: str, partie: str, *, requis: bool = False) -> dict[str, Any]:
    """Some fields of a component with their examples, which only depend on what was to be sent.

    Those that name records are left out, since whether the record exists is no matter of form, and those that what the
    sheet holds may refuse.
    """
    exclus = UNIQUES if requis else UNIQUES | ORDONNES
    proprietes = case.operation.schema.raw_schema["components"]["schemas"][composant]["properties"]
    gardes = {}
    for nom, propriete in proprietes.items():
        est_requis = requis and propriete["type"] == "string"
        nomme = "par leur" in propriete["description"]
        if not nomme and nom not in exclus and (est_requis or _rang(nom, case.body.get(partie)) % 3 == 0):
            gardes[nom] = propriete["examples"][0]
    return gardes


def _rang(*valeurs: Any) -> int:
    """Number that only depends on values: a trial that is made again asks the same."""
    return crc32(repr(valeurs).encode(errors="surrogatepass"))
