"""Lists of the administration that cost the same for a hundred rows as for a hundred thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR
from django.core.paginator import Paginator
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    Pages = Paginator[Any]
else:
    Pages = Paginator

LIGNES_COMPTEES = 10_000
TROUVEES_COMPTEES = 1_000
"""Where a count stops: that of a list, and that of a search, which reads more for each row that it counts."""
PAGES_AU_PLUS = 1_000_000
AUTOCOMPLETION = "autocomplete"


class PlusDe(int):
    """A count that stopped at the first row too many: shown as « plus de 10 000 »."""

    est_borne = True

    def __str__(self) -> str:
        return gettext("plus de %(nombre)s") % {"nombre": number_format(int(self) - 1, force_grouping=True)}


class PaginateurBorne(Pages):
    """Pages of a list whose rows are counted up to ``au_plus``."""

    def __init__(self, *arguments: Any, au_plus: int, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.au_plus = au_plus

    @cached_property
    def count(self) -> int:
        """Number of rows, or one more than the bound."""
        lignes: Any = self.object_list
        nombre: int = lignes.order_by()[: self.au_plus + 1].count()
        return PlusDe(nombre) if nombre > self.au_plus else nombre


class GrandeListeMixin:
    """Lists and autocompletions whose counts are bounded."""

    show_full_result_count = False

    def get_paginator(
        self, request: HttpRequest, queryset: QuerySet[Any], per_page: int, *arguments: Any, **options: Any
    ) -> Pages:
        """Count as many rows as the screen says, and always as far as the page asked for."""
        autocomplete = request.resolver_match is not None and request.resolver_match.url_name == AUTOCOMPLETION
        page = request.GET.get("page" if autocomplete else PAGE_VAR, "1")
        jusqu_ici = min(int(page), PAGES_AU_PLUS) * per_page if page.isdecimal() else 0
        if not autocomplete:
            jusqu_ici = max(jusqu_ici, TROUVEES_COMPTEES if request.GET.get(SEARCH_VAR) else LIGNES_COMPTEES)
        return PaginateurBorne(queryset, per_page, *arguments, au_plus=max(jusqu_ici, per_page), **options)
