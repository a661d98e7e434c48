"""What the API says of what is no sheet, each under its own address."""

from __future__ import annotations

from rest_framework import serializers

from programmes.api.serializers_parties import ThematiqueSerializer
from programmes.models import Thematique
from publication.api.serializers import LICENCE, SourceField


class ThematiqueEntiereSerializer(ThematiqueSerializer):
    """A theme, with the one above it."""

    parente = serializers.CharField(
        source="parente.slug",
        default=None,
        read_only=True,
        allow_null=True,
        help_text="Adresse courte de la thématique au-dessus ; nul au premier niveau.",
    )
    source = SourceField(help_text="Qui tient la liste des thématiques.")
    licence = serializers.SerializerMethodField(help_text="Licence des données (identifiant SPDX).")

    class Meta:
        model = Thematique
        fields = (*ThematiqueSerializer.Meta.fields, "parente", "description", "source", "licence")

    def get_source(self, _thematique: Thematique) -> str:
        """The network's own list."""
        return "Liste tenue par le réseau."

    def get_licence(self, _thematique: Thematique) -> str:
        """Licence Ouverte 2.0."""
        return LICENCE
