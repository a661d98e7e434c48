"""Filters of the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.models.distinctes import valeurs_distinctes
from publication.regles import est_limite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from publication.models import FicheQuerySet


class AttenteFilter(admin.SimpleListFilter):
    """What waits, ``attente``, is shown unless something else is asked for; « all » is one of the choices given."""

    attente: ClassVar[str]

    def value(self) -> str:
        """Choice asked for; what waits when none is."""
        return super().value() or self.attente

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Choices without Django's « All », which would show what waits."""
        for valeur, nom in self.lookup_choices:
            yield {
                "selected": self.value() == valeur,
                "query_string": changelist.get_query_string({self.parameter_name: valeur}),
                "display": nom,
            }


class ValeursFilter(admin.AllValuesFieldListFilter):
    """Values of an indexed column, such as years: Django's own filter reads every row to know them."""

    def __init__(self, field: Any, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        """Ask the index, but for an account whose perimeter holds few rows."""
        super().__init__(field, request, *arguments, **options)
        if not est_limite(request.user):
            self.lookup_choices: Any = valeurs_distinctes(field)


class VerifieeFilter(admin.SimpleListFilter):
    """Sheets that are up to date, due for review, or never verified."""

    title = _("vérification")
    parameter_name = "verification"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The three cases."""
        return [("a_jour", _("à jour")), ("perimee", _("à revérifier")), ("jamais", _("jamais vérifiée"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> FicheQuerySet[Any] | None:
        """Keep the sheets of the chosen case, as of today."""
        valeur = self.value()
        if not valeur:
            return None
        fiches: FicheQuerySet[Any] = queryset.selon_verification(valeur, le=timezone.localdate())
        return fiches
