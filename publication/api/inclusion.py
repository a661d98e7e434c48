"""``inclure``: beside the documents, those of the public sheets that they cite or that cite them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import orjson

from publication.api.selection import lire_liste
from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rest_framework.request import Request

PARAMETRE = "inclure"
AU_PLUS = 500
"""Documents included at most; ``total`` says how many there are."""
NATURES = {f"{nature.value}s": nature.value for nature in Nature}


def lire(request: Request) -> list[str]:
    """Natures asked, under the names of their lists."""
    return [NATURES[nom] for nom in lire_liste(request, PARAMETRE, list(NATURES))]


def inclus(documents: Iterable[str], natures: list[str]) -> bytes:
    """JSON of what is tied to some documents, in two queries; empty when nothing is asked."""
    if not natures:
        return b""
    uids = [UUID(orjson.loads(document)["uid"]) for document in documents]
    liees = Publication.objects.liees_aux(uids, natures)
    textes = list(liees.values_list("document", flat=True)[: AU_PLUS + 1])
    total = len(textes) if len(textes) <= AU_PLUS else liees.count()
    return b'{"total":%d,"resultats":[%s]}' % (total, ",".join(textes[:AU_PLUS]).encode())
