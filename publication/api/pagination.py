"""Pages of stored documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response

from publication.api.serializers import LICENCE

if TYPE_CHECKING:
    from rest_framework.request import Request

TAILLE_PAR_DEFAUT = 50
TAILLE_MAXIMALE = 200
TAILLE = re.compile(r"[0-9]{1,4}")  # a bound on digits: reading a number of thousands of them is refused by Python


class Pagination(PageNumberPagination):
    """Numbered pages in the envelope of the API."""

    page_size = TAILLE_PAR_DEFAUT
    max_page_size = TAILLE_MAXIMALE
    page_query_param = "page"
    page_size_query_param = "taille"
    page_query_description = "Numéro de page, à partir de 1."
    page_size_query_description = (
        f"Nombre de résultats par page : {TAILLE_PAR_DEFAUT} par défaut, {TAILLE_MAXIMALE} au plus."
    )
    invalid_page_message = "page : la page « {page_number} » n’existe pas."

    def get_page_size(self, request: Request) -> int:
        """Size asked for; a size that is refused is said, not silently replaced."""
        demande = request.query_params.get(self.page_size_query_param)
        if demande is None:
            return TAILLE_PAR_DEFAUT
        if not (TAILLE.fullmatch(demande) and 1 <= int(demande) <= TAILLE_MAXIMALE):
            message = _("un nombre entre 1 et %(maximum)d est attendu.") % {"maximum": TAILLE_MAXIMALE}
            raise ValidationError({self.page_size_query_param: [message]})
        return int(demande)

    def enveloppe(self) -> dict[str, Any]:
        """Everything of the answer but the results."""
        assert self.page is not None
        return {
            "total": self.page.paginator.count,
            "page": self.page.number,
            "pages": self.page.paginator.num_pages,
            "suivante": self.get_next_link(),
            "precedente": self.get_previous_link(),
            "licence": LICENCE,
        }

    def get_paginated_response(self, data: Any) -> Response:
        """Answer with serialized results."""
        return Response({**self.enveloppe(), "resultats": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the answer for OpenAPI."""
        lien = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["total", "page", "pages", "suivante", "precedente", "licence", "resultats"],
            "properties": {
                "total": {"type": "integer", "description": "Nombre de résultats qui répondent aux filtres."},
                "page": {"type": "integer", "description": "Numéro de cette page, à partir de 1."},
                "pages": {"type": "integer", "description": "Nombre de pages."},
                "suivante": {**lien, "description": "Adresse de la page suivante ; nul sur la dernière."},
                "precedente": {**lien, "description": "Adresse de la page précédente ; nul sur la première."},
                "licence": {"type": "string", "description": "Licence des données (identifiant SPDX)."},
                "resultats": {**schema, "description": "Les résultats de cette page."},
            },
        }


class PageDeDocuments(Pagination):
    """A page joins texts that are JSON already: no row is parsed nor serialized on read."""

    def reponse(self, documents: list[str]) -> HttpResponse:
        """Answer with the documents as they are stored."""
        debut = orjson.dumps(self.enveloppe())[:-1]
        corps = b'%s,"resultats":[%s]}' % (debut, ",".join(documents).encode())
        return HttpResponse(corps, content_type="application/json")
