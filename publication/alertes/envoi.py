"""Send the digests that are due, one alert at a time."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import TYPE_CHECKING

from publication.actions.alertes import avancer
from publication.alertes.courriels import envoyer_resume
from publication.alertes.lecture import RechercheIncomprise, resumer
from publication.models import Alerte

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

journal = logging.getLogger(__name__)
REFUS = (SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused)
"""The mail server lives, and does not want this message."""


class EnvoiInterrompu(Exception):
    """The mail server does not answer: what has left has left, the rest will leave next time."""


@dataclass(slots=True)
class Bilan:
    """What became of the alerts that were due."""

    envoyees: int = 0
    sans_nouvelle: int = 0
    en_echec: int = 0


def envoyer_les_dues(*, le: dt.date) -> Bilan:
    """Send the digests due on the day ``le``; a second call the same day sends nothing more.

    Each alert is read, sent and remembered by itself, so that a crash repeats one message at most. What a message says
    and whom it goes to is never logged. Raises ``EnvoiInterrompu``.
    """
    bilan = Bilan()
    try:
        for cle in Alerte.objects.dues(le).cles():
            _traiter(cle, le, bilan)
    except OSError as erreur:
        journal.error("Digests interrupted: %s", type(erreur).__name__)
        raise EnvoiInterrompu(str(bilan)) from None
    return bilan


def _traiter(cle: UUID, le: dt.date, bilan: Bilan) -> None:
    alerte = Alerte.objects.dues(le).filter(pk=cle).first()
    if alerte is None:  # deleted, or sent by someone else, since the list was made
        return
    try:
        resume = resumer(alerte)
        envoyer = partial(envoyer_resume, alerte, resume) if resume.nombre else None
        if avancer(alerte=alerte, reponse=resume.reponse, le=le, envoyer=envoyer):
            bilan.envoyees += envoyer is not None
            bilan.sans_nouvelle += envoyer is None
    except RechercheIncomprise:
        journal.warning("Alert %s: its search is no longer understood", cle)
        bilan.en_echec += 1
    except REFUS as erreur:
        journal.warning("Alert %s: the mail server refused its digest (%s)", cle, type(erreur).__name__)
        bilan.en_echec += 1
