"""Say that someone has a form open, or leaves it; forget those who gave no sign."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from publication.models import Presence
from publication.models.presence import SANS_SIGNE

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model

SURSIS = dt.timedelta(seconds=45)
"""How long someone who closes a page is still held to be there: the same person may have another, or open it again."""


@transaction.atomic
def signaler_presence(*, objet: Model, par: AbstractBaseUser, maintenant: dt.datetime) -> None:
    """Keep ``par`` present on ``objet``; whoever had stopped giving signs comes in anew."""
    Presence.objects.sur(objet).eteintes(maintenant).delete()
    Presence.objects.bulk_create(
        [
            Presence(
                modele=objet._meta.label_lower,
                objet=str(objet.pk),
                compte_id=par.pk,
                ouverte_le=maintenant,
                vue_le=maintenant,
            )
        ],
        update_conflicts=True,
        unique_fields=["modele", "objet", "compte"],
        update_fields=["vue_le"],
    )


def quitter(*, objet: Model, par: AbstractBaseUser, maintenant: dt.datetime) -> None:
    """Let the presence of ``par`` on ``objet`` end after ``SURSIS``."""
    Presence.objects.sur(objet).filter(compte=par.pk).update(vue_le=maintenant - SANS_SIGNE + SURSIS)


def purger_presences(*, maintenant: dt.datetime) -> int:
    """Forget the presences that ended on records that nobody opened since; return their number."""
    return Presence.objects.eteintes(maintenant).delete()[0]
