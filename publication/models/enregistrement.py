"""What every editable record shares: its history; and what imports never overwrite in some."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Enregistrement(models.Model):
    """An editable record: each of its past states is kept, with who changed it and when.

    ``restaurable`` says whether a past state may be written back: it is not for a right that was taken back, nor for
    what was decided.
    """

    restaurable: ClassVar[bool] = True

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True

    def absorber(self, perdu: Self) -> None:
        """Take from a duplicate that is merged into this record what nobody chooses; nothing for most."""

    def laisser_une_redirection(self, vers: Self) -> None:
        """Lead whoever knew this record, about to be deleted, to the one that it was merged into."""


def champs_proteges() -> ArrayField[Any, Any]:
    """Field that names what imports never overwrite in a record."""
    return ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("champs protégés"),
        default=list,
        blank=True,
        help_text=_("Ce qu’aucun import de fichier ne remplace sur cet enregistrement."),
    )
