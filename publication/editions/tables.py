"""Documents as flat tables, read from the OpenAPI description: what the API documents, exports document alike.

A list has one table; each list of objects inside its documents has another, whose rows say which document they are of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from drf_spectacular.generators import SchemaGenerator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publication.editions.jeux import Jeu

    Schema = Mapping[str, Any]
    Ligne = list[Any]

SEPARATEUR = " | "
RANG = "rang"
TYPES = {"date": "date", "date-time": "datetime", "decimal": "number", "double": "number"}
"""Formats of OpenAPI that give a column its type; the other texts are texts."""
HORS_DOCUMENT = {"inclus"}
"""What the API adds to a document on demand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colonne:
    """A column: its name, its type in the words of Table Schema, what it means, and where documents hold it."""

    nom: str
    type: str
    description: str
    chemin: tuple[str, ...]
    unite: str = ""
    valeurs: tuple[str, ...] = ()

    def lire(self, objet: Any) -> Any:
        """Value of the column: ``None``, a text, a number or a boolean; items of a list are joined."""
        for nom in self.chemin:
            objet = objet.get(nom) if isinstance(objet, dict) else None
        if isinstance(objet, list):
            return SEPARATEUR.join(map(str, objet)) or None
        if isinstance(objet, dict):
            return orjson.dumps(objet).decode()
        return None if objet == "" else objet


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of a kind; ``chemin`` leads to them from the document, one list at a time, and is empty for the document.

    ``cle`` names the field that identifies a document; a table of parts begins with ``parent``, that identifier, then
    the rank of the part, one rank a list.
    """

    nom: str
    description: str
    cle: str
    chemin: tuple[str, ...]
    colonnes: tuple[Colonne, ...]

    @property
    def rangs(self) -> list[str]:
        """Names of the columns of ranks: the last list is « rang », those above are named after it."""
        return [*(f"{RANG}_{nom}" for nom in self.chemin[:-1]), *([RANG] if self.chemin else [])]

    @property
    def entete(self) -> list[str]:
        """Names of the columns."""
        return [*(["parent"] if self.chemin else []), *self.rangs, *(colonne.nom for colonne in self.colonnes)]

    def lignes(self, document: Schema) -> Iterator[Ligne]:
        """Rows that a document gives."""
        debut = [document[self.cle]] if self.chemin else []
        for rangs, objet in _descendre(document, self.chemin):
            yield [*debut, *rangs, *(colonne.lire(objet) for colonne in self.colonnes)]


def _descendre(objet: Any, chemin: tuple[str, ...]) -> Iterator[tuple[list[int], Any]]:
    if not chemin:
        yield [], objet
        return
    for rang, element in enumerate(objet.get(chemin[0]) or (), start=1):
        for suite, trouve in _descendre(element, chemin[1:]):
            yield [rang, *suite], trouve


class Description:
    """The OpenAPI description, read for the documents of each list."""

    def __init__(self) -> None:
        """Generate it: a second or so."""
        generateur: Any = SchemaGenerator()  # type: ignore[no-untyped-call]
        self.schema = generateur.get_schema(request=None, public=True)

    def tables(self, jeu: Jeu) -> list[Table]:
        """Table of a list, then those of its parts."""
        objet = self._document(jeu.nom)
        cle = next(nom for nom in ("uid", "code", "slug") if nom in objet["properties"])
        return [*self._tables(jeu.nom, str(jeu.titre), objet, cle, ())]

    def _document(self, nom: str) -> Schema:
        """Schema of the document that the address of an entry gives."""
        chemin = next(c for c in self.schema["paths"] if c.startswith(f"/api/v1/{nom}/{{"))
        reponse = self.schema["paths"][chemin]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        return self._resoudre(reponse.get("anyOf", [reponse])[0])

    def _resoudre(self, schema: Schema) -> Schema:
        """Follow references and alternatives to the first that is not null; the outer description wins."""
        suite = schema.get("$ref")
        if suite:
            interieur = self._resoudre(self.schema["components"]["schemas"][suite.rsplit("/", 1)[1]])
        else:
            choix = [s for nom in ("allOf", "oneOf", "anyOf") for s in schema.get(nom, ()) if s.get("type") != "null"]
            if not choix:
                return schema
            interieur = self._resoudre(choix[0])
        return {**interieur, **({"description": schema["description"]} if "description" in schema else {})}

    def _tables(self, nom: str, description: str, objet: Schema, cle: str, chemin: tuple[str, ...]) -> Iterator[Table]:
        colonnes = tuple(self._colonnes(objet, (), ""))
        yield Table(nom=nom, description=description, cle=cle, chemin=chemin, colonnes=colonnes)
        for champ, brut in objet["properties"].items():
            schema = self._resoudre(brut)
            elements = self._resoudre(schema.get("items", {}))
            if "properties" in elements and champ not in HORS_DOCUMENT:
                dit = schema.get("description", "")
                yield from self._tables(f"{nom}-{champ}", dit, elements, cle, (*chemin, champ))

    def _colonnes(self, objet: Schema, chemin: tuple[str, ...], contexte: str) -> Iterator[Colonne]:
        for champ, brut in objet["properties"].items():
            schema, ici = self._resoudre(brut), (*chemin, champ)
            if champ in HORS_DOCUMENT or "properties" in self._resoudre(schema.get("items", {})):
                continue
            dit = schema.get("description", "")
            if "properties" in schema:
                yield from self._colonnes(schema, ici, dit)
                continue
            separes = f"Séparés par « {SEPARATEUR} »." if "items" in schema else ""
            yield Colonne(
                nom="_".join(ici),
                type=_type(schema),
                description=" ".join(filter(None, [contexte, dit, separes])),
                chemin=ici,
                unite=schema.get("x-unite", ""),
                valeurs=tuple(str(valeur) for valeur in schema.get("enum", ()) if valeur not in (None, "")),
            )


def _type(schema: Schema) -> str:
    declares = schema.get("type", "string")
    types = [declares] if isinstance(declares, str) else [un for un in declares if un != "null"]
    if types[0] in {"integer", "number", "boolean"}:
        return str(types[0])
    return TYPES.get(schema.get("format", ""), "string")
