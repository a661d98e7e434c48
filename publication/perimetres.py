"""How the records of each floor belong to an authority, for the accounts that keep one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model, QuerySet

LECTURE = frozenset({"view"})
CORRECTION = frozenset({"view", "change"})
REDACTION = frozenset({"view", "add", "change", "delete"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Perimetre:
    """What a referent reads of a model, and what it may do there.

    - ``chemins``: paths to the authority; a record belongs to it when one of them leads to it;
    - ``compte``: path to the account that a record belongs to, in place of an authority;
    - ``verbes``: what the group of referents may do, within the rules;
    - ``fiches``: attributes that lead from a part to its sheet;
    - ``partage``: path to the other authorities that have a say in the record: it is then read, not changed;
    - ``publics``: condition of the records that any referent reads, because everybody may;
    - ``se_choisit``: whether any record may be named in a form, as the official code may.
    """

    chemins: tuple[str, ...] = ()
    compte: str = ""
    verbes: frozenset[str] = LECTURE
    fiches: tuple[str, ...] = ()
    partage: str = ""
    publics: Callable[[], Q] | None = None
    se_choisit: bool = False

    def a(self, collectivite: int | None) -> Q:
        """Condition of the records of an authority; none holds without one."""
        condition = Q(pk__in=[])
        for chemin in self.chemins if collectivite is not None else ():
            condition |= Q(**{chemin: collectivite})
        return condition

    def lus_par(self, modele: type[Model], compte: Any) -> QuerySet[Any]:
        """Keys of the records that the account reads: apart, so that several grants do not show a project twice."""
        condition = self.a(compte.collectivite_id)
        if self.compte:
            condition |= Q(**{self.compte: compte.pk})
        if self.publics is not None:
            condition |= self.publics()
        return modele._default_manager.filter(condition).order_by().values("pk")

    def est_partage(self, objet: Model, collectivite: int) -> bool:
        """Whether another authority has a say in the record."""
        if not self.partage:
            return False
        partenaires = type(objet)._default_manager.filter(pk=objet.pk).values_list(self.partage, flat=True)
        return bool(set(partenaires) - {None, collectivite})


@dataclass(slots=True)
class Perimetres:
    """The models that referents know of; each application's ``ready()`` adds its own."""

    _par_modele: dict[type[Model], Perimetre] = field(default_factory=dict)

    def inscrire(self, modele: type[Model], perimetre: Perimetre) -> None:
        """Declare a model; a second declaration replaces the first."""
        self._par_modele[modele] = perimetre

    def de(self, modele: type[Model]) -> Perimetre | None:
        """Return the declaration of a model; nothing of the others is open to referents."""
        return self._par_modele.get(modele)

    def __iter__(self) -> Iterator[tuple[type[Model], Perimetre]]:
        """Iterate over the declarations."""
        return iter(self._par_modele.items())


perimetres = Perimetres()
