"""Filters of a list: a value that names nothing is not found, anything else that is wrong is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import status
from rest_framework.exceptions import ErrorDetail, ValidationError

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

INCONNU = "inconnu"
HORS_DES_CHOIX = "invalid_choice"


class ReferenceInconnue(ValidationError):
    """A value has the right form, and names nothing: a territory, a theme, an authority, a page."""

    status_code = status.HTTP_404_NOT_FOUND


class Filtrage(DjangoFilterBackend):
    """Rows that answer the ``FilterSet`` of the view."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """Raise what is wrong under the names of the parameters."""
        filtres = self.get_filterset(request, queryset, view)
        if filtres is None:
            return queryset
        if filtres.is_valid():
            retenues: QuerySet[Any] = filtres.qs
            return retenues
        erreurs: dict[str, Any] = filtres.form.errors.as_data()
        introuvable = all(_ne_designe_rien(filtres, nom, erreur) for nom, les in erreurs.items() for erreur in les)
        refus = ReferenceInconnue if introuvable else ValidationError
        raise refus({nom: [_detail(erreur) for erreur in les] for nom, les in erreurs.items()})


def _ne_designe_rien(filtres: Any, nom: str, erreur: Any) -> bool:
    """Whether the value could exist: the choices of the filter are read from the data."""
    lues = nom in filtres.filters and callable(filtres.filters[nom].extra.get("choices"))
    return erreur.code == INCONNU or (erreur.code == HORS_DES_CHOIX and lues)


def _detail(erreur: Any) -> ErrorDetail:
    return ErrorDetail(" ".join(erreur.messages), code=erreur.code or "invalid")
