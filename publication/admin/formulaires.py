"""What a form of the administration holds, as a browser would send it: read from the base or a request, and shown."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceField
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publication.fusion import Etat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.forms import BaseForm, Field
    from django.http import HttpRequest

    from publication.fusion import Ligne, Valeur

FIN_DE_LIGNE = "\r\n"


class Partie:
    """The rows of a part, as the base has them, and the fields that people may change in them."""

    def __init__(self, jeu: Any, nom: Any) -> None:
        """``jeu`` is a formset that nothing was sent to; ``nom`` what one of its rows is called."""
        self.jeu = jeu
        self.nom = capfirst(str(nom))
        self.cle = jeu.model._meta.pk.name
        exclus = {self.cle, jeu.fk.name, "DELETE", "ORDER"}
        self.champs = {nom: champ for nom, champ in jeu.empty_form.fields.items() if nom not in exclus}

    def lignes(self) -> dict[str, Ligne]:
        """Stored rows, by key."""
        return {str(f.instance.pk): dict(_initiales(f, self.champs)) for f in self.jeu.initial_forms}

    def lignes_envoyees(self, request: HttpRequest, origine: dict[str, Ligne]) -> dict[str, Ligne]:
        """Rows of a request, by key; those that it deletes are not there."""
        lignes: dict[str, Ligne] = {}
        for rang in range(self.total(request)):
            prefixe = f"{self.jeu.prefix}-{rang}"
            if f"{prefixe}-DELETE" not in request.POST:
                cle = request.POST.get(f"{prefixe}-{self.cle}") or f"+{rang}"
                connue = origine.get(cle, {})
                lignes[cle] = {
                    n: _envoyee(request, c, f"{prefixe}-{n}", connue.get(n, ())) for n, c in self.champs.items()
                }
        return lignes

    def total(self, request: HttpRequest) -> int:
        """Number of rows that a request announces."""
        annonce = request.POST.get(f"{self.jeu.prefix}-TOTAL_FORMS", "")
        return min(int(annonce), self.jeu.absolute_max) if annonce.isdecimal() else 0

    def nommer(self, cle: str, *versions: Ligne | None) -> str:
        """What a row is called: as its record says, or by its first words."""
        for formulaire in self.jeu.initial_forms:
            if str(formulaire.instance.pk) == cle:
                return f"{self.nom} « {formulaire.instance} »"
        mots = (texte for version in versions if version for valeur in version.values() for texte in valeur)
        return f"{self.nom} « {next(mots, cle)} »"


class Formulaires:
    """The form of a record and those of its parts, as the base has them now."""

    def __init__(self, formulaire: BaseForm, parties: Iterable[Partie]) -> None:
        """Nothing was sent to ``formulaire``."""
        self.formulaire = formulaire
        self.champs = {nom: champ for nom, champ in formulaire.fields.items() if not champ.disabled}
        self.parties = {partie.jeu.prefix: partie for partie in parties}

    def etat(self) -> Etat:
        """What is stored."""
        return Etat(
            champs=dict(_initiales(self.formulaire, self.champs)),
            lignes={nom: partie.lignes() for nom, partie in self.parties.items()},
        )

    def etat_envoye(self, request: HttpRequest, origine: Etat) -> Etat:
        """What a request would store; a file that it does not send stays as it was in ``origine``."""
        return Etat(
            champs={n: _envoyee(request, c, n, origine.champs.get(n, ())) for n, c in self.champs.items()},
            lignes={
                nom: partie.lignes_envoyees(request, origine.lignes.get(nom, {}))
                for nom, partie in self.parties.items()
            },
        )


def _initiales(formulaire: BaseForm, champs: dict[str, Field]) -> Iterator[tuple[str, Valeur]]:
    for nom in champs:
        champ = formulaire.fields[nom]
        yield nom, ecrire(champ, formulaire.get_initial_for_field(champ, nom))


def _envoyee(request: HttpRequest, champ: Field, nom: str, origine: Valeur) -> Valeur:
    brute = champ.widget.value_from_datadict(request.POST, request.FILES, nom)
    if isinstance(champ, forms.FileField):
        if brute is None:
            return origine
        return (brute.name,) if hasattr(brute, "name") else ()
    if isinstance(champ, ModelChoiceField):
        return ecrire(champ, brute)
    try:
        return ecrire(champ, champ.clean(brute) if isinstance(champ, forms.MultiValueField) else champ.to_python(brute))
    except ValidationError:
        return tuple(str(texte) for texte in brute) if isinstance(brute, list) else (str(brute),)


def ecrire(champ: Field, valeur: Any) -> Valeur:
    """Write a value as a browser would send it, twice the same for equal values."""
    if isinstance(champ, forms.MultiValueField):
        morceaux: list[Any] = champ.widget.decompress(valeur)
        return tuple(_texte(morceau) for morceau in morceaux) if any(morceaux) else ()
    if isinstance(champ, forms.BooleanField):
        return ("on",) if valeur else ()
    preparee = champ.prepare_value(valeur)
    if isinstance(preparee, list | tuple) or hasattr(preparee, "iterator"):
        return tuple(sorted(_texte(choisie) for choisie in preparee))
    texte = _texte(preparee)
    return (texte,) if texte else ()


def _texte(valeur: Any) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, Decimal):
        return f"{valeur.normalize():f}"
    if isinstance(valeur, dt.date | dt.time):
        return valeur.isoformat()
    return str(valeur).replace(FIN_DE_LIGNE, "\n").strip()


def montrer(champ: Field, valeur: Valeur) -> str:
    """Write a value for people."""
    if isinstance(champ, forms.BooleanField):
        return _("oui") if valeur else _("non")
    if isinstance(champ, ModelChoiceField):
        return _montrer_les_liees(champ, valeur)
    if isinstance(champ, forms.DateField) and valeur:
        return _montrer_la_date(valeur[0])
    libelles = {str(code): str(libelle) for code, libelle in getattr(champ, "choices", ())}
    return ", ".join(libelles.get(texte, texte) for texte in valeur if texte) or "–"


def _montrer_les_liees(champ: Any, valeur: Valeur) -> str:
    connues = [texte for texte in valeur if texte]
    try:
        trouvees = champ.queryset.filter(pk__in=connues) if connues else []
        return ", ".join(str(liee) for liee in trouvees) or "–"
    except ValueError:
        return ", ".join(connues)


def _montrer_la_date(texte: str) -> str:
    try:
        return date_format(dt.date.fromisoformat(texte), "j F Y")
    except ValueError:
        return texte
