"""The fields that no import overwrites, ticked on the record itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst

if TYPE_CHECKING:
    from django.db.models import Field
    from django.http import HttpRequest


class ProtectionMixin:
    """Screens of records that have ``champs_proteges``."""

    model: Any

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the fields of the record by the names that the form gives them."""
        if db_field.name != "champs_proteges":
            return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # the admin has it
        return forms.MultipleChoiceField(
            choices=[
                (champ.name, capfirst(str(champ.verbose_name)))
                for champ in (*self.model._meta.concrete_fields, *self.model._meta.many_to_many)
                if champ.editable and not champ.primary_key and champ.name != "champs_proteges"
            ],
            required=False,
            label=capfirst(str(db_field.verbose_name)),
            help_text=db_field.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
