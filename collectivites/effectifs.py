"""How many public authorities each territory has, counted in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collectivites.filters import CollectiviteFilter
from collectivites.models import Collectivite, Region
from publication.memoire import memoire

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collectivites.models import Departement


def avec_effectifs(territoires: Iterable[Region | Departement]) -> list[Any]:
    """Territories with ``fiches``, the number of their public authorities, and ``adherentes``, that of members."""
    tenue = memoire(CollectiviteFilter({}, queryset=Collectivite.objects.pour_liste_publique()))
    membres = tenue.colonnes["adherente"].masque(["true"])
    comptes = {
        lieu: (tenue.colonnes[lieu].comptes(tenue.toutes()), tenue.colonnes[lieu].comptes(membres))
        for lieu in ("region", "departement")
    }
    faits: list[Any] = list(territoires)
    for territoire in faits:
        fiches, adherentes = comptes["region" if isinstance(territoire, Region) else "departement"]
        territoire.fiches, territoire.adherentes = fiches.get(territoire.pk, 0), adherentes.get(territoire.pk, 0)
    return faits
