"""Forget documents that no longer serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from programmes.models import Reprise

if TYPE_CHECKING:
    import datetime as dt


@transaction.atomic
def effacer_les_anciennes(*, maintenant: dt.datetime) -> int:
    """Erase old documents with what was read in them; their drafts stay. Return how many went."""
    return Reprise.objects.a_effacer(maintenant).delete()[0]
