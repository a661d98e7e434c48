"""Make the tables that the writing code of the network's files takes, out of the values of a sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, ForeignKey, TextField
from django.utils.translation import gettext as _

from programmes.actions.fiches.champs import forme
from programmes.actions.fiches.lecture import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

    from programmes.actions.fiches.erreurs import Endroit

ILLISIBLE = (ValidationError, TypeError, ValueError, ArithmeticError)


def table(endroit: Endroit, valeurs: dict[str, Any], source: str = "") -> Table:
    """A table of one record, as a file would give it."""
    return Table(endroit=endroit, valeurs=valeurs, source=source)


def garder(modele: type[Model], valeurs: Mapping[str, str], refus: list[str], ou: str = "") -> dict[str, Any]:
    """Values that the fields of the model can hold; each of the others is told in ``refus``, with its reason."""
    gardees: dict[str, Any] = {}
    champs = forme(modele).champs
    for nom, valeur in valeurs.items():
        champ = champs[nom]
        if isinstance(champ, ForeignKey) or valeur == "":
            continue
        propre = _ecrite(champ, valeur)
        try:
            champ.clean(champ.to_python(propre), None)
        except ILLISIBLE as erreur:
            raison = " ".join(erreur.messages) if isinstance(erreur, ValidationError) else _("valeur illisible.")
            phrase = _("%(ou)s%(champ)s « %(valeur)s » : %(raison)s")
            dit = {"ou": f"{ou}, " if ou else "", "champ": champ.verbose_name, "valeur": _court(valeur)}
            refus.append(phrase % {**dit, "raison": raison})
        else:
            gardees[nom] = propre
    return gardees


def _ecrite(champ: Any, valeur: str) -> Any:
    """A line of a text is a paragraph of the sheet: the files join the lines of a paragraph."""
    if champ.get_internal_type() == "BooleanField":
        return valeur in {"oui", "True", "true", "on", "1"}
    if isinstance(champ, TextField):
        return re.sub(r"\s*\n\s*", "\n\n", valeur.replace("\r\n", "\n").strip())
    if isinstance(champ, CharField):
        return " ".join(valeur.split())
    return valeur.strip().replace(",", ".") if champ.get_internal_type() == "DecimalField" else valeur.strip()


def _court(valeur: str) -> str:
    return valeur if len(valeur) <= 60 else f"{valeur[:59]}…"  # noqa: PLR2004  # enough to recognise it
