"""The parts that the documents of this floor are made of."""

from __future__ import annotations

from rest_framework import serializers

from collectivites.api.serializers import CollectiviteCourteSerializer
from programmes.models import (
    Action,
    Budget,
    ChiffreCle,
    Effectif,
    Engagement,
    ImageProjet,
    Intervention,
    Organisme,
    Orientation,
    Partenariat,
    PieceJointe,
    Subvention,
    Thematique,
)
from publication.api.serializers import LibelleField, ReferenceField


class ThematiqueSerializer(serializers.ModelSerializer[Thematique]):
    """A theme, in short."""

    url = serializers.CharField(source="get_absolute_url", read_only=True, help_text="Adresse de la page publique.")

    class Meta:
        model = Thematique
        fields = ("slug", "nom", "url")


class OrganismeSerializer(serializers.ModelSerializer[Organisme]):
    """An organisation, in short."""

    forme_juridique_libelle = LibelleField("forme_juridique")
    url = serializers.CharField(source="get_absolute_url", read_only=True, help_text="Adresse de la page publique.")

    class Meta:
        model = Organisme
        fields = ("uid", "url", "nom", "forme_juridique", "forme_juridique_libelle", "siret", "rna", "site_web")


class ChiffreCleSerializer(serializers.ModelSerializer[ChiffreCle]):
    """A figure as precise as its source."""

    precision_libelle = LibelleField("precision")

    class Meta:
        model = ChiffreCle
        fields = (
            "libelle",
            "valeur",
            "valeur_max",
            "precision",
            "precision_libelle",
            "unite",
            "annee",
            "note",
            "source",
        )


class BudgetSerializer(serializers.ModelSerializer[Budget]):
    """A yearly budget, in euros."""

    montant = serializers.DecimalField(
        max_digits=14,
        decimal_places=2,
        read_only=True,
        help_text="Total en euros, dit par la source ou somme des parts.",
    )

    class Meta:
        model = Budget
        fields = ("annee", "montant", "fonctionnement", "investissement", "note", "source")


class EffectifSerializer(serializers.ModelSerializer[Effectif]):
    """Staff of a year, in full-time equivalents."""

    class Meta:
        model = Effectif
        fields = ("annee", "etp", "note", "source")


class OrientationSerializer(serializers.ModelSerializer[Orientation]):
    """A line of the policy."""

    class Meta:
        model = Orientation
        fields = ("groupe", "titre", "texte")


class ActionSerializer(serializers.ModelSerializer[Action]):
    """Something done or supported, with its figures."""

    chiffres = ChiffreCleSerializer(many=True, read_only=True, help_text="Chiffres de l’action.")

    class Meta:
        model = Action
        fields = ("groupe", "titre", "texte", "annee", "annee_fin", "date", "lieu", "chiffres")


class EngagementSerializer(serializers.ModelSerializer[Engagement]):
    """A label or a pledge."""

    genre_libelle = LibelleField("genre")

    class Meta:
        model = Engagement
        fields = ("genre", "genre_libelle", "nom", "depuis", "texte")


class PartenariatSerializer(serializers.ModelSerializer[Partenariat]):
    """A partner of a scheme."""

    collectivite = ReferenceField(help_text="Fiche de la collectivité partenaire.")
    organisme = OrganismeSerializer(read_only=True, allow_null=True, help_text="Organisme partenaire.")
    role_libelle = LibelleField("role")
    periodicite_libelle = LibelleField("periodicite")

    class Meta:
        model = Partenariat
        fields = (
            "nom",
            "collectivite",
            "organisme",
            "role",
            "role_libelle",
            "montant",
            "periodicite",
            "periodicite_libelle",
            "note",
        )


class SubventionSerializer(serializers.ModelSerializer[Subvention]):
    """A grant; amounts are in euros, before sharing."""

    collectivite = CollectiviteCourteSerializer(read_only=True, help_text="Collectivité qui attribue.")
    dispositif = ReferenceField(help_text="Dispositif au titre duquel elle est attribuée.")
    beneficiaire = OrganismeSerializer(read_only=True, allow_null=True, help_text="Organisme bénéficiaire.")
    part = serializers.DecimalField(
        max_digits=14,
        decimal_places=2,
        read_only=True,
        allow_null=True,
        help_text="Part du montant accordé (conventionné, sinon voté) qui revient au bénéficiaire, en euros.",
    )

    class Meta:
        model = Subvention
        fields = (
            "uid",
            "collectivite",
            "dispositif",
            "beneficiaire",
            "objet",
            "nature_aide",
            "montant_demande",
            "montant_vote",
            "montant_conventionne",
            "montant_verse",
            "pourcentage",
            "part",
            "date_convention",
            "annee",
            "reference_decision",
            "conditions_versement",
            "versement_debut",
            "versement_fin",
            "id_rae",
            "notification_ue",
            "note",
            "source",
            "est_synthetique",
        )


class ImageProjetSerializer(serializers.ModelSerializer[ImageProjet]):
    """A picture."""

    url = serializers.SerializerMethodField(help_text="Adresse de l’image, relative à la racine du site.")

    class Meta:
        model = ImageProjet
        fields = ("url", "texte_alternatif", "credit")

    def get_url(self, image: ImageProjet) -> str:
        """Relative: a document does not depend on who asks."""
        return image.image.url


class InterventionSerializer(serializers.ModelSerializer[Intervention]):
    """What someone said."""

    collectivite = ReferenceField(help_text="Collectivité au nom de laquelle la personne parle.")

    class Meta:
        model = Intervention
        fields = ("intervenant", "fonction", "titre", "collectivite", "texte")


class PieceJointeSerializer(serializers.ModelSerializer[PieceJointe]):
    """A file or a link."""

    url = serializers.SerializerMethodField(help_text="Lien, ou adresse du fichier relative à la racine du site.")

    class Meta:
        model = PieceJointe
        fields = ("titre", "url")

    def get_url(self, piece: PieceJointe) -> str:
        """Relative for a file: a document does not depend on who asks."""
        return piece.fichier.url if piece.fichier else piece.url
