"""What is typed in a field, checked at once by the rules that saving will apply: those of its form and of its model.

Numbers, telephones, e-mail and web addresses are checked; nothing outside is asked, so that an address is only said to
be well formed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from publication.regles import lisibles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

LONGUEUR = 2_000
ORDINAIRES = (MaxLengthValidator, ProhibitNullCharactersValidator)
BIEN_FORMEES: dict[type[Any], str] = {
    models.URLField: "Adresse bien formée ; personne ne l’a visitée.",
    models.EmailField: "Adresse bien formée.",
}


def se_controle(champ: Any) -> bool:
    """Whether a field has rules of its own, that a person may break while typing."""
    if not isinstance(champ, models.CharField) or isinstance(champ, models.SlugField) or champ.choices:
        return False
    return any(not isinstance(regle, ORDINAIRES) for regle in champ.validators)


class ControleMixin:
    """Screens whose fields are checked while one types; parts send theirs to the screen of their own model."""

    model: Any
    opts: Any
    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        """Add the address that checks a field."""
        nom = f"{self.opts.app_label}_{self.opts.model_name}_controler"
        ecran = path("controler/", self.admin_site.admin_view(self.controler), name=nom)
        return [ecran, *super().get_urls()]  # type: ignore[misc]  # ModelAdmin has it

    def controler(self, request: HttpRequest) -> HttpResponse:
        """Say what is wrong with a value, or that it is right; the other values of the form come with it."""
        ecran: Any = self
        permise = ecran.has_add_permission(request) or ecran.has_change_permission(request)
        controleur = Controleur(request, self.model)
        if request.method != "POST" or not permise or controleur.champ is None:
            raise PermissionDenied
        return JsonResponse(controleur.dire())


class ControleDesChampsMixin:
    """Forms, and rows of forms, that tell the script which fields to check, and where."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Mark the field."""
        champ = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # the admin has it
        ecran: Any = self
        modele = ecran.model
        if champ is not None and se_controle(db_field) and ecran.admin_site.is_registered(modele):
            nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}_controler"
            champ.widget.attrs |= {"data-controle": db_field.name, "data-controle-url": reverse(nom)}
        return champ


class Controleur:
    """A value of a request, its field, and the record that it would be written in."""

    def __init__(self, request: HttpRequest, modele: Any) -> None:
        """``champ`` is ``None`` when the request names no field that is checked."""
        self.request = request
        self.modele = modele
        self.champs = {champ.name: champ for champ in modele._meta.concrete_fields if se_controle(champ)}
        self.champ: Any = self.champs.get(request.POST.get("champ", ""))
        self.cle = request.POST.get("cle", "")

    def dire(self) -> dict[str, Any]:
        """``etat``: empty for an empty value, ``bon`` or ``faux``; ``message``; ``url`` of who has the number."""
        texte = self.request.POST.get("valeur", "")[:LONGUEUR].strip()
        if not texte:
            return {"etat": "", "message": "", "url": ""}
        try:
            valeur = self._lire(self.champ, texte)
            self._refuser_ensemble(valeur)
        except ValidationError as refus:
            return {"etat": "faux", "message": " ".join(refus.messages), "url": ""}
        if (autre := self._autre(valeur)) is not None:
            return self._dire_l_autre(autre)
        return {"etat": "bon", "message": self._dire_le_bon(texte, valeur), "url": ""}

    def _lire(self, champ: Any, texte: str) -> Any:
        """Value that saving would write: what the field of the form makes of it, refused by the model or not."""
        options = {"assume_scheme": "https"} if isinstance(champ, models.URLField) else {}
        saisie: Any = champ.formfield(**options)
        return champ.clean(saisie.clean(texte), None)

    def _refuser_ensemble(self, valeur: Any) -> None:
        """Refuse what goes against the other checked values of the form, where they are themselves right."""
        autres = dict(self._autres_valeurs())
        objet = self.modele(**{**autres, self.champ.name: valeur})
        exclus = {c.name for c in self.modele._meta.get_fields()} - {*autres, self.champ.name}
        for contrainte in self.modele._meta.constraints:
            if isinstance(contrainte, models.CheckConstraint):
                contrainte.validate(self.modele, objet, exclude=exclus)

    def _autres_valeurs(self) -> Iterator[tuple[str, Any]]:
        try:
            envoyees = json.loads(self.request.POST.get("autres", "{}"))
        except ValueError:
            return
        for nom, champ in self.champs.items() if isinstance(envoyees, dict) else ():
            texte = envoyees.get(nom)
            if nom == self.champ.name or not isinstance(texte, str) or not texte.strip():
                continue
            try:
                yield nom, self._lire(champ, texte[:LONGUEUR].strip())
            except ValidationError:
                continue

    def _autre(self, valeur: Any) -> Any:
        """Another record that has this value, when only one may."""
        if not self.champ.unique:
            return None
        pareils = self.modele._base_manager.filter(**{self.champ.name: valeur})
        return (pareils.exclude(pk=self.cle) if self.cle.isdecimal() else pareils).first()

    def _dire_l_autre(self, autre: Any) -> dict[str, Any]:
        """Name it to those who may read it."""
        meta = self.modele._meta
        if not lisibles(self.modele._base_manager.filter(pk=autre.pk), self.request.user).exists():
            message = _("Déjà utilisé ailleurs : vérifiez, ou demandez à l’équipe du réseau.")
            return {"etat": "faux", "message": message, "url": ""}
        message = _("Déjà utilisé par « %(autre)s ».") % {"autre": autre}
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[autre.pk])
        return {"etat": "faux", "message": message, "url": url}

    def _dire_le_bon(self, texte: str, valeur: Any) -> str:
        for genre, message in BIEN_FORMEES.items():
            if isinstance(self.champ, genre):
                return message
        if str(valeur) != texte:
            return _("Bien lu : %(valeur)s.") % {"valeur": valeur}
        return _("Bien formé, et pas encore utilisé.") if self.champ.unique else _("Bien formé.")
