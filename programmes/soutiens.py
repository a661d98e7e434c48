"""What the public grants of a place or of an authority come to, counted in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from programmes.filters_subventions import SubventionFilter
from programmes.models import Subvention
from publication.memoire import memoire
from publication.soutiens import Soutiens

if TYPE_CHECKING:
    from uuid import UUID


def compter_les_soutiens(*, region: str = "", departement: str = "", collectivite: UUID | None = None) -> Soutiens:
    """Public grants that answer all that is given."""
    tenue = memoire(SubventionFilter({}, queryset=Subvention.objects.pour_liste()))
    masque = tenue.toutes()
    demandes = {
        "region_du_projet": region,
        "departement_du_projet": departement,
        "attribuee_par": str(collectivite or ""),
    }
    for nom, valeur in demandes.items():
        if valeur:
            masque &= tenue.colonnes[nom].masque([valeur])
    montants = tenue.somme(masque)
    return Soutiens(nombre=int(masque.sum()), chiffres=montants.connus, total=montants.total)
