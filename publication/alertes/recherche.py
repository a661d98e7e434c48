"""A search that can be followed: the filters of a list, or of the search over all natures, in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publication.filters import RechercheFilter
from publication.models import Publication
from publication.models.alerte import LONGUEUR_DE_REQUETE
from publication.natures import Nature, registre
from publication.presentation import Puces

if TYPE_CHECKING:
    from uuid import UUID

    from publication.models import Alerte
    from publication.presentation import Puce

TOUT = "recherche"
SUJETS: dict[str, str] = {TOUT: "", **{f"{nature.value}s": nature.value for nature in Nature}}
"""What an alert may follow, as addresses say it, and the nature that it means."""
LIBRE = "q"
"""The only filter whose text is anyone's."""


class Recherche:
    """The ``FilterSet`` of the page, under its parameters but those that only change how it looks."""

    def __init__(self, nature: str, parametres: QueryDict) -> None:
        """``nature`` is empty for the search over all of them."""
        self.nature = nature
        classe: Any = registre[nature].filtre if nature else RechercheFilter
        connus = [nom for nom in classe.base_filters if nom != "tri"]
        couples = {(nom, valeur.strip()) for nom in connus for valeur in parametres.getlist(nom) if valeur.strip()}
        self.requete = urlencode(sorted(couples))
        self.parametres = QueryDict(self.requete)
        self.filtre: Any = classe(self.parametres, queryset=_publiques(nature))

    @classmethod
    def de(cls, alerte: Alerte) -> Recherche:
        """Search that an alert follows."""
        return cls(alerte.nature, QueryDict(alerte.requete))

    @property
    def sujet(self) -> str:
        """Name of what is searched, as addresses say it."""
        return f"{self.nature}s" if self.nature else TOUT

    @cached_property
    def est_comprise(self) -> bool:
        """Whether every filter is understood."""
        return bool(self.filtre.is_valid()) and len(self.requete) <= LONGUEUR_DE_REQUETE

    @property
    def raisons(self) -> list[str]:
        """Why a filter is not understood, in French."""
        champs = self.filtre.form
        refus = [f"{champs[nom].label} : {' '.join(raisons)}" for nom, raisons in champs.errors.items()]
        return refus if refus or self.est_comprise else [_("Trop de filtres à la fois.")]

    @property
    def titre(self) -> str:
        """What is searched: the plural of the nature, or everything."""
        if self.nature:
            return capfirst(str(registre[self.nature].modele._meta.verbose_name_plural))
        return _("Recherche dans tout le répertoire") if self.requete else _("Tout le répertoire")

    @cached_property
    def puces(self) -> list[Puce]:
        """Filters, as their list shows them; empty when one of them is not understood."""
        return list(Puces(self.filtre, self.parametres)) if self.est_comprise else []

    @property
    def criteres(self) -> list[str]:
        """Filters in words."""
        sauf = _("sauf")
        return [f"{puce.champ} : {f'{sauf} ' if puce.est_exclusion else ''}{puce.valeur}" for puce in self.puces]

    @property
    def criteres_choisis(self) -> list[str]:
        """The same without the words that were typed, which could be an advertisement sent to someone else."""
        if LIBRE not in self.parametres:
            return self.criteres
        sans = QueryDict(mutable=True)
        for nom, valeurs in self.parametres.lists():
            if nom != LIBRE:
                sans.setlist(nom, valeurs)
        return [*Recherche(self.nature, sans).criteres, _("des mots recherchés")]

    @property
    def libelle(self) -> str:
        """The whole search on a line."""
        return " · ".join([self.titre, *self.criteres])

    @property
    def adresse(self) -> str:
        """Page that shows the same sheets; the whole directory is the home page."""
        if self.nature:
            page = reverse(registre[self.nature].liste)
        else:
            page = reverse("publication:recherche" if self.requete else "collectivites:accueil")
        return f"{page}?{self.requete}" if self.requete else page

    def nombre(self) -> int:
        """How many sheets answer now."""
        return len(self.uids())

    def uids(self) -> list[UUID]:
        """Identifiers of the public sheets that answer now, in a fixed order."""
        return sorted(self.filtre.qs.uids())


def _publiques(nature: str) -> Any:
    return registre[nature].modele.fiches().publiees() if nature else Publication.objects.vivantes()
