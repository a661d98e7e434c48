"""Jobs of this floor, run by ``manage.py procrastinate worker``."""

import datetime as dt
import logging

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from publication.actions import verifier
from publication.actions.alertes import purger
from publication.actions.liens import effacer_les_adresses
from publication.alertes.envoi import EnvoiInterrompu, envoyer_les_dues

journal = logging.getLogger(__name__)
UNE_DEMI_HEURE = 1800


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="verifier_publications")
def verifier_publications(timestamp: int) -> int:
    """Each night, log every drift between the publications and the write tables; return their number."""
    ecarts = list(verifier())
    for ecart in ecarts:
        journal.error("Publication drift: %s %s, %s", ecart.nature, ecart.uid, ", ".join(ecart.colonnes))
    return len(ecarts)


@app.periodic(cron="20 5 * * *")
@app.task(
    queueing_lock="envoyer_alertes",
    lock="envoyer_alertes",
    retry=RetryStrategy(max_attempts=6, wait=UNE_DEMI_HEURE, retry_exceptions={EnvoiInterrompu}),
)
def envoyer_alertes(timestamp: int) -> int:
    """Each morning, send the digests of the day it is in France; return how many left. Tried again for three hours."""
    return envoyer_les_dues(le=timezone.localtime(_moment(timestamp)).date()).envoyees


@app.periodic(cron="50 2 * * *")
@app.task(queueing_lock="purger_alertes")
def purger_alertes(timestamp: int) -> int:
    """Each night, erase the alerts that nobody confirmed in time; return their number."""
    return purger(maintenant=_moment(timestamp))


@app.periodic(cron="55 2 * * *")
@app.task(queueing_lock="effacer_adresses_des_liens")
def effacer_adresses_des_liens(timestamp: int) -> int:
    """Each night, erase the addresses of the update links that ended a year ago; return their number."""
    return effacer_les_adresses(maintenant=_moment(timestamp))


def _moment(timestamp: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
