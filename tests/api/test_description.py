"""The OpenAPI document says everything: each field, parameter, header and answer is described, with an example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from publication.api.exemples import est_un_nombre, scalaires
from tests.api.test_documents import FORMATS, description, operations

if TYPE_CHECKING:
    from collections.abc import Iterator

    Schema = dict[str, Any]

VARIANTES = ("allOf", "anyOf", "oneOf")
MONTRES = {"examples", "const", "enum"}
# Field -> why it has no example.
SANS_EXEMPLE: dict[str, str] = {}


def champs(schema: Schema, chemin: str) -> Iterator[tuple[str, Schema]]:
    """Every field under a schema, however deep, by its path; those of other components are theirs."""
    for nom, propriete in schema.get("properties", {}).items():
        yield f"{chemin}.{nom}", propriete
        yield from champs(propriete, f"{chemin}.{nom}")
    for sous in [*(une for mot in VARIANTES for une in schema.get(mot, ())), schema.get("items")]:
        if isinstance(sous, dict):
            yield from champs(sous, f"{chemin}[]")


def schemas() -> Iterator[tuple[str, Schema]]:
    """Every schema of the document: components, parameters, bodies, headers, answers."""
    yield from description()["components"]["schemas"].items()
    for (operation,) in (param.values for param in operations()):
        nom = operation["operationId"]
        for parametre in operation.get("parameters", []):
            yield f"{nom} ?{parametre['name']}", parametre["schema"]
        reponses = operation["responses"]
        for code, porteur in {"corps": operation.get("requestBody", {}), **reponses}.items():
            for type_mime, contenu in porteur.get("content", {}).items():
                yield f"{nom} {code} {type_mime}", contenu["schema"]


def tous_les_champs() -> list[tuple[str, Schema]]:
    return [champ for nom, schema in schemas() for champ in champs(schema, nom)]


def est_decrit_ailleurs(schema: Schema) -> bool:
    """Whether the example is that of the fields under it, or of the components that it names."""
    elements = schema.get("items", {})
    return bool({"$ref", "properties", *VARIANTES} & {*schema, *elements})


def a_un_exemple(schema: Schema) -> bool:
    return bool(MONTRES & {*schema, *schema.get("items", {})}) or est_decrit_ailleurs(schema)


def test_la_marche_va_au_fond_du_document() -> None:
    """An empty walk would prove nothing."""
    chemins = [chemin for chemin, _schema in tous_les_champs()]
    assert len(chemins) > 1_000
    assert {"EntiteGeoJSON.geometry.coordinates", "Probleme.errors", "ChampsDePolitique.titre"} <= {*chemins}


@pytest.mark.parametrize(
    ("schema", "attendu"),
    [
        ({"type": "string"}, False),
        ({"type": "array", "items": {"type": "string"}}, False),
        ({"type": "object", "additionalProperties": {}}, False),
        ({"type": "string", "examples": ["x"]}, True),
        ({"type": "array", "items": {"type": "string", "enum": ["x"]}}, True),
        ({"type": "array", "items": {"$ref": "#/components/schemas/X"}}, True),
    ],
)
def test_un_champ_sans_exemple_est_vu(schema, attendu) -> None:
    assert a_un_exemple(schema) is attendu


def test_chaque_champ_est_decrit() -> None:
    assert [chemin for chemin, schema in tous_les_champs() if not schema.get("description", "").strip()] == []


def test_chaque_champ_a_un_exemple() -> None:
    sans = {chemin for chemin, schema in tous_les_champs() if not a_un_exemple(schema)}
    assert sans == set(SANS_EXEMPLE)
    assert all(SANS_EXEMPLE.values())


def test_chaque_exemple_suit_son_schema() -> None:
    composants = description()["components"]
    montres = 0
    for chemin, schema in [*tous_les_champs(), *schemas()]:
        for porteur in (schema, schema.get("items", {})):
            validateur = Draft202012Validator({**porteur, "components": composants}, format_checker=FORMATS)
            for montre in porteur.get("examples", []):
                montres += 1
                assert validateur.is_valid(montre), f"{chemin} : {montre}"
    assert montres > 1_000


def test_chaque_chiffre_a_une_unite() -> None:
    lus = list(scalaires(description()["components"]["schemas"]))
    assert len(lus) > 500
    assert [f"{composant}.{nom}" for composant, nom, s in lus if est_un_nombre(s) and not s.get("x-unite")] == []


@pytest.mark.parametrize("operation", operations())
def test_une_operation_est_decrite_de_ses_parametres_a_ses_reponses(operation: dict[str, Any]) -> None:
    assert operation["summary"].strip()
    assert operation["description"].endswith(".")
    decrits: dict[str, Any] = {f"?{p['name']}": p for p in operation.get("parameters", [])} | operation["responses"]
    if "requestBody" in operation:
        decrits["corps"] = operation["requestBody"]
    for code, reponse in operation["responses"].items():
        decrits |= {f"{code} {nom}": entete for nom, entete in reponse.get("headers", {}).items()}
        assert [nom for nom, entete in reponse.get("headers", {}).items() if not entete["schema"]["examples"]] == []
    assert [nom for nom, dit in decrits.items() if not dit.get("description", "").strip()] == []


@pytest.mark.parametrize("operation", operations())
def test_chaque_parametre_a_un_exemple(operation: dict[str, Any]) -> None:
    sans = [p["name"] for p in operation.get("parameters", []) if not a_un_exemple(p["schema"])]
    assert sans == []


@pytest.mark.parametrize("operation", operations())
def test_une_adresse_trop_longue_est_refusee_par_l_application_ou_avant_elle(operation: dict[str, Any]) -> None:
    assert list(operation["responses"]["414"]["content"]) == ["application/problem+json", "text/html"]
