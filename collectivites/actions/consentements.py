"""Consents that end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from collectivites.models import Consentement
from publication.actions import fiches_concernees, synchroniser

if TYPE_CHECKING:
    import datetime as dt

RAISON = "Accord arrivé à expiration"


@transaction.atomic
def expirer(le: dt.date) -> int:
    """Take back the consents that expire by the day ``le``, and what they made public; return their number."""
    expires = list(Consentement.objects.a_retirer(le).select_for_update(of=("self",)))
    for consentement in expires:
        consentement.retire_le = consentement.expire_le
    bulk_update_with_history(expires, Consentement, ["retire_le"], default_change_reason=RAISON)
    synchroniser(fiches_concernees(expires))
    return len(expires)
