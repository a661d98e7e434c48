"""Visit the links of public sheets, and remember which ones fail; nothing is ever withdrawn for that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from publication.liens_des_fiches import PAUSE, liens_publics, visiter_tout
from publication.models import LienVerifie
from publication.models.lien_verifie import PAR_SEMAINE, RESERVES
from publication.sortants import demander as demander_au_reseau

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from publication.liens_des_fiches import Constat, Demander

DUREE_D_UN_PASSAGE = 900.0
"""Seconds after which a passage stops, so that other jobs are not kept waiting; the next one takes up the rest."""
LIENS_D_UN_PASSAGE = 5_000
ERREURS = 400
TAILLE_DE_LOT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What a passage did: links visited, among them those that failed, and those left for the next one."""

    visites: int
    en_panne: int
    restes: int


@transaction.atomic
def recenser() -> int:
    """Bring the table of links in step with the public documents; return how many links there are."""
    publics = liens_publics()
    connus = {lien.adresse: lien for lien in LienVerifie.objects.select_for_update().order_by("pk")}
    LienVerifie.objects.filter(pk__in=[lien.pk for a, lien in connus.items() if a not in publics]).delete()
    nouveaux = [LienVerifie(adresse=a, fiches=sorted(uids)) for a, uids in publics.items() if a not in connus]
    LienVerifie.objects.bulk_create(nouveaux, batch_size=TAILLE_DE_LOT)
    changes = []
    for adresse, uids in publics.items():
        lien = connus.get(adresse)
        if lien is not None and lien.fiches != sorted(uids):
            lien.fiches = sorted(uids)
            changes.append(lien)
    LienVerifie.objects.bulk_update(changes, ["fiches"], batch_size=TAILLE_DE_LOT)
    return len(publics)


def a_verifier(*, maintenant: dt.datetime) -> list[LienVerifie]:
    """Links that this passage would visit: those not seen for a week."""
    return list(LienVerifie.objects.a_verifier(avant=maintenant - PAR_SEMAINE)[:LIENS_D_UN_PASSAGE])


def verifier_liens(
    *,
    maintenant: dt.datetime,
    cles: Collection[int] | None = None,
    demander: Demander = demander_au_reseau,
    pause: float = PAUSE,
    duree: float = DUREE_D_UN_PASSAGE,
) -> Passage:
    """Visit the links that are due, or those of ``cles``, and write what each one answered.

    No transaction is held while sites answer. A link that fails twice on one day has failed once.
    """
    if cles is None:
        recenser()
        liens = a_verifier(maintenant=maintenant)
    else:
        liens = list(LienVerifie.objects.filter(pk__in=cles))
    par_adresse = {lien.adresse: lien for lien in liens}
    visites = en_panne = 0
    for adresse, constat in visiter_tout(par_adresse, demander=demander, pause=pause, duree=duree):
        visites += 1
        en_panne += _noter(par_adresse[adresse].pk, constat, maintenant)
    restes = LienVerifie.objects.a_verifier(avant=maintenant - PAR_SEMAINE).count()
    return Passage(visites=visites, en_panne=en_panne, restes=restes)


def echoue(constat: Constat) -> bool:
    """Whether a visit found nothing that people could read."""
    return bool(constat.panne) or ((constat.statut or 0) >= ERREURS and constat.statut not in RESERVES)


@transaction.atomic
def _noter(cle: int, constat: Constat, maintenant: dt.datetime) -> bool:
    """Write what a visit gave; whether it failed."""
    lien = LienVerifie.objects.select_for_update().filter(pk=cle).first()
    en_panne = echoue(constat)
    if lien is None:
        return en_panne
    jour = timezone.localtime(maintenant).date()
    deja = lien.echecs and lien.verifie_le and timezone.localtime(lien.verifie_le).date() == jour
    lien.statut, lien.panne, lien.mene_a = constat.statut, constat.panne, constat.mene_a
    lien.echecs = (lien.echecs + (not deja)) if en_panne else 0
    lien.premiere_panne_le = (lien.premiere_panne_le or jour) if en_panne else None
    lien.verifie_le = maintenant
    lien.save()
    return en_panne
