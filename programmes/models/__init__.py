"""Models of the programmes floor: policies, schemes, projects, grants, organisations, themes, resources."""

from programmes.models.chiffre_cle import ChiffreCle
from programmes.models.dispositif import Dispositif, DispositifQuerySet, Partenariat
from programmes.models.organisme import Organisme, OrganismeAbsorbe
from programmes.models.parties import Action, Budget, Effectif, Engagement, Orientation
from programmes.models.politique import Politique, PolitiqueQuerySet
from programmes.models.projet import ImageProjet, Projet, ProjetQuerySet
from programmes.models.reprise import Reprise
from programmes.models.ressource import (
    Intervention,
    PieceJointe,
    Ressource,
    RessourceQuerySet,
)
from programmes.models.subvention import Subvention, SubventionQuerySet
from programmes.models.thematique import Synonyme, Thematique

__all__ = [
    "Action",
    "Budget",
    "ChiffreCle",
    "Dispositif",
    "DispositifQuerySet",
    "Effectif",
    "Engagement",
    "ImageProjet",
    "Intervention",
    "Organisme",
    "OrganismeAbsorbe",
    "Orientation",
    "Partenariat",
    "PieceJointe",
    "Politique",
    "PolitiqueQuerySet",
    "Projet",
    "ProjetQuerySet",
    "Reprise",
    "Ressource",
    "RessourceQuerySet",
    "Subvention",
    "SubventionQuerySet",
    "Synonyme",
    "Thematique",
]
