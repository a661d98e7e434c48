"""Writes that make records public, keep them in step, or withdraw them."""

from publication.actions.adresses import AdresseReservee
from publication.actions.concernees import fiches_concernees
from publication.actions.examiner import ExamenImpossible, ValeurChangee, appliquer, refuser, repondre
from publication.actions.proposer import PropositionInvalide, SansCompte, proposer
from publication.actions.publier import (
    PublicationImpossible,
    RenvoiImpossible,
    confirmer,
    demander_relecture,
    publier,
    renvoyer,
)
from publication.actions.retirer import RetraitImpossible, SuppressionImpossible, retirer, supprimer
from publication.actions.synchroniser import synchroniser
from publication.actions.verifier import Ecart, verifier
from publication.actions.verrou import instantane, verrouiller_revisions

__all__ = [
    "AdresseReservee",
    "Ecart",
    "ExamenImpossible",
    "PropositionInvalide",
    "PublicationImpossible",
    "RenvoiImpossible",
    "RetraitImpossible",
    "SansCompte",
    "SuppressionImpossible",
    "ValeurChangee",
    "appliquer",
    "confirmer",
    "demander_relecture",
    "fiches_concernees",
    "instantane",
    "proposer",
    "publier",
    "refuser",
    "renvoyer",
    "repondre",
    "retirer",
    "supprimer",
    "synchroniser",
    "verifier",
    "verrouiller_revisions",
]
