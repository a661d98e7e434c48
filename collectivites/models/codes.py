"""Official codes that lead to an authority, old ones included."""

from __future__ import annotations

import re
from typing import Self, TypeVar

from publication.models import Fiche, FicheQuerySet

F_co = TypeVar("F_co", bound=Fiche, covariant=True)
CODE_USUEL = re.compile(r"(CD|CR)?(\d{9}|[0-9][0-9A-Z]{1,4})", re.ASCII)
LONGUEUR_DU_SIREN = 9
COMMUNE = "commune"
SANS_CODE = ("petr", "syndicat_mixte")
"""Types of groupings whose communes the official code does not give."""
TYPES_PAR_PREFIXE = {"CD": "departement", "CR": "region"}


class CodesQuerySet(FicheQuerySet[F_co]):
    """The questions asked of authorities by code."""

    def designees_par_code(self, cle: str) -> Self:
        """Authorities that are or were public, by SIREN, INSEE code or usual code: 35238, 53, CD35, CR53."""
        lu = CODE_USUEL.fullmatch(cle.upper())
        if lu is None:
            return self.none()
        prefixe, code = lu.groups()
        codees = self.filter(siren=code) if len(code) == LONGUEUR_DU_SIREN else self.filter(code_insee=code)
        if prefixe:
            codees = codees.filter(type=TYPES_PAR_PREFIXE[prefixe])
        return codees.filter(publication__isnull=False).select_related("publication").order_by("nom", "pk")

    def sans_successeur(self, *, depuis: int) -> Self:
        """Authorities dissolved in a year or after it, of which nobody said what they became."""
        finies = self.filter(dissoute_en__gte=depuis, remplacee_par=None, est_synthetique=False)
        return finies.order_by("-dissoute_en", "nom", "pk")

    def commune_qui_remplace(self, code: str) -> str:
        """INSEE code of the commune that succeeds to one, as their public authorities say; empty when none does."""
        communes = self.filter(type=COMMUNE, code_insee=code, publication__isnull=False)
        heritieres = communes.filter(remplacee_par__type=COMMUNE).exclude(remplacee_par__code_insee=code)
        publiques = heritieres.filter(
            remplacee_par__publication__isnull=False, remplacee_par__publication__retiree_le=None
        )
        return publiques.values_list("remplacee_par__code_insee", flat=True).first() or ""

    def sans_communes_connues(self, departement: str) -> Self:
        """Public pays and mixed syndicates of a department of which nobody has written the communes, by name."""
        groupements = self.publiees().filter(type__in=SANS_CODE, departement=departement, dissoute_en=None)
        return groupements.filter(communes=None).select_related("publication").order_by("nom", "pk")
