"""Documents of this floor."""

from __future__ import annotations

from collectivites.api.serializers import CollectiviteCourteSerializer, CommuneSerializer, ContactSerializer
from programmes.api.serializers_parties import (
    ActionSerializer,
    BudgetSerializer,
    ChiffreCleSerializer,
    EffectifSerializer,
    EngagementSerializer,
    ImageProjetSerializer,
    InterventionSerializer,
    OrganismeSerializer,
    OrientationSerializer,
    PartenariatSerializer,
    PieceJointeSerializer,
    SubventionSerializer,
    ThematiqueSerializer,
)
from programmes.models import Dispositif, Politique, Projet, Ressource
from publication.api.serializers import (
    IDENTITE,
    SUIVI,
    FicheSerializer,
    LibelleField,
    ReferenceField,
    ReferencesField,
)


class PolitiqueSerializer(FicheSerializer[Politique]):
    """The document of a policy."""

    collectivite = CollectiviteCourteSerializer(read_only=True, help_text="Collectivité qui mène la politique.")
    thematiques = ThematiqueSerializer(many=True, read_only=True, help_text="Domaines d’intervention.")
    budgets = BudgetSerializer(many=True, read_only=True, help_text="Montants par exercice, le plus récent d’abord.")
    effectifs = EffectifSerializer(many=True, read_only=True, help_text="Personnel par année, le plus récent d’abord.")
    chiffres = ChiffreCleSerializer(many=True, read_only=True, help_text="Chiffres clés de l’ESS sur le territoire.")
    orientations = OrientationSerializer(
        many=True, read_only=True, help_text="Orientations, dans l’ordre de la source."
    )
    actions = ActionSerializer(many=True, read_only=True, help_text="Exemples d’actions menées ou soutenues.")
    engagements = EngagementSerializer(many=True, read_only=True, help_text="Labels, engagements, adhésions.")
    contacts = ContactSerializer(many=True, read_only=True, help_text="Personnes et services à joindre.")

    class Meta:
        model = Politique
        fields = (
            *IDENTITE,
            "titre",
            "resume",
            "collectivite",
            "debut",
            "fin",
            "panorama",
            "moyens",
            "programme",
            "gouvernance",
            "gouvernance_detail",
            "thematiques",
            "budgets",
            "effectifs",
            "chiffres",
            "orientations",
            "actions",
            "engagements",
            "contacts",
            "source",
            "source_url",
            *SUIVI,
        )


class DispositifSerializer(FicheSerializer[Dispositif]):
    """The document of a scheme; its state derives from the two dates, for the day that the reader cares about."""

    collectivite = CollectiviteCourteSerializer(read_only=True, help_text="Collectivité qui porte le dispositif.")
    politique = ReferenceField(help_text="Politique dont il fait partie.")
    nature_aide_libelle = LibelleField("nature_aide")
    mode_libelle = LibelleField("mode")
    instruction_libelle = LibelleField("instruction")
    thematiques = ThematiqueSerializer(many=True, read_only=True, help_text="Domaines soutenus.")
    partenariats = PartenariatSerializer(many=True, read_only=True, help_text="Autres collectivités et organismes.")
    chiffres = ChiffreCleSerializer(many=True, read_only=True, help_text="Résultats chiffrés.")
    contacts = ContactSerializer(many=True, read_only=True, help_text="Personnes et services à joindre.")

    class Meta:
        model = Dispositif
        fields = (
            *IDENTITE,
            "titre",
            "resume",
            "collectivite",
            "politique",
            "nature_aide",
            "nature_aide_libelle",
            "mode",
            "mode_libelle",
            "instruction",
            "instruction_libelle",
            "objectifs",
            "cibles",
            "eligibilite",
            "modalites",
            "moyens",
            "evaluation",
            "montant_min",
            "montant_max",
            "montant_par_beneficiaire",
            "enveloppe_annuelle",
            "enveloppe_totale",
            "taux",
            "beneficiaires_par_an",
            "beneficiaires_total",
            "ouverture_le",
            "cloture_le",
            "territoires",
            "exclusions",
            "thematiques",
            "partenariats",
            "chiffres",
            "contacts",
            "page_officielle",
            "source",
            *SUIVI,
        )


class ProjetSerializer(FicheSerializer[Projet]):
    """The document of a project, with the grants of the authorities that are public."""

    organisme = OrganismeSerializer(read_only=True, allow_null=True, help_text="Organisme porteur.")
    commune = CommuneSerializer(read_only=True, allow_null=True, help_text="Commune du projet.")
    thematiques = ThematiqueSerializer(many=True, read_only=True, help_text="Domaines du projet.")
    chiffres = ChiffreCleSerializer(many=True, read_only=True, help_text="Résultats et objectifs chiffrés.")
    images = ImageProjetSerializer(many=True, read_only=True, help_text="Images, avec leur texte de remplacement.")
    subventions = SubventionSerializer(many=True, read_only=True, help_text="Soutiens reçus.")

    class Meta:
        model = Projet
        fields = (
            *IDENTITE,
            "nom",
            "resume",
            "description",
            "organisme",
            "commune",
            "lieu",
            "debut",
            "fin",
            "emplois",
            "personnes",
            "thematiques",
            "chiffres",
            "images",
            "subventions",
            "source",
            *SUIVI,
        )


class RessourceSerializer(FicheSerializer[Ressource]):
    """The document of a resource."""

    genre_libelle = LibelleField("genre")
    kit = ReferenceField(help_text="Boîte à outils dont elle fait partie.")
    thematiques = ThematiqueSerializer(many=True, read_only=True, help_text="Domaines dont elle parle.")
    chiffres = ChiffreCleSerializer(many=True, read_only=True, help_text="Chiffres cités.")
    interventions = InterventionSerializer(many=True, read_only=True, help_text="Ce qui a été dit, dans l’ordre.")
    pieces = PieceJointeSerializer(many=True, read_only=True, help_text="Fichiers et liens.")
    collectivites = ReferencesField(help_text="Collectivités dont elle parle.")
    politiques = ReferencesField(help_text="Politiques dont elle parle.")
    dispositifs = ReferencesField(help_text="Dispositifs dont elle parle.")
    projets = ReferencesField(help_text="Projets dont elle parle.")

    class Meta:
        model = Ressource
        fields = (
            *IDENTITE,
            "genre",
            "genre_libelle",
            "titre",
            "resume",
            "texte",
            "auteurs",
            "lieu",
            "debut",
            "fin",
            "parue_le",
            "mise_a_jour_le",
            "lien",
            "kit",
            "thematiques",
            "chiffres",
            "interventions",
            "pieces",
            "collectivites",
            "politiques",
            "dispositifs",
            "projets",
            "source",
            *SUIVI,
        )
