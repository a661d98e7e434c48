"""Messages that leave once what they tell of is written, and the moment when each did."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable

journal = logging.getLogger(__name__)


def faire_partir(objet: Any, envoyer: Callable[[Any], object], *, note: str = "parti_le") -> bool:
    """Send the message of ``objet``, write when in its field ``note``, and say whether it left.

    A refusal of the mail server leaves the field empty, and is logged; what the message says and whom it goes to never
    are.
    """
    try:
        envoyer(objet)
    except OSError as erreur:
        journal.error("The message of %s %s could not leave: %s", objet._meta.label, objet.pk, type(erreur).__name__)
        return False
    setattr(objet, note, timezone.now())
    objet.save(update_fields=[note])
    return True
