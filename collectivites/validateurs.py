"""Checks of the numbers that the State gives to organisations."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import ValidationError as NumeroInvalide
from stdnum.fr import siren, siret


def _valider(valeur: str, *, numero: str, longueur: int, module: Any) -> None:
    if not re.fullmatch(rf"[0-9]{{{longueur}}}", valeur):
        raise ValidationError(
            _("« %(valeur)s » : un %(numero)s compte %(longueur)d chiffres, sans espace."),
            params={"valeur": valeur, "numero": numero, "longueur": longueur},
        )
    try:
        module.validate(valeur)
    except NumeroInvalide as erreur:
        raise ValidationError(
            _("« %(valeur)s » : la clé de ce %(numero)s est fausse, vérifiez les chiffres."),
            params={"valeur": valeur, "numero": numero},
        ) from erreur


def valider_siren(valeur: str) -> None:
    """Refuse a SIREN that is not nine digits with a right check digit; source: INSEE, Luhn's algorithm."""
    _valider(valeur, numero="SIREN", longueur=9, module=siren)


def valider_siret(valeur: str) -> None:
    """Refuse a SIRET that is not fourteen digits with right check digits; source: INSEE, La Poste's rule included."""
    _valider(valeur, numero="SIRET", longueur=14, module=siret)


valider_rna = RegexValidator(r"^W\d{9}$", gettext_lazy("Un numéro RNA est un W suivi de neuf chiffres : W351001234."))
