"""Administration of this floor."""

from programmes.admin.dispositif import DispositifAdmin, PartenariatAdmin
from programmes.admin.organisme import OrganismeAdmin, SynonymeAdmin, ThematiqueAdmin
from programmes.admin.parties import ActionAdmin, BudgetAdmin, ChiffreCleAdmin
from programmes.admin.politique import PolitiqueAdmin
from programmes.admin.projet import ProjetAdmin, SubventionAdmin
from programmes.admin.reprise import RepriseAdmin
from programmes.admin.ressource import RessourceAdmin

__all__ = [
    "ActionAdmin",
    "BudgetAdmin",
    "ChiffreCleAdmin",
    "DispositifAdmin",
    "OrganismeAdmin",
    "PartenariatAdmin",
    "PolitiqueAdmin",
    "ProjetAdmin",
    "RepriseAdmin",
    "RessourceAdmin",
    "SubventionAdmin",
    "SynonymeAdmin",
    "ThematiqueAdmin",
]
