"""A proposed field beside what its author saw and what the sheet says now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from publication.differences import differences, remplacement
from publication.valeurs import actuelle, brute_en_clair, canonique, est_un_texte, libelle

if TYPE_CHECKING:
    from publication.differences import Morceau
    from publication.models import ChangementPropose, Fiche


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparaison:
    """The values of a field, in words, with what the proposal would change; ``constatee`` is today's, as it is kept."""

    changement: ChangementPropose
    champ: Any
    libelle: str
    vue: str
    actuelle: str
    proposee: str
    retenue: str
    constatee: Any
    est_en_conflit: bool
    est_deja_faite: bool

    @property
    def morceaux(self) -> list[Morceau]:
        """From today's value to the one proposed."""
        return self._comparer(self.actuelle, self.proposee)

    @property
    def morceaux_de_la_vue(self) -> list[Morceau]:
        """From the value seen to the one proposed."""
        return self._comparer(self.vue, self.proposee)

    @property
    def morceaux_depuis(self) -> list[Morceau]:
        """From the value seen to today's."""
        return self._comparer(self.vue, self.actuelle)

    @property
    def morceaux_retenus(self) -> list[Morceau]:
        """From the value seen to the one that was written."""
        return self._comparer(self.vue, self.retenue)

    def _comparer(self, avant: str, apres: str) -> list[Morceau]:
        return differences(avant, apres) if est_un_texte(self.champ) else remplacement(avant, apres)


def comparer(fiche: Fiche, changement: ChangementPropose) -> Comparaison:
    """Compare a proposed field with the sheet as it stands."""
    champ = fiche._meta.get_field(changement.champ)
    constatee = actuelle(fiche, changement.champ)
    return Comparaison(
        changement=changement,
        champ=champ,
        libelle=libelle(champ),
        vue=brute_en_clair(champ, changement.avant),
        actuelle=brute_en_clair(champ, constatee),
        proposee=brute_en_clair(champ, changement.apres),
        retenue=brute_en_clair(champ, changement.retenue),
        constatee=constatee,
        est_en_conflit=canonique(champ, changement.avant) != constatee,
        est_deja_faite=canonique(champ, changement.apres) == constatee,
    )
