"""Who did what to a sheet, and when: its changes of state, read in its history."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from publication.models.fiche import Statut

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from publication.models.fiche import Fiche

GESTES = {
    Statut.A_RELIRE: _("relecture demandée"),
    Statut.PUBLIEE: _("publiée"),
    Statut.RETIREE: _("retirée"),
    Statut.BROUILLON: _("renvoyée pour correction"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Etape:
    """A change of state; ``par`` is ``None`` when a command made it."""

    geste: Any
    le: dt.datetime
    par: Any
    motif: str = ""


def parcours(fiche: Fiche) -> list[Etape]:
    """Creation, changes of state with their reasons, last modification, the oldest first; one query."""
    versions = list(fiche.history.select_related("history_user").order_by("history_id"))
    if not versions:
        return []
    etapes = [_etape(_("créée"), versions[0]), *_changements(versions)]
    derniere = versions[-1]
    if derniere.history_date > etapes[-1].le:
        etapes.append(_etape(_("modifiée"), derniere))
    return etapes


def _changements(versions: list[Any]) -> Iterable[Etape]:
    for avant, apres in itertools.pairwise(versions):
        if avant.statut != apres.statut:
            yield _etape(GESTES[Statut(apres.statut)], apres, apres.motif_retrait or apres.history_change_reason or "")


def _etape(geste: Any, version: Any, motif: str = "") -> Etape:
    return Etape(geste=geste, le=version.history_date, par=version.history_user, motif=motif)
