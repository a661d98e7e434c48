"""JSON: the documents, exactly as the API serves them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from publication.exports.source import LICENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publication.exports.source import Export


def ecrire_json(export: Export) -> Iterator[bytes]:
    """Write what the file is, then the documents one after the other."""
    yield entete(export)[:-1] + b',"resultats":['
    separateur = b""
    for ligne in export.lignes:
        yield separateur + ligne.document.encode()
        separateur = b",\n"
    yield b"]}"


def entete(export: Export, **autres: str) -> bytes:
    """JSON object that says what the file is, where it comes from, when, under which licence."""
    return orjson.dumps(
        {**autres, "titre": export.titre, "source": export.adresse, "extrait_le": export.le, "licence": LICENCE}
    )
