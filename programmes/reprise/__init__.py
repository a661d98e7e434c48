"""Read the network's existing sheets, as text or as HTML, without losing a character; nothing here writes anything.

``decoder`` makes a text of a file, ``lire`` a ``Lecture`` of a text: the sheets found in it, each recognised field with
its confidence and its place in the text, and all the rest in order.
"""

from programmes.reprise.lecture import Champ, Confiance, FicheLue, Genre, Lecture, Morceau
from programmes.reprise.lire import lire
from programmes.reprise.source import Source, decoder, texte_de_html

__all__ = [
    "Champ",
    "Confiance",
    "FicheLue",
    "Genre",
    "Lecture",
    "Morceau",
    "Source",
    "decoder",
    "lire",
    "texte_de_html",
]
