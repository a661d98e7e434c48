"""Codes of territories: ours, those of the standard, and those that files hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from collectivites.models import TypeCollectivite
from collectivites.models.types import ALSACE, CODE_ALSACE, EPCI
from programmes.models.dispositif import CODE_TERRITOIRE
from programmes.territoires import FRANCE
from publication.imports.valeurs import ValeurRefusee

if TYPE_CHECKING:
    from collectivites.models import Collectivite

FRANCE_DE_LA_NORME = "PAYS-99100"
ANCIENNE_CORSE = {"DEP-20": ["DEP-2A", "DEP-2B"], "DEP-20A": ["DEP-2A"], "DEP-20B": ["DEP-2B"]}
"""Codes of Corsica by those who may only write digits: the published pattern refuses DEP-2A."""
CODE_DE_COMMUNE = 5


def vers_la_norme(code: str) -> str:
    """Code of the standard: it gives France the number that INSEE gives countries."""
    return FRANCE_DE_LA_NORME if code == FRANCE else code


def lire_codes(texte: str) -> tuple[list[str], str]:
    """Our codes from those of a cell, and what was done to read them; ``ValeurRefusee`` names those that are wrong."""
    codes, remarques, faux = [], [], []
    for brut in filter(None, re.split(r"[|;,\s]+", texte)):
        code = brut.upper()
        if code in ANCIENNE_CORSE:
            codes += ANCIENNE_CORSE[code]
            remarques.append(f"« {brut} » est lu {' et '.join(ANCIENNE_CORSE[code])}.")
            continue
        code = FRANCE if code in {FRANCE_DE_LA_NORME, "PAYS-FRA", FRANCE} else code
        try:
            CODE_TERRITOIRE(code)
        except ValidationError:
            faux.append(brut)
        codes.append(code)
    if faux:
        raise ValeurRefusee(
            f"Code de territoire inconnu : {', '.join(faux)}. Écrivez par exemple REG-53, DEP-35, DEP-2A, "
            "EPCI-243500139, COM-35238 ou PAYS-99100."
        )
    return list(dict.fromkeys(codes)), " ".join(remarques)


def du_territoire(collectivite: Collectivite) -> list[str]:
    """Codes of the territory of an authority, where its schemes apply when they do not say; empty when unknown."""
    type_, code = collectivite.type, collectivite.code_insee
    if type_ in EPCI:
        return [f"EPCI-{collectivite.siren}"] if collectivite.siren else []
    if code == CODE_ALSACE:
        return [f"DEP-{departement}" for departement in sorted(ALSACE)]
    if type_ == TypeCollectivite.STATUT_PARTICULIER and len(code) != CODE_DE_COMMUNE:
        return [f"REG-{collectivite.region_id}"] if collectivite.region_id else []
    prefixe = {
        TypeCollectivite.REGION: "REG",
        TypeCollectivite.DEPARTEMENT: "DEP",
        TypeCollectivite.COMMUNE: "COM",
        TypeCollectivite.STATUT_PARTICULIER: "COM",
    }.get(TypeCollectivite(type_))
    if prefixe:
        return [f"{prefixe}-{code}"] if code else []
    return sorted(f"COM-{commune.pk}" for commune in collectivite.communes.all())
