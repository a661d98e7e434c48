"""The last things done to sheets, read in their histories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from publication.models.fiche import FicheQuerySet

LUS_PAR_MONTRE = 4
"""Versions read for each gesture shown: someone who saves a sheet several times in a row did one thing."""
COLONNES = ("nature", "cle", "titre", "genre", "etat", "motif", "le", "par")


@dataclass(frozen=True, slots=True, kw_only=True)
class Geste:
    """A change of a sheet; ``genre`` is ``+``, ``~`` or ``-``, ``par`` is empty when a command made it."""

    nature: str
    cle: int
    titre: str
    genre: str
    etat: str
    motif: str | None
    le: dt.datetime
    par: str | None


def derniers_gestes(fiches: Iterable[FicheQuerySet[Any]], nombre: int, *, toutes: bool) -> list[Geste]:
    """Last gestures on the sheets of some natures, the latest first; one query.

    ``toutes`` says that the querysets keep nothing out: deleted sheets are then told too.
    """
    lus = nombre * LUS_PAR_MONTRE
    versions = [_versions(choisies, lus, toutes=toutes) for choisies in fiches]
    if not versions:
        return []
    reunies = versions[0].union(*versions[1:], all=True).order_by("-g_le", "g_cle")[:lus]
    return list(_sans_repetition(Geste(**dict(zip(COLONNES, v, strict=True))) for v in reunies))[:nombre]


def _versions(fiches: FicheQuerySet[Any], nombre: int, *, toutes: bool) -> Any:
    modele = fiches.model
    histoire: Any = modele.history.all() if toutes else modele.history.filter(id__in=fiches.order_by().values("pk"))
    auteur = Coalesce(NullIf("history_user__nom_public", Value("")), "history_user__username")
    colonnes = {
        "nature": Value(modele.nature.value),
        "cle": F("id"),
        "libelle": F(modele.champ_titre),
        "genre": F("history_type"),
        "etat": F("statut"),
        "motif": F("history_change_reason"),
        "le": F("history_date"),
        "par": auteur,
    }
    lignes = histoire.order_by("-history_date", "-history_id").annotate(**{f"g_{n}": c for n, c in colonnes.items()})
    return lignes.values_list(*(f"g_{nom}" for nom in colonnes))[:nombre]


def _sans_repetition(gestes: Iterable[Geste]) -> Iterator[Geste]:
    dernier: tuple[Any, ...] = ()
    for geste in gestes:
        cle = (geste.nature, geste.cle, geste.par, geste.etat)
        if cle != dernier:
            yield geste
        dernier = cle
