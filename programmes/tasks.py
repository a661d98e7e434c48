"""Jobs of this floor, run by ``manage.py procrastinate worker``."""

import datetime as dt

from procrastinate.contrib.django import app

from programmes.actions.reprise import effacer_les_anciennes


@app.periodic(cron="35 2 * * *")
@app.task(queueing_lock="effacer_reprises")
def effacer_reprises(timestamp: int) -> int:
    """Each night, erase the documents taken over that no longer serve; return their number."""
    return effacer_les_anciennes(maintenant=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))
