"""Bodies that programs send: JSON, bounded, in characters that the database keeps."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import orjson
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

if TYPE_CHECKING:
    from rest_framework.request import Request

TAILLE_MAXIMALE = 256_000
"""Bytes."""
TYPES = frozenset({"application/json", "application/merge-patch+json"})


class CorpsTropLong(APIException):
    """More bytes than we read."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "corps_trop_long"


class LireJSON(BaseParser):
    """JSON of RFC 8259: no NaN, no half of a character, no NUL."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Value of the body. Raises ``UnsupportedMediaType``, ``CorpsTropLong`` or ``ParseError``."""
        nature = (media_type or "").partition(";")[0].strip().lower()
        if nature not in TYPES:
            message = _("Envoyez du JSON : Content-Type: application/json.")
            raise UnsupportedMediaType(nature, detail=message)
        brut = stream.read(TAILLE_MAXIMALE + 1)
        if len(brut) > TAILLE_MAXIMALE:
            message = _("Le corps dépasse %(maximum)d octets.") % {"maximum": TAILLE_MAXIMALE}
            raise CorpsTropLong(message)
        try:
            lu = orjson.loads(brut)
        except orjson.JSONDecodeError as erreur:
            message = _("Le corps n’est pas du JSON : ligne %(ligne)d, colonne %(colonne)d.")
            raise ParseError(message % {"ligne": erreur.lineno, "colonne": erreur.colno}) from erreur
        if b"\\u0000" in brut:
            raise ParseError(_("Le corps contient un caractère nul."))
        return lu


def empreinte(request: Request) -> str:
    """What tells a request from any other: verb, address and values sent."""
    dit = [request.method, request.path, request.data]
    return hashlib.sha256(orjson.dumps(dit, option=orjson.OPT_SORT_KEYS)).hexdigest()
