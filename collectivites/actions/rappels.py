"""Remind referents of the sheets that are due for review."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from collectivites.models import Collectivite, Utilisateur
from publication.actions import verrouiller_revisions
from publication.actions.demandes import deja_demandees
from publication.actions.liens import LienImpossible, envoyer_un_lien

if TYPE_CHECKING:
    import datetime as dt

journal = logging.getLogger(__name__)


def rappeler_les_referents(*, maintenant: dt.datetime) -> int:
    """Send an update link to the referent of each public authority due for review; return how many were asked.

    The journal is that of the links, in the name of whoever verified the sheet last: nobody is asked twice within the
    delay, by a person or by this. ``RAPPELS_AUX_REFERENTS`` turns it off.
    """
    if not settings.RAPPELS_AUX_REFERENTS:
        return 0
    le = timezone.localtime(maintenant).date()
    referents = Utilisateur.adresses_des_referents()
    fiches = Collectivite.objects.publiees().selon_verification("perimee", le=le).filter(pk__in=referents)
    fiches = fiches.select_related("publication", "verifiee_par").order_by("pk")
    return sum(_rappeler(fiche, referents[fiche.pk], maintenant) for fiche in fiches)


@transaction.atomic
def _rappeler(fiche: Collectivite, email: str, maintenant: dt.datetime) -> bool:
    verrouiller_revisions()
    if fiche.verifiee_par is None or deja_demandees([fiche], maintenant=maintenant):
        return False
    message = _("La dernière vérification de votre fiche date du %(jour)s : elle est à relire.")
    jour = f"{fiche.verifiee_le:%d/%m/%Y}"
    try:
        envoyer_un_lien(fiche=fiche, email=email, par=fiche.verifiee_par, message=message % {"jour": jour})
    except LienImpossible as refus:
        journal.error("No reminder for %s: %s", fiche.pk, refus)
        return False
    return True
