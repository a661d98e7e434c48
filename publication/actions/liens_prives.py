"""Make a private link to a preview, count its openings, revoke it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from publication.actions.liens import GARDE_DES_ADRESSES
from publication.models import LienPrive, Statut

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from publication.models import Fiche

DUREES = (1, 7, 14, 30)
"""Days that a link may last."""
LONGUEUR_DU_TITRE = 300


class LienPriveImpossible(Exception):
    """The link cannot be made; the message says why, in French."""


def creer_un_lien_prive(*, fiche: Fiche, jours: int, par: AbstractBaseUser, pour: str = "") -> LienPrive:
    """Make a link that shows a sheet for some days. Raises ``LienPriveImpossible`` for one that is or was public."""
    if fiche.est_publique or fiche.statut == Statut.RETIREE:
        raise LienPriveImpossible(_("Cette fiche est publiée ou retirée : un lien privé n’y mènerait pas."))
    if jours not in DUREES:
        raise LienPriveImpossible(_("Choisissez l’une des durées proposées."))
    maintenant = timezone.now()
    return LienPrive.objects.create(
        nature=fiche.nature.value,
        fiche=fiche.uid,
        titre=str(fiche)[:LONGUEUR_DU_TITRE],
        pour=pour.strip(),
        cree_le=maintenant,
        cree_par_id=par.pk,
        expire_le=maintenant + dt.timedelta(days=jours),
    )


def compter_l_ouverture(*, lien: LienPrive, maintenant: dt.datetime) -> None:
    """Keep in the journal that the link was opened; nobody knows by whom."""
    LienPrive.objects.filter(pk=lien.pk).update(ouvertures=F("ouvertures") + 1, ouvert_le=maintenant)


@transaction.atomic
def revoquer_un_lien_prive(*, lien: LienPrive, par: AbstractBaseUser) -> None:
    """Make a link useless at once; revoking it twice changes nothing."""
    verrouille = LienPrive.objects.select_for_update(of=("self",)).get(pk=lien.pk)
    if verrouille.revoque_le is None:
        verrouille.revoque_le, verrouille.revoque_par_id = timezone.now(), par.pk
        verrouille.save(update_fields=["revoque_le", "revoque_par"])


def effacer_les_destinataires(*, maintenant: dt.datetime) -> int:
    """Erase for whom the links that ended long ago were; return their number."""
    return LienPrive.objects.oublies(maintenant - GARDE_DES_ADRESSES).update(pour="")
