"""Lists of words that lower floors offer without knowing where they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Fournisseur = Callable[[], Iterable[tuple[str, str]]]

_FOURNISSEURS: dict[str, Fournisseur] = {}


def fournir(nom: str, fournisseur: Fournisseur) -> None:
    """Declare who gives the codes and labels of a list; an application does it in its ``ready()``."""
    _FOURNISSEURS[nom] = fournisseur


def choix(nom: str) -> Callable[[], Iterable[tuple[str, str]]]:
    """Return a callable that gives the codes and labels of a list when a form needs them."""

    def fournisseur() -> Iterable[tuple[str, str]]:
        return _FOURNISSEURS[nom]()

    return fournisseur
