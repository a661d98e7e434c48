"""What every editable record shares: its history."""

from typing import ClassVar

from django.db import models
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
