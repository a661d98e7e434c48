"""What a delivery says: which sheets changed and where to read them, nothing of what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from django.urls import reverse
from django.utils import timezone

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from publication.models.changement import Signale

CHANGEMENTS, ESSAI = "fiches.changees", "essai"
ETATS = ("publique", "retiree", "remplacee")


def des_changements(changes: Sequence[Signale], *, depuis: int, revision: int, le: dt.datetime) -> str:
    """Body of a delivery of changes, those after the revision ``depuis``, up to ``revision``."""
    return _corps(
        CHANGEMENTS,
        le,
        {
            "depuis": depuis,
            "revision": revision,
            "a_lire": f"{reverse('api:changements')}?depuis={depuis}",
            "changements": [_changement(change) for change in changes],
        },
    )


def d_un_essai(*, revision: int, le: dt.datetime) -> str:
    """Body of a delivery that only shows that deliveries arrive."""
    return _corps(ESSAI, le, {"depuis": revision, "revision": revision, "a_lire": None, "changements": []})


def _changement(change: Signale) -> dict[str, Any]:
    publique = change.retiree_le is None
    return {
        "revision": change.revision,
        "uid": change.uid,
        "nature": change.nature,
        "etat": "publique" if publique else "remplacee" if change.successeur else "retiree",
        "remplacee_par": change.successeur,
        "url": reverse(f"api:{change.nature}-detail", args=[change.uid]),
    }


def _corps(genre: str, le: dt.datetime, donnees: dict[str, Any]) -> str:
    return orjson.dumps({"type": genre, "timestamp": timezone.localtime(le), "data": donnees}).decode()
