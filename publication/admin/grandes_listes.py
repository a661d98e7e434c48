"""Lists of the administration that cost the same for a hundred rows as for a hundred thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR, SEARCH_VAR
from django.core.paginator import Paginator
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext

from publication.models.chercher import chercher, parmi_les_siennes

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    Pages = Paginator[Any]
else:
    Pages = Paginator

LIGNES_COMPTEES = 10_000
TROUVEES_COMPTEES = 1_000
"""Where a count stops: that of a list, and that of a search or of a choice, which reads more for each row."""
PAGES_AU_PLUS = 1_000_000
AUTOCOMPLETION = "autocomplete"


class PlusDe(int):
    """A count that stopped at the first row too many: shown as « plus de 10 000 »."""

    est_borne = True

    def __str__(self) -> str:
        return gettext("plus de %(nombre)s") % {"nombre": number_format(int(self) - 1, force_grouping=True)}


class PaginateurBorne(Pages):
    """Pages of a list whose rows are counted up to ``au_plus``."""

    def __init__(self, *arguments: Any, au_plus: int, sont_trouvees: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.au_plus, self.sont_trouvees = au_plus, sont_trouvees

    @cached_property
    def count(self) -> int:
        """Number of rows, or one more than the bound."""
        lignes: Any = self.object_list
        nombre: int = lignes.order_by()[: self.au_plus + 1].count()
        return PlusDe(nombre) if nombre > self.au_plus else nombre

    def page(self, number: Any) -> Any:
        """Rows of a page; the keys of the few that a search found are read first, whatever order is asked for.

        Otherwise PostgreSQL may read the whole table in this order, in the hope of meeting them soon.
        """
        if self.sont_trouvees and self.count <= TROUVEES_COMPTEES:
            lignes: Any = self.object_list
            self.object_list = parmi_les_siennes(lignes)
        return super().page(number)


class GrandeListeMixin:
    """Lists and autocompletions whose counts are bounded, and whose search leans on indexes.

    ``search_fields`` name fields, whose words are looked for whatever their accents and their case. A path to a model
    that declares ``cherche`` looks for all of its words.
    """

    show_full_result_count = False

    def get_paginator(
        self, request: HttpRequest, queryset: QuerySet[Any], per_page: int, *arguments: Any, **options: Any
    ) -> Pages:
        """Count as many rows as the screen says, and always as far as the page asked for."""
        choix = request.resolver_match is not None and request.resolver_match.url_name == AUTOCOMPLETION
        page = request.GET.get("page" if choix else PAGE_VAR, "1")
        trouvees = bool(request.GET.get("term" if choix else SEARCH_VAR, "").strip())
        jusqu_ici = min(int(page), PAGES_AU_PLUS) * per_page if page.isdecimal() else per_page
        borne = TROUVEES_COMPTEES if trouvees else per_page if choix else LIGNES_COMPTEES
        au_plus = max(jusqu_ici, borne)
        return PaginateurBorne(queryset, per_page, *arguments, au_plus=au_plus, sont_trouvees=trouvees, **options)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Rows that say every word; those that the text designates come first, unless a column gives the order."""
        if not search_term.strip():
            return queryset, False
        chemins = self.get_search_fields(request)  # type: ignore[attr-defined]  # ModelAdmin has it
        return chercher(queryset, chemins, search_term, exactes_d_abord=ORDER_VAR not in request.GET), False
