"""Documents of this floor."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from collectivites.models import Adhesion, Collectivite, Commune, Consentement, Contact, Departement, Region
from publication.api.serializers import (
    IDENTITE,
    LICENCE,
    SUIVI,
    FicheSerializer,
    LibelleField,
    ReferenceField,
    SourceField,
)

Champ = Consentement.Champ
SOURCE = "Fiche tenue par le réseau ; noms et codes du code officiel géographique (INSEE)."


class RegionSerializer(serializers.ModelSerializer[Region]):
    """A region of the official code."""

    url = serializers.CharField(source="get_absolute_url", read_only=True, help_text="Adresse de la page publique.")

    class Meta:
        model = Region
        fields = ("code", "nom", "slug", "url")


class DepartementSerializer(serializers.ModelSerializer[Departement]):
    """A department of the official code."""

    url = serializers.CharField(source="get_absolute_url", read_only=True, help_text="Adresse de la page publique.")

    class Meta:
        model = Departement
        fields = ("code", "nom", "slug", "url")


class OfficielSerializer(serializers.ModelSerializer[Any]):
    """What every entry of the official code says of itself."""

    source = SourceField(help_text="D’où vient ce que dit l’entrée, avec son millésime.")
    licence = serializers.SerializerMethodField(help_text="Licence des données (identifiant SPDX).")

    def get_source(self, territoire: Any) -> str:
        """The package that the code is read from."""
        return f"Code officiel géographique {territoire.millesime} (INSEE), paquet @etalab/decoupage-administratif"

    def get_licence(self, _territoire: Any) -> str:
        """Licence Ouverte 2.0."""
        return LICENCE


class RegionEntiereSerializer(OfficielSerializer, RegionSerializer):
    """A region of the official code, as its own address gives it."""

    class Meta:
        model = Region
        fields = (*RegionSerializer.Meta.fields, "millesime", "source", "licence")


class DepartementEntierSerializer(OfficielSerializer, DepartementSerializer):
    """A department of the official code, as its own address gives it."""

    region = serializers.CharField(source="region_id", read_only=True, help_text="Code de la région.")

    class Meta:
        model = Departement
        fields = ("code", "nom", "region", "slug", "url", "millesime", "source", "licence")


class EpciSerializer(serializers.ModelSerializer[Collectivite]):
    """The EPCI of a commune, as the official code names it."""

    class Meta:
        model = Collectivite
        fields = ("siren", "nom", "type")


class CommuneEntiereSerializer(OfficielSerializer):
    """A commune of the official code, as its own address gives it."""

    departement = serializers.CharField(source="departement_id", read_only=True, help_text="Code du département.")
    region = serializers.CharField(source="region_id", read_only=True, help_text="Code de la région.")
    epci = EpciSerializer(read_only=True, allow_null=True, help_text="Intercommunalité à fiscalité propre.")

    class Meta:
        model = Commune
        fields = (
            "code",
            "nom",
            "departement",
            "region",
            "epci",
            "siren",
            "codes_postaux",
            "population",
            "latitude",
            "longitude",
            "millesime",
            "supprime_en",
            "source",
            "licence",
        )


class CommuneSerializer(serializers.ModelSerializer[Commune]):
    """A commune of the official code, in short."""

    departement = serializers.CharField(source="departement_id", read_only=True, help_text="Code du département.")

    class Meta:
        model = Commune
        fields = ("code", "nom", "departement", "latitude", "longitude")


class AdhesionSerializer(serializers.ModelSerializer[Adhesion]):
    """A period of membership."""

    class Meta:
        model = Adhesion
        fields = ("debut", "fin")


class ContactSerializer(serializers.ModelSerializer[Contact]):
    """A contact: the function, and what a consent in force makes public; the rest is an empty string."""

    role_libelle = LibelleField("role")
    prenom = serializers.SerializerMethodField(help_text="Prénom, si la personne en permet la publication.")
    nom = serializers.SerializerMethodField(help_text="Nom, si la personne en permet la publication.")
    email = serializers.SerializerMethodField(help_text="Courriel, si la personne en permet la publication.")
    telephone = serializers.SerializerMethodField(
        help_text="Téléphone au format international, si la personne en permet la publication."
    )

    class Meta:
        model = Contact
        fields = (
            "role",
            "role_libelle",
            "prenom",
            "nom",
            "fonction",
            "service",
            "autres_mandats",
            "mandat_debut",
            "mandat_fin",
            "email",
            "telephone",
        )

    def get_prenom(self, contact: Contact) -> str:
        """With the consent for the identity."""
        return contact.prenom if Champ.IDENTITE in contact.champs_publiables() else ""

    def get_nom(self, contact: Contact) -> str:
        """With the consent for the identity."""
        return contact.nom if Champ.IDENTITE in contact.champs_publiables() else ""

    def get_email(self, contact: Contact) -> str:
        """With the consent for the address."""
        return contact.email if Champ.EMAIL in contact.champs_publiables() else ""

    def get_telephone(self, contact: Contact) -> str:
        """With the consent for the number."""
        if Champ.TELEPHONE not in contact.champs_publiables() or not contact.telephone:
            return ""
        return str(contact.telephone.as_international)


class CollectiviteCourteSerializer(serializers.ModelSerializer[Collectivite]):
    """An authority inside the document of what it does; ``null`` when its own sheet is not public."""

    nature = serializers.CharField(read_only=True, help_text="Toujours « collectivite ».")
    url = serializers.CharField(source="get_absolute_url", read_only=True, help_text="Adresse de la page publique.")
    type_libelle = LibelleField("type")
    region = serializers.CharField(source="region_id", read_only=True, help_text="Code de la région.")
    departement = serializers.CharField(
        source="departement_id", read_only=True, allow_null=True, help_text="Code du département."
    )

    class Meta:
        model = Collectivite
        fields = ("uid", "nature", "url", "nom", "sigle", "type", "type_libelle", "siren", "region", "departement")

    def to_representation(self, instance: Collectivite) -> Any:
        """Give nothing of an authority that is not public."""
        return super().to_representation(instance) if instance.est_publique else None


class CollectiviteSerializer(FicheSerializer[Collectivite]):
    """The document of an authority."""

    type_libelle = LibelleField("type")
    ruralite = serializers.CharField(
        read_only=True,
        help_text="« rurale » si la moitié au moins des habitants vivent dans des communes de moins de 2 000 "
        "habitants, « urbaine » si un cinquième au plus, « intermediaire » sinon ; vide si on ne le sait pas.",
    )
    connaissance_politique_libelle = LibelleField("connaissance_politique")
    region = RegionSerializer(read_only=True, help_text="Région du siège.")
    departement = DepartementSerializer(read_only=True, allow_null=True, help_text="Département du siège.")
    adherente_depuis = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="Année du début de l’adhésion en cours ; nul si non adhérente."
    )
    adhesions = AdhesionSerializer(many=True, read_only=True, help_text="Périodes d’adhésion au réseau.")
    logo = serializers.SerializerMethodField(help_text="Adresse du logo, relative à la racine du site, ou vide.")
    contacts = ContactSerializer(many=True, read_only=True, help_text="Personnes et services à joindre.")
    remplacee_par = ReferenceField(help_text="Collectivité qui lui succède.")
    source = SourceField(help_text="D’où vient ce que dit la fiche.")

    class Meta:
        model = Collectivite
        fields = (
            *IDENTITE,
            "type",
            "type_libelle",
            "nom",
            "sigle",
            "siren",
            "siret",
            "code_insee",
            "population",
            "population_annee",
            "population_source",
            "ruralite",
            "presentation",
            "adresse",
            "code_postal",
            "ville",
            "site_web",
            "logo",
            "latitude",
            "longitude",
            "region",
            "departement",
            "adherente_depuis",
            "adhesions",
            "connaissance_politique",
            "connaissance_politique_libelle",
            "redaction_en_cours",
            "contacts",
            "creee_en",
            "dissoute_en",
            "remplacee_par",
            "source",
            *SUIVI,
        )

    def get_source(self, _collectivite: Collectivite) -> str:
        """Who writes the sheets of authorities; the other natures name the source of each."""
        return SOURCE

    def get_logo(self, collectivite: Collectivite) -> str:
        """Relative: a document does not depend on who asks."""
        return collectivite.logo.url if collectivite.logo else ""
