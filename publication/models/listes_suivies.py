"""The lists that a record held (themes, contacts, communes…), as each row of its history keeps them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from simple_history.utils import get_m2m_reverse_field_name

if TYPE_CHECKING:
    from django.db import models


@cache
def listes_suivies(modele: type[models.Model]) -> tuple[Any, ...]:
    """Many-to-many fields of a model that its history keeps, in the order of the model."""
    suivies = {liste.name for liste in modele.history.model._history_m2m_fields}  # type: ignore[attr-defined]
    return tuple(champ for champ in modele._meta.many_to_many if champ.name in suivies)


def cles_listees(ligne: Any, champ: Any) -> tuple[Any, ...]:
    """Keys that a list held at a row of the history; read once for each row."""
    lues = ligne.__dict__.setdefault("_cles_listees", {})
    if champ.name not in lues:
        attname = f"{get_m2m_reverse_field_name(champ)}_id"
        lues[champ.name] = tuple(sorted(getattr(ligne, champ.name).values_list(attname, flat=True)))
    cles: tuple[Any, ...] = lues[champ.name]
    return cles


def listes(ligne: Any) -> dict[str, set[Any]]:
    """Keys that each list held at a row of the history, of what is still there: the rest cannot come back."""
    return {
        champ.name: set(
            champ.related_model._base_manager.filter(pk__in=cles_listees(ligne, champ)).values_list("pk", flat=True)
        )
        for champ in listes_suivies(ligne.instance_type)
    }
