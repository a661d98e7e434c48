"""Which sheets a change concerns."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from publication.actions.verrou import verrouiller_revisions
from publication.models import Fiche
from publication.natures import registre

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

Lots = dict[type[Fiche], set[int]]


def fiches_concernees(objets: Iterable[Model]) -> list[Fiche]:
    """Sheets whose document may change when ``objets`` do, themselves included: to pass to ``synchroniser``.

    Where a change moves a record from one sheet to another, ask before and after the write. Our turn to write is taken
    first: a sheet that another writer is about to mention ``objets`` in is either seen here, or computed after us.
    """
    verrouiller_revisions()
    return [
        fiche
        for modele, cles in lots_concernes(objets).items()
        for fiche in modele.fiches().filter(pk__in=cles).order_by("pk")
    ]


def lots_concernes(objets: Iterable[Model]) -> Lots:
    """Keys of the concerned sheets by model, in a number of queries that depends on the models, not on the rows."""
    par_modele: dict[type[Model], set[int]] = defaultdict(set)
    for objet in objets:
        par_modele[type(objet)].add(objet.pk)
    lots: Lots = defaultdict(set)
    for modele, cles in par_modele.items():
        if issubclass(modele, Fiche):
            lots[modele] |= cles
        for inscription in registre:
            lots[inscription.modele] |= _citantes(inscription.modele, modele, cles)
    return {modele: cles for modele, cles in lots.items() if cles}


def _citantes(modele: type[Fiche], cite: type[Model], cles: set[int]) -> set[int]:
    """Keys of the sheets of ``modele`` that were ever public and whose document may mention one of ``cles``."""
    chemins = modele.mentionne.get(cite._meta.label, ())
    if not chemins:
        return set()
    condition = Q()
    for chemin in chemins:
        # One subquery a path: in a single join, the paths through thousands of communes would multiply.
        condition |= Q(pk__in=modele.fiches().filter(**{f"{chemin}__in": cles}).order_by().values("pk"))
    publiques = modele.fiches().filter(condition, publication__isnull=False)
    return set(publiques.order_by().values_list("pk", flat=True))
