"""Filters of the organisations that public sheets show."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from collectivites.filters import departements
from collectivites.models.territoire import noms_des_regions
from programmes.models import Organisme
from programmes.models.organisme import FormeJuridique
from publication.filters import LONGUEUR_RECHERCHE, ChoixMultipleFilter

if TYPE_CHECKING:
    from programmes.models.organisme import OrganismeQuerySet


class OrganismesFilter(filters.FilterSet):
    """The page takes ``q`` alone."""

    q = filters.CharFilter(
        method="nommes",
        max_length=LONGUEUR_RECHERCHE,
        label=_("Nom"),
        help_text=_("Suite de lettres du nom, accents et majuscules indifférents."),
    )
    forme_juridique = ChoixMultipleFilter(
        choices=FormeJuridique.choices, label=_("Forme juridique"), help_text=_("Statut de l’organisme ; répétable.")
    )
    region = ChoixMultipleFilter(
        field_name="commune__region",
        choices=noms_des_regions,
        label=_("Région"),
        help_text=_("Code officiel de la région du siège ; répétable."),
    )
    departement = ChoixMultipleFilter(
        field_name="commune__departement",
        choices=departements,
        label=_("Département"),
        help_text=_("Code officiel du département du siège ; répétable."),
    )

    class Meta:
        model = Organisme
        fields: ClassVar[list[str]] = []

    def nommes(self, organismes: OrganismeQuerySet, _nom: str, texte: str) -> OrganismeQuerySet:
        """Keep the organisations whose name holds a text."""
        return organismes.nommes(texte)
