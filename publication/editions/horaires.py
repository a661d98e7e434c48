"""When full exports are written."""

from __future__ import annotations

import datetime as dt

from procrastinate.contrib.django.models import ProcrastinateJob

from publication.actions.reculs import TACHE

HEURE, MINUTE = 4, 10
"""Each night, UTC: after what the night takes back."""
CRON = f"{MINUTE} {HEURE} * * *"


def prochaine(maintenant: dt.datetime) -> dt.datetime:
    """When the next export begins at the latest, if nothing asks for one before."""
    utc = maintenant.astimezone(dt.UTC)
    aujourdhui = utc.replace(hour=HEURE, minute=MINUTE, second=0, microsecond=0)
    return aujourdhui if aujourdhui > utc else aujourdhui + dt.timedelta(days=1)


def est_demandee() -> bool:
    """Whether an export waits to be written, or is being written."""
    return ProcrastinateJob.objects.filter(task_name=TACHE, status__in=["todo", "doing"]).exists()
