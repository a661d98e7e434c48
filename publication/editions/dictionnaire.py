"""What each column means: for people (CSV), and for programs (Frictionless Data Package, with a Table Schema each)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publication.editions.dossier import Fichier
    from publication.editions.tables import Colonne, Table

ENTETE = ("table", "colonne", "type", "description", "unite", "valeurs")
PROFIL = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {"date": {"type": "date"}, "datetime": {"type": "datetime", "format": "any"}}


def lignes(tables: Iterable[Table]) -> Iterator[tuple[str, ...]]:
    """Header, then a row a column."""
    yield ENTETE
    for table in tables:
        for champ in champs(table):
            valeurs = " | ".join(champ.get("constraints", {}).get("enum", ()))
            yield table.nom, champ["name"], champ["type"], champ["description"], champ.get("unite", ""), valeurs


def paquet(entete: dict[str, Any], tables: Iterable[Table], fichiers: Iterable[Fichier]) -> dict[str, Any]:
    """Description of the CSV files and of their links."""
    par_nom = {fichier.nom: fichier for fichier in fichiers}
    return {
        "$schema": PROFIL,
        "name": "repertoire-ess",
        "title": entete["titre"],
        "created": entete["generated_at"],
        "version": str(entete["revision"]),
        "licenses": [{"name": entete["licence"], "path": entete["licence_url"], "title": "Licence Ouverte 2.0"}],
        "sources": [{"title": entete["titre"], "path": entete["source"]}],
        "resources": [_ressource(table, par_nom[f"{table.nom}.csv"]) for table in tables],
    }


def _ressource(table: Table, fichier: Fichier) -> dict[str, Any]:
    return {
        "name": table.nom,
        "path": fichier.nom,
        "title": table.nom,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": fichier.taille,
        "hash": f"sha256:{fichier.sha256}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    if not table.chemin:
        return {"fields": champs(table), "primaryKey": [table.cle]}
    racine = table.nom.split("-")[0]
    lien = {"fields": ["parent"], "reference": {"resource": racine, "fields": [table.cle]}}
    return {"fields": champs(table), "primaryKey": ["parent", *table.rangs], "foreignKeys": [lien]}


def champs(table: Table) -> list[dict[str, Any]]:
    """Columns of a table, in the words of Table Schema."""
    liens = []
    if table.chemin:
        racine = table.nom.split("-")[0]
        dit = f"Ligne de la table « {racine} » dont ceci est une partie : sa colonne « {table.cle} »."
        liens = [{"name": "parent", "type": "string", "description": dit}]
        rang = {"type": "integer", "description": "Rang dans la liste, à partir de 1."}
        liens += [{"name": nom, **rang} for nom in table.rangs]
    return [*liens, *map(_champ, table.colonnes)]


def _champ(colonne: Colonne) -> dict[str, Any]:
    type_ = TYPES.get(colonne.type, {"type": colonne.type})
    champ: dict[str, Any] = {"name": colonne.nom, **type_, "description": colonne.description}
    if colonne.unite:
        champ["unite"] = colonne.unite
    if colonne.valeurs:
        champ["constraints"] = {"enum": list(colonne.valeurs)}
    return champ
