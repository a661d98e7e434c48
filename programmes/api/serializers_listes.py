"""What the API says of what is no sheet, each under its own address."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from collectivites.api.serializers import CommuneSerializer
from programmes.api.serializers_parties import OrganismeSerializer, SubventionSerializer, ThematiqueSerializer
from programmes.models import Organisme, Subvention, Thematique
from publication.api.serializers import LICENCE, ReferenceField, SourceField

LICENCE_DITE = "Licence des données (identifiant SPDX)."


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
    licence = serializers.SerializerMethodField(help_text=LICENCE_DITE)

    class Meta:
        model = Thematique
        fields = (*ThematiqueSerializer.Meta.fields, "parente", "description", "source", "licence")

    def get_source(self, _thematique: Thematique) -> str:
        """The network's own list."""
        return "Liste tenue par le réseau."

    def get_licence(self, _thematique: Thematique) -> str:
        """Licence Ouverte 2.0."""
        return LICENCE


class SubventionEntiereSerializer(SubventionSerializer):
    """A grant under its own address, with its project, whose sheet says when all this was verified."""

    projet = ReferenceField(help_text="Projet soutenu.")
    exercice = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="Année de la subvention : celle dite, sinon celle de la convention."
    )
    verifiee_le = serializers.DateField(
        source="projet.verifiee_le",
        read_only=True,
        allow_null=True,
        help_text="Jour où la fiche du projet a été vérifiée.",
    )
    a_revoir_le = serializers.DateField(
        source="projet.a_revoir_le",
        read_only=True,
        allow_null=True,
        help_text="Jour à partir duquel la fiche du projet compte comme périmée ; nul si jamais vérifiée.",
    )
    modifiee_le = serializers.DateTimeField(
        source="projet.modifiee_le", read_only=True, help_text="Dernière modification de la fiche du projet."
    )
    licence = serializers.SerializerMethodField(help_text=LICENCE_DITE)

    class Meta:
        model = Subvention
        fields = (
            *SubventionSerializer.Meta.fields,
            "exercice",
            "projet",
            "verifiee_le",
            "a_revoir_le",
            "modifiee_le",
            "licence",
        )

    def get_licence(self, _subvention: Any) -> str:
        """Licence Ouverte 2.0."""
        return LICENCE


class OrganismeEntierSerializer(OrganismeSerializer):
    """An organisation under its own address."""

    slug = serializers.CharField(read_only=True, help_text="Fin de l’adresse de la page publique.")
    commune = CommuneSerializer(read_only=True, allow_null=True, help_text="Commune du siège.")
    source = SourceField(help_text="D’où vient ce que dit l’entrée.")
    licence = serializers.SerializerMethodField(help_text=LICENCE_DITE)

    class Meta:
        model = Organisme
        fields = (*OrganismeSerializer.Meta.fields, "slug", "commune", "est_synthetique", "source", "licence")

    def get_source(self, _organisme: Organisme) -> str:
        """Sheets that show it."""
        return "Fiches publiées du répertoire."

    def get_licence(self, _organisme: Organisme) -> str:
        """Licence Ouverte 2.0."""
        return LICENCE
