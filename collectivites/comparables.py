"""Authorities like this one, and in what they are alike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from collectivites.models import Collectivite, Ruralite
from publication.models import Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

CANDIDATES = 30
POIDS_TYPE, POIDS_RURALITE, POIDS_POPULATION, POIDS_THEME = 2.0, 1.0, 2.0, 0.5
THEMES_COMPTES, THEMES_CITES = 4, 3
PROCHE = math.log(1.5)
"""Two populations are close when neither is more than one and a half times the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """An authority, why it is proposed, and how near it is: more is nearer."""

    publication: Publication
    raisons: list[str]
    note: float


def comparables(publication: Publication, noms: Mapping[str, str], nombre: int = 4) -> list[Comparable]:
    """Public authorities nearest to ``publication``, the nearest first; ``noms`` gives the names of the themes.

    Two queries. An authority that shares neither its type nor a theme is not comparable.
    """
    voisines = list(Collectivite.objects.comparables_a(publication, publication.contenu["type"], CANDIDATES))
    themes = Publication.objects.themes_portes([publication.pk, *(voisine.pk for voisine in voisines)])
    miens = themes.get(publication.pk, set())
    notees = [_noter(publication, voisine, miens & themes.get(voisine.pk, set()), noms) for voisine in voisines]
    retenues = [notee for notee in notees if notee is not None]
    return sorted(retenues, key=lambda c: (-c.note, c.publication.titre_cle))[:nombre]


def _noter(moi: Publication, elle: Publication, communs: set[str], noms: Mapping[str, str]) -> Comparable | None:
    raisons, note = [], 0.0
    meme_type = moi.contenu["type"] == elle.contenu["type"]
    if meme_type:
        note += POIDS_TYPE
        raisons.append(_("même type : %(type)s") % {"type": _(elle.contenu["type_libelle"])})
    if moi.population and elle.population:
        ecart = abs(math.log(moi.population / elle.population))
        note += POIDS_POPULATION * max(0.0, 1 - ecart / math.log(10))
        if ecart <= PROCHE:
            raisons.append(_("populations proches"))
    if moi.ruralite and moi.ruralite == elle.ruralite:
        note += POIDS_RURALITE
        raisons.append(str(Ruralite(elle.ruralite).label))
    if communs:
        note += POIDS_THEME * min(len(communs), THEMES_COMPTES)
        cites = sorted(noms.get(slug, slug) for slug in communs)[:THEMES_CITES]
        raisons.append(_("thèmes communs : %(themes)s") % {"themes": ", ".join(cites)})
    return Comparable(publication=elle, raisons=raisons, note=note) if meme_type or communs else None
