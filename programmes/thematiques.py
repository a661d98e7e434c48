"""A theme, as machines read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from publication.donnees_liees import DonneesLiees

if TYPE_CHECKING:
    from programmes.models import Thematique


def thematique_decrite(thematique: Thematique, racine: str) -> DonneesLiees:
    """schema.org description of a theme; ``racine`` is the address of the site, without a final slash."""
    adresse = f"{racine}{thematique.get_absolute_url()}"
    contenu = {
        "@type": "DefinedTerm",
        "@id": adresse,
        "url": adresse,
        "name": thematique.nom,
        "description": thematique.description,
        "termCode": thematique.slug,
        "inDefinedTermSet": f"{racine}{reverse('programmes:thematiques')}",
    }
    return DonneesLiees({cle: valeur for cle, valeur in contenu.items() if valeur})
