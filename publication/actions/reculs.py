"""What a write takes back from the public: a sheet withdrawn, or something said of a person that no longer is.

Whoever copied the public data before must not go on giving it: full exports made before such a write are served no
more (``publication.editions``), from its commit.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from publication.models import EtatPublic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publication.models import Publication

PERSONNELLES = frozenset(
    {"auteurs", "beneficiaire", "contacts", "credit", "interventions", "organisme", "verifiee_par"}
)
"""Keys of documents, at any depth, whose values speak of people or of who may be one."""
COORDONNEES = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:\+\d{1,3}[ .]?|\b0)\d(?:[ .]?\d{2}){4}\b")
"""Addresses and telephone numbers, wherever a text says them."""
TACHE = "publication.tasks.exporter_donnees"

Dit = frozenset[tuple[str, str]]


def recule(avant: Publication | None, apres: Publication) -> bool:
    """Whether the public could read in ``avant`` something personal, or a sheet, that ``apres`` no longer gives."""
    if avant is None or not avant.document:
        return False
    if not apres.document:
        return True
    if set(COORDONNEES.findall(avant.document)) - set(COORDONNEES.findall(apres.document)):
        return True
    restent = set(_personnels(apres.contenu))
    return any(not any(dit <= reste for reste in restent) for dit in set(_personnels(avant.contenu)) - restent)


def constater() -> None:
    """Note that the write being made takes something back; once committed, ask for exports without it."""
    EtatPublic.objects.reculer()
    transaction.on_commit(demander_une_edition, robust=True)


def demander_une_edition() -> None:
    """Ask the worker for full exports, unless it was already asked and has not begun."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(TACHE, queueing_lock="exporter_donnees", lock="exporter_donnees").defer(timestamp=0)


def _personnels(contenu: Any) -> Iterator[Dit]:
    """What is said of each person: the filled fields of each part of a document that speaks of one."""
    if isinstance(contenu, list):
        for valeur in contenu:
            yield from _personnels(valeur)
    elif isinstance(contenu, dict):
        for cle, valeur in contenu.items():
            if cle in PERSONNELLES:
                elements = valeur if isinstance(valeur, list) else [valeur]
                yield from (dit for dit in map(partial(_remplis, chemin=cle), elements) if dit)
            else:
                yield from _personnels(valeur)


def _remplis(valeur: Any, *, chemin: str) -> Dit:
    if isinstance(valeur, dict):
        return frozenset().union(*(_remplis(v, chemin=f"{chemin}.{nom}") for nom, v in valeur.items()))
    if isinstance(valeur, list):
        return frozenset().union(*(_remplis(v, chemin=chemin) for v in valeur))
    return frozenset() if valeur in (None, "") else frozenset({(chemin, str(valeur))})
