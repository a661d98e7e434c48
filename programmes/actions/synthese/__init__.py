"""Synthetic data, to measure and to try: deterministic by seed, labelled everywhere, removable in one command."""

from programmes.actions.synthese.effacer import EffacementImpossible, effacer
from programmes.actions.synthese.generer import Bilan, GenerationImpossible, generer
from programmes.actions.synthese.tirage import Volume

__all__ = ["Bilan", "EffacementImpossible", "GenerationImpossible", "Volume", "effacer", "generer"]
