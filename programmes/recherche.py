"""What this floor teaches to search: the synonyms that staff keep, the names of themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.translation import gettext as _

from programmes.models import Synonyme, Thematique
from publication.models import EtatPublic
from publication.recherche import GroupeDeSuggestions, Suggestion, plier

if TYPE_CHECKING:
    from programmes.models.thematique import ThematiqueQuerySet
    from publication.recherche.sources import Synonymes

UN_JOUR = 86_400
THEMATIQUES_AU_PLUS = 3


def synonymes() -> Synonymes:
    """Folded terms and their folded equivalents, read again after each write."""
    return _savoir()[0]


def voisins(_mot: str) -> list[str]:
    """Folded words of themes and synonyms: they are few, the closest is chosen among them all."""
    return _savoir()[1]


def _savoir() -> tuple[Synonymes, list[str]]:
    cle = f"recherche-{EtatPublic.objects.numero()}"
    connu: tuple[Synonymes, list[str]] | None = cache.get(cle)
    if connu is None:
        connu = _lire()
        cache.set(cle, connu, UN_JOUR)
    return connu


def _lire() -> tuple[Synonymes, list[str]]:
    synonymes = {plier(s.terme): tuple(map(plier, s.equivalents)) for s in Synonyme.objects.order_by("terme", "pk")}
    thematiques = [plier(f"{t.nom} {t.description}") for t in Thematique.objects.order_by("nom", "pk")]
    return synonymes, [*thematiques, *(mot for equivalents in synonymes.values() for mot in equivalents)]


def suggestions(plie: str) -> list[GroupeDeSuggestions]:
    """Themes that begin as a folded text."""
    return _groupe(Thematique.objects.commencant(plie))


def proches(plie: str) -> list[GroupeDeSuggestions]:
    """Themes with a name close to a folded text."""
    return _groupe(Thematique.objects.proches(plie))


def _groupe(thematiques: ThematiqueQuerySet) -> list[GroupeDeSuggestions]:
    suggerees = [Suggestion(libelle=t.nom, url=t.get_absolute_url()) for t in thematiques[:THEMATIQUES_AU_PLUS]]
    return [GroupeDeSuggestions(titre=_("Thématiques"), rang=4, suggestions=suggerees)]
