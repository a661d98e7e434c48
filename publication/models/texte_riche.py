"""Long texts of sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Sequence

    Champ = models.TextField[Any, Any]
else:
    Champ = models.TextField


class TexteRiche(Champ):
    """Text in the small CommonMark of ``publication.texte_riche``; any plain text is one."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Migrations see a text: what it is written in is no business of the database."""
        nom, _chemin, arguments, options = super().deconstruct()
        return nom, "django.db.models.TextField", arguments, options
