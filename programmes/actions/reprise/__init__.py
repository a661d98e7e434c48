"""Take over the network's existing sheets: read a document, correct it, write its drafts in one transaction."""

from programmes.actions.reprise.creer import creer_les_brouillons
from programmes.actions.reprise.deposer import corriger, deposer
from programmes.actions.reprise.ecrire import reprendre
from programmes.actions.reprise.effacer import effacer_les_anciennes
from programmes.actions.reprise.rapport import Ecrit, FicheReprise
from programmes.actions.reprise.saisie import (
    CHAMPS,
    PARTIES,
    Choix,
    FicheAReprendre,
    proposer_reprise,
    saisie_de,
)

__all__ = [
    "CHAMPS",
    "PARTIES",
    "Choix",
    "Ecrit",
    "FicheAReprendre",
    "FicheReprise",
    "corriger",
    "creer_les_brouillons",
    "deposer",
    "effacer_les_anciennes",
    "proposer_reprise",
    "reprendre",
    "saisie_de",
]
