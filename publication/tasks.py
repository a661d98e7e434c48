"""Jobs of this floor, run by ``manage.py procrastinate worker``."""

import logging

from procrastinate.contrib.django import app

from publication.actions import verifier

journal = logging.getLogger(__name__)


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="verifier_publications")
def verifier_publications(timestamp: int) -> int:
    """Each night, log every drift between the publications and the write tables; return their number."""
    ecarts = list(verifier())
    for ecart in ecarts:
        journal.error("Publication drift: %s %s, %s", ecart.nature, ecart.uid, ", ".join(ecart.colonnes))
    return len(ecarts)
