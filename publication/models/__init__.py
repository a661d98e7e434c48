"""Models of the publication floor."""

from publication.models.adresse import AncienneAdresse
from publication.models.alerte import Alerte, Frequence, Reponse
from publication.models.completude import Attendu, Completude, attendre, completude
from publication.models.doublon import Doublon
from publication.models.enregistrement import Enregistrement, champs_proteges
from publication.models.etat import EtatPublic
from publication.models.fiche import Fiche, FicheQuerySet, Statut, acteur, ensemble
from publication.models.importation import EtatImport, Import
from publication.models.jeton import Jeton, Portee, Rejouable, Usage
from publication.models.lien import LienDeMiseAJour
from publication.models.lien_prive import LienPrive
from publication.models.lien_verifie import LienVerifie
from publication.models.lot import EtatLot, Lot, LotLigne, RetourLigne, SuiteLigne
from publication.models.partenaire import Partenaire
from publication.models.presence import Presence
from publication.models.projection import Projection
from publication.models.proposition import ChangementPropose, Proposition
from publication.models.publication import Publication, PublicationQuerySet
from publication.models.sommes import Somme
from publication.models.texte_riche import TexteRiche
from publication.models.version import Version
from publication.models.vue import VueEnregistree, VueParDefaut
from publication.models.webhook import Livraison, Webhook

__all__ = [
    "Alerte",
    "AncienneAdresse",
    "Attendu",
    "ChangementPropose",
    "Completude",
    "Doublon",
    "Enregistrement",
    "EtatImport",
    "EtatLot",
    "EtatPublic",
    "Fiche",
    "FicheQuerySet",
    "Frequence",
    "Import",
    "Jeton",
    "LienDeMiseAJour",
    "LienPrive",
    "LienVerifie",
    "Livraison",
    "Lot",
    "LotLigne",
    "Partenaire",
    "Portee",
    "Presence",
    "Projection",
    "Proposition",
    "Publication",
    "PublicationQuerySet",
    "Rejouable",
    "Reponse",
    "RetourLigne",
    "Somme",
    "Statut",
    "SuiteLigne",
    "TexteRiche",
    "Usage",
    "Version",
    "VueEnregistree",
    "VueParDefaut",
    "Webhook",
    "acteur",
    "attendre",
    "champs_proteges",
    "completude",
    "ensemble",
]
