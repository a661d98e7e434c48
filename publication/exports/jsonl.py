"""JSON Lines: a document a line, exactly as the API serves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publication.exports.source import Export


def ecrire_jsonl(export: Export) -> Iterator[bytes]:
    """Write the documents; each says its own licence, source and dates."""
    for ligne in export.lignes:
        yield ligne.document.encode() + b"\n"
