"""The base of the filters: one ``FilterSet`` per nature serves the page, the API and the exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import django_filters as filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from publication.models import FicheQuerySet, PublicationQuerySet

LONGUEUR_RECHERCHE = 250
AIDE_RECHERCHE = _('Mots, "expression exacte" entre guillemets droits, -mot à exclure.')
TRI_COMMUN: dict[str, tuple[str, Any]] = {
    "titre": ("publication__titre_cle", _("titre")),
    "-modifiee_le": ("-publication__modifiee_le", _("dernière modification")),
}


class ChoixMultipleFilter(filters.MultipleChoiceFilter):
    """Several values mean "one of these"; no row can come twice, so none is compared with the others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Without ``DISTINCT``, which would sort whole documents."""
        kwargs.setdefault("distinct", False)
        super().__init__(*args, **kwargs)


class EntierFilter(filters.NumberFilter):
    """A whole number; 1,5 is refused rather than cut."""

    field_class = forms.IntegerField


class TriFilter(filters.ChoiceFilter):
    """Order of the results: ``titre``, ``-modifiee_le``… Ties are broken by key, so that pages are stable."""

    def __init__(self, *args: Any, champs: dict[str, tuple[str, Any]], **kwargs: Any) -> None:
        """``champs`` maps the public name of an order to the column it sorts by and its label."""
        self.colonnes = {nom: colonne for nom, (colonne, _libelle) in champs.items()}
        choix = [(nom, libelle) for nom, (_colonne, libelle) in champs.items()]
        kwargs.setdefault("label", _("Trier par"))
        kwargs.setdefault("empty_label", _("Ordre habituel"))
        super().__init__(*args, choices=choix, **kwargs)

    def filter(self, qs: FicheQuerySet[Any], value: str) -> FicheQuerySet[Any]:
        """Order the queryset; leave it as it is when no order is asked."""
        return qs.trier(self.colonnes[value]) if value else qs


class RechercheFilter(filters.FilterSet):
    """Filters of the search over all natures."""

    q = filters.CharFilter(
        method="chercher", max_length=LONGUEUR_RECHERCHE, label=_("Mots recherchés"), help_text=AIDE_RECHERCHE
    )
    nature = ChoixMultipleFilter(choices=Nature.choices, label=_("Nature"), help_text=_("Nature de fiche ; répétable."))

    class Meta:
        model = Publication
        fields: ClassVar[list[str]] = []

    def chercher(self, publications: PublicationQuerySet, _nom: str, texte: str) -> PublicationQuerySet:
        """Keep the records that answer the text, the best first."""
        return publications.chercher(texte, le=timezone.localdate())


class FicheFilter(filters.FilterSet):
    """Filters that every nature has."""

    q = filters.CharFilter(
        method="chercher",
        max_length=LONGUEUR_RECHERCHE,
        label=_("Mots recherchés"),
        help_text=AIDE_RECHERCHE,
    )

    class Meta:
        fields: ClassVar[list[str]] = []

    def chercher(self, fiches: FicheQuerySet[Any], _nom: str, texte: str) -> FicheQuerySet[Any]:
        """Keep the sheets that answer the text, the best first."""
        return fiches.chercher(texte, le=timezone.localdate())
