"""Names of the places where a scheme applies, from the codes of the national schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from collectivites.models import Collectivite, Commune, Departement, Region

if TYPE_CHECKING:
    from collections.abc import Iterable

FRANCE = "PAYS-FR"


class Place(NamedTuple):
    """A place: its name, and its page or nothing."""

    nom: str
    url: str


def places(codes: Iterable[str]) -> dict[str, Place]:
    """Place of each code, four queries at most; a code that names nothing is its own name."""
    tous = list(codes)
    trouvees = {code: Place(code, "") for code in tous}
    if FRANCE in trouvees:
        trouvees[FRANCE] = Place(_("Toute la France"), "")
    regions, departements = _suites(tous, "REG-"), _suites(tous, "DEP-")
    for code, region in (Region.objects.in_bulk(regions) if regions else {}).items():
        trouvees[f"REG-{code}"] = Place(region.nom, region.get_absolute_url())
    for code, departement in (Departement.objects.in_bulk(departements) if departements else {}).items():
        trouvees[f"DEP-{code}"] = Place(str(departement), departement.get_absolute_url())
    for siren, nom in Collectivite.objects.noms_par_siren(_suites(tous, "EPCI-")).items():
        trouvees[f"EPCI-{siren}"] = Place(nom, "")
    for code, nom in Commune.objects.noms_par_code(_suites(tous, "COM-")).items():
        trouvees[f"COM-{code}"] = Place(nom, reverse("programmes:ma_commune", args=[code]))
    return trouvees


def _suites(codes: Iterable[str], prefixe: str) -> list[str]:
    return [code.removeprefix(prefixe) for code in codes if code.startswith(prefixe)]
