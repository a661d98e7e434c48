"""Writes that make records public, keep them in step, or withdraw them."""

from publication.actions.concernees import fiches_concernees
from publication.actions.publier import PublicationImpossible, demander_relecture, publier
from publication.actions.retirer import RetraitImpossible, SuppressionImpossible, retirer, supprimer
from publication.actions.synchroniser import synchroniser
from publication.actions.verifier import Ecart, verifier

__all__ = [
    "Ecart",
    "PublicationImpossible",
    "RetraitImpossible",
    "SuppressionImpossible",
    "demander_relecture",
    "fiches_concernees",
    "publier",
    "retirer",
    "supprimer",
    "synchroniser",
    "verifier",
]
