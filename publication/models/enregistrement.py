"""What every editable record shares: its history."""

from django.db import models
from simple_history.models import HistoricalRecords


class Enregistrement(models.Model):
    """An editable record: each of its past states is kept, with who changed it and when."""

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
