"""Gestures on many records at once: foreseen, made, written down, undone."""

from publication.actions.lots.execution import (
    LotImpossible,
    Prevision,
    annuler,
    demander_l_annulation,
    empechement_d_annuler,
    est_long,
    executer,
    ouvrir,
    prevoir,
    trop,
)
from publication.actions.lots.geste import GesteEnLot, gestes

__all__ = [
    "GesteEnLot",
    "LotImpossible",
    "Prevision",
    "annuler",
    "demander_l_annulation",
    "empechement_d_annuler",
    "est_long",
    "executer",
    "gestes",
    "ouvrir",
    "prevoir",
    "trop",
]
