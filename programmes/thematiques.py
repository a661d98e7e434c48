"""A theme, as machines read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from publication.donnees_liees import decrire

if TYPE_CHECKING:
    from programmes.models import Thematique
    from publication.donnees_liees import DonneesLiees
from publication.texte_riche import en_clair


def thematique_decrite(thematique: Thematique, racine: str) -> DonneesLiees:
    """schema.org description of a theme; ``racine`` is the address of the site, without a final slash."""
    return decrire(
        "DefinedTerm",
        nom=thematique.nom,
        adresse=f"{racine}{thematique.get_absolute_url()}",
        description=en_clair(thematique.description),
        termCode=thematique.slug,
        inDefinedTermSet=f"{racine}{reverse('programmes:thematiques')}",
    )
