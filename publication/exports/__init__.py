"""Exports of a list: exactly what is filtered, one row at a time, whatever its length."""

from publication.exports.csv import ecrire_csv
from publication.exports.geojson import ecrire_geojson
from publication.exports.json import ecrire_json
from publication.exports.jsonl import ecrire_jsonl
from publication.exports.ods import ecrire_ods
from publication.exports.source import Export, Format
from publication.exports.xlsx import ecrire_xlsx

FORMATS = {
    "csv": Format(libelle="CSV", type_mime="text/csv; charset=utf-8", ecrire=ecrire_csv),
    "xlsx": Format(
        libelle="Excel",
        type_mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ecrire=ecrire_xlsx,
    ),
    "ods": Format(
        libelle="OpenDocument", type_mime="application/vnd.oasis.opendocument.spreadsheet", ecrire=ecrire_ods
    ),
    "json": Format(libelle="JSON", type_mime="application/json", ecrire=ecrire_json, par_colonnes=False),
    "jsonl": Format(libelle="JSON Lines", type_mime="application/x-ndjson", ecrire=ecrire_jsonl, par_colonnes=False),
    "geojson": Format(libelle="GeoJSON", type_mime="application/geo+json", ecrire=ecrire_geojson),
}

__all__ = ["FORMATS", "Export", "Format"]
