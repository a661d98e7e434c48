"""Jobs of this floor, run by ``manage.py procrastinate worker``."""

import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from collectivites.actions.consentements import expirer


@app.periodic(cron="10 3 * * *")
@app.task(queueing_lock="expirer_accords")
def expirer_accords(timestamp: int) -> None:
    """Each night, take back what consents that have expired made public; ``timestamp`` is the time due, in seconds."""
    expirer(timezone.localtime(dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)).date())
