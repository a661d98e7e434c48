"""Pages of a list: numbered, or one after another by cursor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from publication.api import curseurs
from publication.api.base import en_json
from publication.api.serializers import LICENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse
    from rest_framework.request import Request

    from publication.api.curseurs import Ordre

TAILLE_PAR_DEFAUT = 50
TAILLE_MAXIMALE = 200
TAILLE = re.compile(r"[0-9]{1,4}")  # a bound on digits: reading a number of thousands of them is refused by Python
INCLUS = {"$ref": "#/components/schemas/Inclus", "description": "Fiches liées, quand `inclure` les demande."}
PARAMETRES = ("page", "taille", curseurs.PARAMETRE)


class Pagination(PageNumberPagination):
    """Pages in the envelope of the API; ``total`` is asked through ``compter``, which may remember it."""

    page_size = TAILLE_PAR_DEFAUT
    max_page_size = TAILLE_MAXIMALE
    page_query_param = "page"
    page_size_query_param = "taille"
    page_query_description = "Numéro de page, à partir de 1."
    page_size_query_description = (
        f"Nombre de résultats par page : {TAILLE_PAR_DEFAUT} par défaut, {TAILLE_MAXIMALE} au plus."
    )
    invalid_page_message: Any = gettext_lazy("page : la page « {page_number} » n’existe pas.")
    suite: str | None = None

    def get_page_size(self, request: Request) -> int:
        """Size asked for; a size that is refused is said, not silently replaced."""
        demande = request.query_params.get(self.page_size_query_param)
        if demande is None:
            return TAILLE_PAR_DEFAUT
        if not (TAILLE.fullmatch(demande) and 1 <= int(demande) <= TAILLE_MAXIMALE):
            message = _("un nombre entre 1 et %(maximum)d est attendu.") % {"maximum": TAILLE_MAXIMALE}
            raise ValidationError({self.page_size_query_param: [message]}, code="taille_refusee")
        return int(demande)

    def get_page_number(self, request: Request, paginator: Any) -> Any:
        """Number asked; a page without number is no page."""
        return request.query_params.get(self.page_query_param, 1)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        """Rows of the numbered page; the view tells how many rows there are."""
        self.request = request
        compter = getattr(view, "total", None)
        self.nombre: int = compter(queryset) if compter else queryset.count()
        return super().paginate_queryset(queryset, request, view)

    def django_paginator_class(self, queryset: Any, taille: int) -> Any:  # type: ignore[override]  # a call is enough
        """Paginator that does not count again."""
        pages = Paginator(queryset, taille)
        pages.count = self.nombre
        return pages

    def suivre(self, request: Request, ordre: Ordre, lignes: Any, view: Any) -> list[Any]:
        """Rows of the page that a cursor begins; the view tells where a row stands, and how many there are."""
        if self.page_query_param in request.query_params:
            message = _("« page » et « curseur » ne se combinent pas : gardez l’un des deux.")
            raise ValidationError({curseurs.PARAMETRE: [message]}, code="page_et_curseur")
        self.request, self.page = request, None
        taille = self.get_page_size(request)
        place = curseurs.lire(request.query_params[curseurs.PARAMETRE], ordre.tri)
        self.nombre = view.total(lignes)
        rangees = ordre.ranger(lignes)
        lues = list(view.lues(ordre.apres(rangees, place) if place else rangees)[: taille + 1])
        if len(lues) > taille:
            lues = lues[:taille]
            self.suite = ordre.place(*view.place(lues[-1])).ecrire()
        return lues

    def get_next_link(self) -> str | None:
        """Address of the next page."""
        if self.page is not None:
            return super().get_next_link()
        if self.suite is None:
            return None
        assert self.request is not None
        return str(replace_query_param(self.request.build_absolute_uri(), curseurs.PARAMETRE, self.suite))

    def get_previous_link(self) -> str | None:
        """Address of the previous page; by cursor one only goes forward."""
        return super().get_previous_link() if self.page is not None else None

    def enveloppe(self) -> dict[str, Any]:
        """Everything of the answer but the results."""
        return {
            "total": self.nombre,
            "page": self.page.number if self.page is not None else None,
            "pages": self.page.paginator.num_pages if self.page is not None else None,
            "suivante": self.get_next_link(),
            "precedente": self.get_previous_link(),
            "licence": LICENCE,
        }

    def get_paginated_response(self, data: Any) -> Response:
        """Answer with serialized results."""
        return Response({**self.enveloppe(), "resultats": data})

    def liens(self) -> dict[str, str | None]:
        """Targets of the ``Link`` header by relation."""
        assert self.request is not None
        ici = self.request.build_absolute_uri()
        voisines = {"next": self.get_next_link(), "prev": self.get_previous_link()}
        if self.page is None:
            return {"first": str(replace_query_param(ici, curseurs.PARAMETRE, curseurs.DEBUT)), **voisines}
        numeros = {"first": 1, "last": self.page.paginator.num_pages}
        return {nom: str(replace_query_param(ici, "page", numero)) for nom, numero in numeros.items()} | voisines

    def reponse(self, documents: Sequence[str], inclus: bytes = b"") -> HttpResponse:
        """Join texts that are JSON already: no row is parsed nor serialized on read."""
        debut = orjson.dumps(self.enveloppe())[:-1]
        suite = b',"inclus":' + inclus if inclus else b""
        corps = b'%s%s,"resultats":[%s]}' % (debut, suite, ",".join(documents).encode())
        return en_json(corps)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the parameters for OpenAPI, with their bounds."""
        page, taille = super().get_schema_operation_parameters(view)
        page["schema"] |= {"minimum": 1, "examples": [1]}
        taille["schema"] |= {"minimum": 1, "maximum": TAILLE_MAXIMALE, "default": TAILLE_PAR_DEFAUT, "examples": [20]}
        curseur = {
            "name": curseurs.PARAMETRE,
            "required": False,
            "in": "query",
            "description": (
                "« * » pour commencer un parcours que les écritures ne dérangent pas, puis ce que donne « suivante » ; "
                "sans « tri », l’ordre est celui des identifiants. Ne se combine pas avec « page »."
            ),
            "schema": {"type": "string", "maxLength": 1000, "examples": [curseurs.DEBUT]},
        }
        return [page, taille, curseur]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the answer for OpenAPI."""
        lien = {"type": ["string", "null"], "format": "uri"}
        numero = {"type": ["integer", "null"], "minimum": 1}
        return {
            "type": "object",
            "required": ["total", "page", "pages", "suivante", "precedente", "licence", "resultats"],
            "properties": {
                "total": {"type": "integer", "description": "Nombre de résultats qui répondent aux filtres."},
                "page": {**numero, "description": "Numéro de cette page, à partir de 1 ; nul avec « curseur »."},
                "pages": {**numero, "description": "Nombre de pages ; nul avec « curseur »."},
                "suivante": {**lien, "description": "Adresse de la page suivante ; nul sur la dernière."},
                "precedente": {
                    **lien,
                    "description": "Adresse de la page précédente ; nul sur la première, et avec « curseur ».",
                },
                "licence": {"type": "string", "description": "Licence des données (identifiant SPDX)."},
                "inclus": INCLUS,
                "resultats": {**schema, "description": "Les résultats de cette page."},
            },
        }
