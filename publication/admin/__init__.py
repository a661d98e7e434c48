"""Administration of this floor."""

from publication.admin.alerte import AlerteAdmin
from publication.admin.doublon import DoublonAdmin
from publication.admin.importation import ImportAdmin
from publication.admin.jeton import JetonAdmin
from publication.admin.lien import LienDeMiseAJourAdmin
from publication.admin.lien_prive import LienPriveAdmin
from publication.admin.lien_verifie import LienVerifieAdmin
from publication.admin.lot import LotAdmin
from publication.admin.partenaire import PartenaireAdmin
from publication.admin.proposition import PropositionAdmin
from publication.admin.publication import PublicationAdmin
from publication.admin.tache import TacheAdmin
from publication.admin.vue import VueEnregistreeAdmin
from publication.admin.webhook import LivraisonAdmin, WebhookAdmin

__all__ = [
    "AlerteAdmin",
    "DoublonAdmin",
    "ImportAdmin",
    "JetonAdmin",
    "LienDeMiseAJourAdmin",
    "LienPriveAdmin",
    "LienVerifieAdmin",
    "LivraisonAdmin",
    "LotAdmin",
    "PartenaireAdmin",
    "PropositionAdmin",
    "PublicationAdmin",
    "TacheAdmin",
    "VueEnregistreeAdmin",
    "WebhookAdmin",
]
