"""What people changed of some records, or of their parts, since a gesture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publication.models.historique import dernieres, histoire, parties

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from django.db.models import Model

    from publication.models import LotLigne
    from publication.models.historique import Partie

    Trace = tuple[dt.datetime, Any]


def dernieres_versions(modele: Any, cles: Collection[Any]) -> dict[Any, int]:
    """Last row of the history of each record, by key; none for a model without history. One query."""
    if not hasattr(modele, "history"):
        return {}
    return dict(dernieres(modele, cles).values_list(modele._meta.pk.attname, "history_id"))


def changees_depuis(modele: Any, lignes: Mapping[Any, LotLigne], *, depuis: dt.datetime) -> dict[Any, str]:
    """Why records are no longer as a gesture left them, by key; a number of queries that depends on the model alone.

    The record has a later row in its history than the one that the gesture wrote, or a part of it was written after
    ``depuis``, the moment when the gesture was done.
    """
    traces = _traces_des_fiches(modele, lignes)
    racines: dict[Any, dict[Any, Any]] = {modele: {cle: cle for cle in lignes}}
    for partie in parties(modele):
        for cle, trace in _traces_des_parties(partie, racines, depuis).items():
            traces[cle] = max(traces.get(cle, trace), trace)
    comptes = get_user_model()._default_manager.in_bulk({par for _le, par in traces.values() if par})
    return {cle: _dire(le, comptes.get(par)) for cle, (le, par) in traces.items()}


def _traces_des_fiches(modele: Any, lignes: Mapping[Any, LotLigne]) -> dict[Any, Trace]:
    numeros = dernieres_versions(modele, list(lignes))
    ecrites = [numeros[cle] for cle, ligne in lignes.items() if numeros.get(cle, ligne.version) != ligne.version]
    attname = modele._meta.pk.attname
    versions = histoire(modele).filter(history_id__in=ecrites) if ecrites else []
    return {getattr(version, attname): (version.history_date, version.history_user_id) for version in versions}


def _traces_des_parties(
    partie: Partie, racines: dict[type[Model], dict[Any, Any]], depuis: dt.datetime
) -> dict[Any, Trace]:
    """Last writing of a part of each record since a moment; remembers which record each row of it belongs to."""
    pk = partie.modele._meta.pk.attname
    champ: Any = partie.modele._meta.get_field(partie.champ)
    parentes = racines[partie.parente]
    siennes = partie.modele._base_manager.filter(**{f"{champ.attname}__in": parentes})
    connues = {cle: parentes[parente] for cle, parente in siennes.values_list("pk", champ.attname)}
    traces: dict[Any, Trace] = {}
    recentes = histoire(partie.modele).filter(history_date__gt=depuis).order_by("history_date", "history_id")
    for cle, parente, le, par in recentes.values_list(pk, champ.attname, "history_date", "history_user_id"):
        if parente in parentes:
            connues.setdefault(cle, parentes[parente])
            traces[parentes[parente]] = (le, par)
    racines.setdefault(partie.modele, {}).update(connues)
    return traces


def _dire(le: dt.datetime, par: Any) -> str:
    phrase = _("Changée depuis, le %(quand)s, par %(qui)s.")
    quand = date_format(timezone.localtime(le), "j F Y à H:i")
    return phrase % {"quand": quand, "qui": par or _("une commande")}
