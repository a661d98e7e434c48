"""Values of the fields of a record: understood from people and machines, kept as JSON, said in French."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Field as ChampDeFormulaire

ESPACES = re.compile(r"\s+")


def libelle(champ: Any) -> str:
    """Name of a field or of a relation, for people."""
    return capfirst(str(getattr(champ, "verbose_name", "") or champ.related_model._meta.verbose_name_plural))


def est_un_texte(champ: Any) -> bool:
    """Whether a value reads word by word, unlike a number, a date, a choice or a link."""
    return isinstance(champ, models.CharField | models.TextField) and not champ.choices


class NombreMixin:
    """Number as people write it: « 1 234,50 »."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        """Leave spaces out, and take a comma for a point."""
        lue = ESPACES.sub("", value).replace(",", ".") if isinstance(value, str) else value
        return super().to_python(lue)  # type: ignore[misc]  # the field that it is mixed into has it


class Entier(NombreMixin, forms.IntegerField):
    """Whole number."""


class Decimale(NombreMixin, forms.DecimalField):
    """Decimal number."""


SAISIES: dict[Any, Any] = {
    models.URLField: {"assume_scheme": "https"},
    models.IntegerField: {"form_class": Entier},
    models.DecimalField: {"form_class": Decimale},
}


def champ_de_saisie(champ: Any) -> ChampDeFormulaire:
    """Form field that reads a value of ``champ``; whether it may be empty is for the model to say."""
    options: dict[str, Any] = next((choix for classe, choix in SAISIES.items() if isinstance(champ, classe)), {})
    if champ.choices:
        options = {}
    saisie: ChampDeFormulaire = champ.formfield(**options)
    saisie.required = False
    return saisie


def comprendre(champ: Any, brute: Any) -> Any:
    """Value of a field from what someone typed or a program sent: « 1 234,50 », a date, the label of a choice.

    Raises ``ValidationError``, whose message is for people.
    """
    if isinstance(brute, bool | dict) and not isinstance(champ, models.BooleanField | models.JSONField):
        raise ValidationError(_("Cette valeur ne convient pas à ce champ."))
    return champ_de_saisie(champ).clean(_preparer(champ, brute))


def _preparer(champ: Any, brute: Any) -> Any:
    if isinstance(brute, list | tuple):
        return ",".join(map(str, brute))
    if isinstance(brute, dt.date | Decimal | int | float) or brute is None:
        return brute
    texte = str(brute).strip()
    codes = {str(nom).casefold(): code for code, nom in champ.flatchoices}
    return codes.get(texte.casefold(), texte)


def en_json(champ: Any, valeur: Any) -> Any:
    """Form in which a value is kept; two equal values have the same."""
    if isinstance(champ, models.DecimalField) and valeur is not None:
        return f"{Decimal(valeur):.{champ.decimal_places}f}"
    if isinstance(valeur, dt.date | dt.time):
        return valeur.isoformat()
    if isinstance(valeur, list | tuple):
        return list(valeur)
    return valeur if valeur is None or isinstance(valeur, bool | int | float | str) else str(valeur)


def canonique(champ: Any, brute: Any) -> Any:
    """Form in which a value is kept, from any other; what the field does not understand is left as it is."""
    try:
        return en_json(champ, comprendre(champ, brute))
    except ValidationError:
        return brute


def actuelle(objet: models.Model, nom: str) -> Any:
    """Present value of a field, as it is kept."""
    return en_json(objet._meta.get_field(nom), getattr(objet, nom))


def en_clair(champ: Any, valeur: Any) -> str:
    """Words that say a value; empty when there is none."""
    if valeur in (None, "", []):
        return ""
    if isinstance(valeur, bool):
        return _("oui") if valeur else _("non")
    if getattr(champ, "choices", None):
        return str(dict(champ.flatchoices).get(valeur, valeur))
    return _en_mots(champ, valeur)


def _en_mots(champ: Any, valeur: Any) -> str:
    if isinstance(champ, models.DecimalField):
        nombre = Decimal(str(valeur))
        return number_format(nombre if nombre % 1 else nombre.quantize(Decimal(1)), force_grouping=True)
    if isinstance(valeur, dt.datetime):
        return date_format(timezone.localtime(valeur), "j F Y, H:i")
    if isinstance(valeur, dt.date):
        return date_format(valeur, "j F Y")
    if isinstance(valeur, list | tuple):
        return ", ".join(map(str, valeur))
    est_une_annee = isinstance(champ, models.SmallIntegerField | models.PositiveSmallIntegerField)
    if isinstance(valeur, int) and not est_une_annee:
        return number_format(valeur, force_grouping=True)
    return str(valeur)


def brute_en_clair(champ: Any, brute: Any) -> str:
    """The same for a value that is kept as JSON; what the field does not understand is shown as it is."""
    try:
        return en_clair(champ, comprendre(champ, brute))
    except ValidationError:
        return str(brute)


def valider(objet: Any, valeurs: Mapping[str, Any]) -> dict[str, list[str]]:
    """Give ``objet`` the values and return why the model would refuse them, by field; nothing is saved.

    What concerns the whole record has the empty name.
    """
    erreurs: dict[str, list[str]] = {}
    for nom, valeur in valeurs.items():
        try:
            setattr(objet, nom, objet._meta.get_field(nom).clean(valeur, objet))
        except ValidationError as refus:
            erreurs[nom] = refus.messages
    if erreurs:
        return erreurs
    for controle in (objet.clean, objet.validate_unique, objet.validate_constraints):
        try:
            controle()
        except ValidationError as refus:
            for nom, raisons in refus.update_error_dict({}).items():
                messages = [message for raison in raisons for message in raison.messages]
                erreurs.setdefault("" if nom == "__all__" else nom, []).extend(messages)
    return erreurs
