"""What the read model should hold for a sheet: a pure function of the write tables."""

from __future__ import annotations

import hashlib
import re
import uuid
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
from django.conf import settings
from django.utils import timezone, translation

from publication.models import Publication, Statut
from publication.natures import registre

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rest_framework.serializers import BaseSerializer

    from publication.models import Fiche
    from publication.natures import Inscription

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

COLONNES_CALCULEES = (
    "nature",
    "slug",
    "titre",
    "resume",
    "noms",
    "mots_cles",
    "texte",
    "contexte",
    "document",
    "empreinte",
    "fichiers",
    "liens",
    "region",
    "departement",
    "epci",
    "commune",
    "ruralite",
    "thematiques",
    "montant",
    "debut",
    "fin",
    "latitude",
    "longitude",
    "population",
    "adherente",
    "porteuse",
    "a_revoir_le",
    "publiee_le",
    "modifiee_le",
    "retiree_le",
    "motif",
    "remplacee_par",
)


def calculer(fiche: Fiche) -> Publication | None:
    """Return the row that ``fiche`` should have, without its revision; ``None`` for a sheet never published.

    The sheet comes from ``pour_document()``: nothing is queried here. Labels are in French and times in the time zone
    of the application, whoever writes and wherever from.
    """
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        return _calculer(fiche)


def apercu(fiche: Fiche) -> Publication:
    """Return the row that ``fiche`` would have if it were public now, whatever its state; nothing is written.

    The sheet comes from ``pour_document()``.
    """
    fiche.publiee_le = fiche.publiee_le or timezone.now()
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        return _vivante(fiche)


def _calculer(fiche: Fiche) -> Publication | None:
    if fiche.statut == Statut.PUBLIEE:
        return _vivante(fiche)
    return _retiree(fiche) if fiche.statut == Statut.RETIREE else None


def _vivante(fiche: Fiche) -> Publication:
    contenu = _representant(registre[fiche.nature]).to_representation(fiche)
    document = orjson.dumps(contenu)
    projection = fiche.projection()
    return Publication(
        **_identite(fiche),
        **{champ: getattr(projection, champ) for champ in projection.__slots__},
        document=document.decode(),
        empreinte=hashlib.sha256(document).hexdigest(),
        fichiers=sorted(set(_fichiers(contenu))),
        liens=sorted(set(_liens(contenu)) - {fiche.uid}),
        a_revoir_le=fiche.a_revoir_le,
    )


@cache
def _representant(inscription: Inscription) -> BaseSerializer[Fiche]:
    """Serializer that writes every document of a nature: building its fields costs more than using them."""
    return inscription.serialiseur()


def _retiree(fiche: Fiche) -> Publication:
    """Tombstone: who it was, when and why it went, where to go instead; nothing of what it said."""
    return Publication(
        **_identite(fiche),
        retiree_le=fiche.retiree_le,
        motif=fiche.motif_retrait,
        remplacee_par=fiche.remplacee_par.uid if fiche.remplacee_par else None,
    )


def _identite(fiche: Fiche) -> dict[str, Any]:
    return {
        "uid": fiche.uid,
        "nature": fiche.nature.value,
        "slug": fiche.slug,
        "publiee_le": fiche.publiee_le,
        "modifiee_le": fiche.modifiee_le,
    }


def _feuilles(contenu: Any, cle: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(contenu, dict):
        for nom, valeur in contenu.items():
            yield from _feuilles(valeur, nom)
    elif isinstance(contenu, list):
        for valeur in contenu:
            yield from _feuilles(valeur, cle)
    else:
        yield cle, contenu


def _liens(contenu: Any) -> Iterator[uuid.UUID]:
    """Public identifiers that a document cites."""
    for cle, valeur in _feuilles(contenu):
        if cle == "uid" and isinstance(valeur, str) and UUID.fullmatch(valeur):
            yield uuid.UUID(valeur)


def _fichiers(contenu: Any) -> Iterator[str]:
    """Names, in the media storage, of the files that a document cites: the only ones that the public may fetch."""
    for _cle, valeur in _feuilles(contenu):
        if isinstance(valeur, str) and valeur.startswith(settings.MEDIA_URL):
            yield valeur.removeprefix(settings.MEDIA_URL)
