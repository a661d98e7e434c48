"""Administration of this floor."""

from collectivites.admin.avis import AvisAdmin
from collectivites.admin.collectivite import AdhesionAdmin, CollectiviteAdmin
from collectivites.admin.contact import ConsentementAdmin, ContactAdmin
from collectivites.admin.invitation import InvitationAdmin
from collectivites.admin.personne import EffacementAdmin
from collectivites.admin.territoire import CommuneAdmin, DepartementAdmin, RegionAdmin
from collectivites.admin.utilisateur import GroupeAdmin, UtilisateurAdmin

__all__ = [
    "AdhesionAdmin",
    "AvisAdmin",
    "CollectiviteAdmin",
    "CommuneAdmin",
    "ConsentementAdmin",
    "ContactAdmin",
    "DepartementAdmin",
    "EffacementAdmin",
    "GroupeAdmin",
    "InvitationAdmin",
    "RegionAdmin",
    "UtilisateurAdmin",
]
