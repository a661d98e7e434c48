"""Mandates that end: after an election, those of many elected contacts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from collectivites.models import Contact
from publication.actions import fiches_concernees, synchroniser, verrouiller_revisions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from django.contrib.auth.models import AbstractBaseUser

CHAMPS = ["mandat_fin", "est_archive"]


class MandatImpossible(Exception):
    """The mandates cannot be ended so; the message says why, in French."""


@transaction.atomic
def terminer_mandats(
    *, cles: Collection[int], fin: dt.date, le: dt.date, archiver: bool, par: AbstractBaseUser
) -> list[Contact]:
    """End the mandates in course of the chosen contacts on the day ``fin``; return those that were ended.

    ``archiver`` takes them off the public sheets as well. A mandate that began after ``fin`` is a new one, and goes on.
    The history of each contact is the journal. Raises ``MandatImpossible`` for a day to come: the sheets would say
    ended what is not.
    """
    if fin > le:
        raise MandatImpossible(_("La fin des mandats ne peut pas être à venir : corrigez la date."))
    verrouiller_revisions()
    finis = list(Contact.objects.filter(pk__in=cles).finissant(fin).select_for_update(of=("self",)))
    for contact in finis:
        contact.mandat_fin, contact.est_archive = fin, archiver
    _ecrire(finis, par, _("Mandats terminés le %(jour)s") % {"jour": f"{fin:%d/%m/%Y}"})
    return finis


@transaction.atomic
def rouvrir_mandats(*, cles: Collection[int], par: AbstractBaseUser) -> list[Contact]:
    """Undo: the mandates of the chosen contacts go on, and those who were archived with them are back."""
    verrouiller_revisions()
    rouverts = list(Contact.objects.filter(pk__in=cles).finis().select_for_update(of=("self",)))
    for contact in rouverts:
        contact.mandat_fin, contact.est_archive = None, False
    _ecrire(rouverts, par, _("Mandats rouverts"))
    return rouverts


def _ecrire(contacts: list[Contact], par: AbstractBaseUser, raison: str) -> None:
    bulk_update_with_history(contacts, Contact, CHAMPS, default_user=par, default_change_reason=raison)
    synchroniser(fiches_concernees(contacts))
