"""GeoJSON (RFC 7946): a point a record, with the columns of its table as properties."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from publication.exports.json import entete

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publication.exports.source import Export, Ligne


def ecrire_geojson(export: Export) -> Iterator[bytes]:
    """Write the collection; a record that is nowhere known has a null geometry, one without identifier no ``id``."""
    yield entete(export, type="FeatureCollection")[:-1] + b',"features":['
    separateur = b""
    for ligne in export.lignes:
        yield separateur + ecrire_entite(export, ligne)
        separateur = b",\n"
    yield b"]}"


def ecrire_entite(export: Export, ligne: Ligne) -> bytes:
    """JSON of one feature."""
    return orjson.dumps(_entite(export, ligne), default=_nombre)


def _entite(export: Export, ligne: Ligne) -> dict[str, Any]:
    document = ligne.lire()
    identifiant = document.get("uid") or document.get("code")
    situee = ligne.longitude is not None and ligne.latitude is not None
    return {
        "type": "Feature",
        **({"id": identifiant} if identifiant else {}),
        "geometry": {"type": "Point", "coordinates": [ligne.longitude, ligne.latitude]} if situee else None,
        "properties": {colonne.cle: export.cellule(colonne, document) for colonne in export.colonnes},
    }


def _nombre(valeur: Any) -> float:
    """Number of an amount: GeoJSON readers expect numbers."""
    assert isinstance(valeur, Decimal)
    return float(valeur)
