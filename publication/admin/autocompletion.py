"""Autocompleted fields in the rows of a form, without a query a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adminsortable2.admin import CustomInlineFormSet
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.forms import BaseInlineFormSet
from django.utils.text import capfirst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import ForeignKey, QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest


if TYPE_CHECKING:
    JeuDeDjango = BaseInlineFormSet[Any, Any, Any]
else:
    JeuDeDjango = BaseInlineFormSet


class ChoixConnuMixin:
    """Autocompleted choice whose present value is known: Django's own asks the database for each widget."""

    connus: dict[str, str] = {}
    is_required: bool
    allow_multiple_selected: bool

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> Any:
        """Give the present value alone, from memory when it is there."""
        choisis = [str(choisi) for choisi in value if choisi]
        if any(choisi not in self.connus for choisi in choisis):
            return super().optgroups(name, value, attrs)  # type: ignore[misc]  # the widget it is mixed into has it
        champ: Any = self
        vide = not (self.is_required or self.allow_multiple_selected)
        options = [champ.create_option(name, "", "", False, 0)] if vide else []  # noqa: FBT003  # Django's signature
        options += [
            champ.create_option(name, choisi, self.connus[choisi], True, rang)  # noqa: FBT003  # Django's signature
            for rang, choisi in enumerate(choisis, start=len(options))
        ]
        return [(None, options, 0)]


class ChoixConnu(ChoixConnuMixin, AutocompleteSelect):
    """One record."""


class ChoixConnus(ChoixConnuMixin, AutocompleteSelectMultiple):
    """Several records."""


class JeuMixin:
    """Rows that tell their autocompleted fields what they hold, and each field its name: a table has no labels."""

    def add_fields(self, form: ModelForm[Any], index: int | None) -> None:
        """Pass to each field the label of the record that the row is joined with."""
        super().add_fields(form, index)  # type: ignore[misc]  # the formset it is mixed into has it
        for nom, champ in form.fields.items():
            choix = getattr(champ.widget, "widget", None)
            (choix or champ.widget).attrs.setdefault("aria-label", capfirst(str(champ.label or nom)))
            liee = getattr(form.instance, nom, None) if isinstance(choix, ChoixConnu) else None
            if isinstance(choix, ChoixConnu) and liee is not None:
                choix.connus = {str(liee.pk): str(liee)}


class Jeu(JeuMixin, JeuDeDjango):
    """Rows of a part."""


class JeuOrdonne(JeuMixin, CustomInlineFormSet):
    """Rows of a part that staff put in order."""


class PartieMixin:
    """Inline whose autocompleted fields are read with its rows."""

    admin_site: Any

    def champs_autocompletes(self) -> tuple[str, ...]:
        """Names of the autocompleted fields of the rows."""
        return tuple(getattr(self, "autocomplete_fields", ()))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the records that the rows refer to in the same query."""
        lignes: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]  # the inline has it
        return lignes.select_related(*champs) if (champs := self.champs_autocompletes()) else lignes

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Use the choice that knows its value."""
        if db_field.name in self.champs_autocompletes():
            kwargs["widget"] = ChoixConnu(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # the inline has it
