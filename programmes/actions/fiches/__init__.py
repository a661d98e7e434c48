"""The network's sheets: read the TOML files, write them, publish them."""

from programmes.actions.fiches.charger import charger
from programmes.actions.fiches.erreurs import FichierInvalide
from programmes.actions.fiches.lecture import Jeu, fichiers_livres, lire
from programmes.actions.fiches.rapport import Rapport, Resultat, Sort

__all__ = ["FichierInvalide", "Jeu", "Rapport", "Resultat", "Sort", "charger", "fichiers_livres", "lire"]
