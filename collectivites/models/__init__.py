"""Models of the authorities floor: territories, authorities, memberships, contacts, accounts."""

from collectivites.models.adhesion import Adhesion
from collectivites.models.avis import Avis, AvisQuerySet
from collectivites.models.collectivite import Collectivite, CollectiviteQuerySet
from collectivites.models.contact import Consentement, Contact, ContactQuerySet
from collectivites.models.effacement import Effacement
from collectivites.models.invitation import Invitation, InvitationQuerySet
from collectivites.models.ruralite import Ruralite, siren_epci
from collectivites.models.suite import SuiteProposee
from collectivites.models.territoire import (
    Commune,
    Departement,
    Region,
    TerritoireQuerySet,
)
from collectivites.models.types import TypeCollectivite
from collectivites.models.utilisateur import Groupe, Utilisateur

__all__ = [
    "Adhesion",
    "Avis",
    "AvisQuerySet",
    "Collectivite",
    "CollectiviteQuerySet",
    "Commune",
    "Consentement",
    "Contact",
    "ContactQuerySet",
    "Departement",
    "Effacement",
    "Groupe",
    "Invitation",
    "InvitationQuerySet",
    "Region",
    "Ruralite",
    "SuiteProposee",
    "TerritoireQuerySet",
    "TypeCollectivite",
    "Utilisateur",
    "siren_epci",
]
