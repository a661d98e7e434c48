"""What visitors do with their alerts, and what a digest leaves behind."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from publication.models import Alerte

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from publication.models import Reponse

DELAI_DE_CONFIRMATION = dt.timedelta(days=7)


class AlerteIntrouvable(Exception):
    """The alert was deleted, or never confirmed in time; nothing of it is left."""


@transaction.atomic
def demander(*, email: str, nature: str, requete: str, frequence: str, langue: str) -> Alerte:
    """Keep an alert that waits for the owner of the address; an alert confirmed already stays exactly as it is.

    ``requete`` is canonical. Asking again for one that waits gives it the new frequency and a new delay.
    """
    souhait = {"frequence": frequence, "langue": langue, "creee_le": timezone.now()}
    alerte, creee = Alerte.objects.get_or_create(email=email.lower(), nature=nature, requete=requete, defaults=souhait)
    if not creee and not alerte.est_confirmee:
        for nom, valeur in souhait.items():
            setattr(alerte, nom, valeur)
        alerte.save(update_fields=[*souhait])
    return alerte


@transaction.atomic
def confirmer_alerte(*, cle: UUID, reponse: Reponse, le: dt.date) -> Alerte:
    """Begin to follow: what answers on the day ``le`` is known, digests will say what comes after.

    Confirming twice changes nothing. Raises ``AlerteIntrouvable``.
    """
    alerte = _verrouiller(cle)
    if alerte.est_confirmee:
        return alerte
    alerte.confirmee_le, alerte.examinee_le = timezone.now(), le
    alerte.derniere_revision, alerte.vues = reponse.revision, reponse.vues
    alerte.save()
    return alerte


@transaction.atomic
def changer_frequence(*, cle: UUID, frequence: str) -> None:
    """Choose how often digests come. Raises ``AlerteIntrouvable``."""
    alerte = _verrouiller(cle)
    alerte.frequence = frequence
    alerte.save(update_fields=["frequence"])


def desabonner(*, cle: UUID) -> None:
    """Erase an alert, address included; erasing it twice is no error."""
    Alerte.objects.filter(pk=cle).delete()


def desabonner_l_adresse(*, email: str) -> None:
    """Erase every alert of an address, those that wait for a confirmation included."""
    Alerte.objects.filter(email=email.lower()).delete()


def purger(*, maintenant: dt.datetime) -> int:
    """Erase the alerts that nobody confirmed in time; return their number."""
    nombre, _par_modele = Alerte.objects.oubliees(maintenant - DELAI_DE_CONFIRMATION).delete()
    return nombre


@transaction.atomic
def avancer(*, alerte: Alerte, reponse: Reponse, le: dt.date, envoyer: Callable[[], object] | None) -> bool:
    """Remember what a digest said and send it, together; whether this call did it.

    Nothing happens when the alert was deleted, or read by someone else since ``alerte`` was. The message leaves last:
    when it cannot, what was written is undone and the next reading finds the same news. A crash between the message and
    the commit can repeat that one message, never those before it.
    """
    attendue = Alerte.objects.actives().filter(
        pk=alerte.pk, derniere_revision=alerte.derniere_revision, examinee_le=alerte.examinee_le
    )
    verrouillee = attendue.select_for_update(skip_locked=True).sans_memoire().first()
    if verrouillee is None:
        return False
    verrouillee.derniere_revision, verrouillee.examinee_le = reponse.revision, le
    ecrits = ["derniere_revision", "examinee_le"]
    if reponse.vues != alerte.vues:
        verrouillee.vues = reponse.vues
        ecrits.append("vues")
    if envoyer is not None:
        verrouillee.dernier_envoi_le = timezone.now()
        ecrits.append("dernier_envoi_le")
    verrouillee.save(update_fields=ecrits)
    if envoyer is not None:
        envoyer()
    return True


def _verrouiller(cle: UUID) -> Alerte:
    alerte = Alerte.objects.select_for_update().filter(pk=cle).first()
    if alerte is None:
        raise AlerteIntrouvable
    return alerte
