"""Search that understands French territory.

``mots`` knows French words, ``demande`` reads a text, ``comprehension`` decides how to answer it, ``requetes`` and
``expressions`` write the SQL, ``sources`` is where the upper floors bring synonyms, places and suggestions.
"""

from publication.recherche.comprehension import Comprise, Largeur, comprendre
from publication.recherche.expressions import (
    COUPURE,
    DEBUT_MARQUE,
    FIN_MARQUE,
    classer,
    critere,
    extrait,
    promettre,
    titre_marque,
)
from publication.recherche.mots import SIGNES, nom_propre, plier
from publication.recherche.sources import GroupeDeSuggestions, Lieu, Suggestion, sources

__all__ = [
    "COUPURE",
    "DEBUT_MARQUE",
    "FIN_MARQUE",
    "SIGNES",
    "Comprise",
    "GroupeDeSuggestions",
    "Largeur",
    "Lieu",
    "Suggestion",
    "classer",
    "comprendre",
    "critere",
    "extrait",
    "nom_propre",
    "plier",
    "promettre",
    "sources",
    "titre_marque",
]
