"""Jobs of this floor, run by ``manage.py procrastinate worker``."""

import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from collectivites.actions.avis import publier_les_prevenus
from collectivites.actions.consentements import expirer
from collectivites.actions.personnes import anonymiser
from collectivites.actions.rappels import rappeler_les_referents


@app.periodic(cron="10 3 * * *")
@app.task(queueing_lock="expirer_accords")
def expirer_accords(timestamp: int) -> None:
    """Each night, take back what consents that have expired made public; ``timestamp`` is the time due, in seconds."""
    expirer(_jour(timestamp))


@app.periodic(cron="15 3 * * *")
@app.task(queueing_lock="publier_les_prevenus")
def publier_contacts_prevenus(timestamp: int) -> int:
    """Each night, publish what notices announced for the day and nobody objected to; return their number."""
    return publier_les_prevenus(_jour(timestamp))


@app.periodic(cron="25 3 * * *")
@app.task(queueing_lock="anonymiser_contacts")
def anonymiser_contacts(timestamp: int) -> int:
    """Each night, erase the personal data of the contacts that no longer serve; return their number."""
    return anonymiser(_jour(timestamp))


@app.periodic(cron="15 6 * * 1")
@app.task(queueing_lock="rappeler_referents")
def rappeler_referents(timestamp: int) -> int:
    """Each Monday, ask referents to review what is due; return how many were asked."""
    return rappeler_les_referents(maintenant=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))


def _jour(timestamp: int) -> dt.date:
    return timezone.localtime(dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)).date()
