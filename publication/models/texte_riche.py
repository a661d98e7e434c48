"""Long texts of sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from publication.texte_riche.saisie import ChampTexteRiche, sans_retours

if TYPE_CHECKING:
    from collections.abc import Sequence

    Champ = models.TextField[Any, Any]
else:
    Champ = models.TextField


class TexteRiche(Champ):
    """Text in the small CommonMark of ``publication.texte_riche``; any plain text is one."""

    def formfield(self, **kwargs: Any) -> Any:
        """Field whose line ends mean nothing."""
        return super().formfield(**{"form_class": ChampTexteRiche, **kwargs})

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        """Leave a text that a form gives back as it was, to the byte."""
        if sans_retours(getattr(instance, self.attname) or "") != data:
            super().save_form_data(instance, data)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Migrations see a text: what it is written in is no business of the database."""
        nom, _chemin, arguments, options = super().deconstruct()
        return nom, "django.db.models.TextField", arguments, options
