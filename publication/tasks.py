"""Jobs of this floor, run by ``manage.py procrastinate worker``."""

import datetime as dt
import logging
from contextlib import suppress

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from publication.actions import lots, verifier
from publication.actions.alertes import purger
from publication.actions.doublons import chercher_doublons
from publication.actions.importer import ecrire_import, purger_imports, verifier_import
from publication.actions.jetons import purger_les_acces, relever_les_usages
from publication.actions.liens import effacer_les_adresses
from publication.actions.liens_prives import effacer_les_destinataires
from publication.actions.presence import purger_presences
from publication.actions.verifier_liens import verifier_liens
from publication.actions.webhooks import livrer, preparer_livraisons, purger_le_journal
from publication.alertes.envoi import EnvoiInterrompu, envoyer_les_dues
from publication.editions.editer import editer
from publication.editions.horaires import CRON
from publication.models import Livraison

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


@app.periodic(cron=CRON)
@app.task(queueing_lock="exporter_donnees", lock="exporter_donnees")
def exporter_donnees(timestamp: int) -> int:
    """Each night, and as soon as something was taken back from the public, write the full exports; return their size.

    ``timestamp`` is the time due, 0 for as soon as possible; the size is in bytes.
    """
    return sum(fichier.taille for fichier in editer().fichiers)


@app.periodic(cron="50 2 * * *")
@app.task(queueing_lock="purger_alertes")
def purger_alertes(timestamp: int) -> int:
    """Each night, erase the alerts that nobody confirmed in time; return their number."""
    return purger(maintenant=_moment(timestamp))


@app.periodic(cron="55 2 * * *")
@app.task(queueing_lock="effacer_adresses_des_liens")
def effacer_adresses_des_liens(timestamp: int) -> int:
    """Each night, erase for whom the links that ended a year ago were, of updates or previews; return their number."""
    return effacer_les_adresses(maintenant=_moment(timestamp)) + effacer_les_destinataires(
        maintenant=_moment(timestamp)
    )


@app.periodic(cron="35 2 * * *")
@app.task(queueing_lock="purger_presences")
def purger_presences_eteintes(timestamp: int) -> int:
    """Each night, forget who had which form open; return how many rows went."""
    return purger_presences(maintenant=_moment(timestamp))


@app.periodic(cron="20 4 * * *")
@app.task(queueing_lock="chercher_doublons")
def chercher_les_doublons(timestamp: int) -> int:
    """Each night, look for records that look like one; return how many pairs wait for a decision."""
    return chercher_doublons()


@app.periodic(cron="10 4 * * 0")
@app.task(queueing_lock="visiter_liens", lock="visiter_liens")
def visiter_liens(timestamp: int) -> int:
    """Each Sunday, visit the links of public sheets; return how many failed. Another job takes up what is left."""
    passage = verifier_liens(maintenant=_moment(timestamp))
    if passage.visites and passage.restes:
        app.configure_task(name=visiter_liens.name).defer(timestamp=timestamp)
    return passage.en_panne


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="relever_les_usages")
def relever_les_usages_des_jetons(timestamp: int) -> int:
    """Every five minutes, write down what tokens were used for; return how many were used today."""
    return relever_les_usages(maintenant=_moment(timestamp))


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="prevenir_les_webhooks", lock="prevenir_les_webhooks")
def prevenir_les_webhooks(timestamp: int) -> int:
    """Every minute, write what changed for each webhook and send what is due; return how many deliveries leave.

    What waits is in the journal, with the time of its next attempt: a job that was lost is asked for again a minute
    later, and one that is already there is not doubled.
    """
    maintenant = _moment(timestamp)
    preparer_livraisons(maintenant=maintenant)
    dues = list(Livraison.objects.a_envoyer(le=maintenant).values_list("pk", "webhook_id"))
    for cle, webhook in dues:
        with suppress(AlreadyEnqueued), transaction.atomic():
            livrer_une.configure(lock=f"webhook-{webhook}", queueing_lock=f"livraison-{cle}").defer(cle=cle)
    return len(dues)


@app.task
def livrer_une(cle: int) -> None:
    """Send one delivery; those of a webhook leave one after the other."""
    livrer(cle=cle)


@app.periodic(cron="45 2 * * *")
@app.task(queueing_lock="purger_les_acces")
def purger_les_acces_anciens(timestamp: int) -> int:
    """Each night, forget old usages, answers kept for repeated requests and deliveries; return their number."""
    maintenant = _moment(timestamp)
    return purger_les_acces(maintenant=maintenant) + purger_le_journal(maintenant=maintenant)


@app.task(lock="imports")
def verifier_depot(cle: int) -> None:
    """Say what a long file would write."""
    verifier_import(cle, avancer_en_base=True)


@app.task(lock="imports")
def ecrire_depot(cle: int, par: int) -> None:
    """Write a long file, in the name of the account ``par``."""
    ecrire_import(cle, par=get_user_model().objects.get(pk=par), avancer_en_base=True)


@app.task(lock="lots")
def executer_lot(cle: int) -> None:
    """Make a gesture on many records."""
    lots.executer(cle, avancer_en_base=True)


@app.task(lock="lots")
def annuler_lot(cle: int) -> None:
    """Undo one."""
    lots.annuler(cle, avancer_en_base=True)


@app.periodic(cron="30 2 * * *")
@app.task(queueing_lock="purger_imports")
def purger_imports_anciens(timestamp: int) -> int:
    """Each night, forget the files of imports older than thirty days; return their number."""
    return purger_imports(_moment(timestamp))


def _moment(timestamp: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
