"""What the tests of the administration share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib import admin
from django.urls import reverse

from collectivites.actions.groupes import installer_groupes
from publication.models import Doublon, LienVerifie, Publication
from tests import factories
from tests.factories import UtilisateurFactory
from tests.factories.actions import un_doublon, un_lien_verifie

if TYPE_CHECKING:
    from django.db.models import Model
    from django.forms import BaseFormSet
    from django.test import Client

APPLICATIONS = {"publication", "collectivites", "programmes"}


def modeles_administres() -> list[type[Model]]:
    """Models of ours that have a screen."""
    modeles = [modele for modele in admin.site._registry if modele._meta.app_label in APPLICATIONS]
    return sorted(modeles, key=lambda modele: modele._meta.label)


def creer(modele: type[Any]) -> Any:
    """A record of a model, public if it is a sheet."""
    if modele is Publication:
        return factories.CollectiviteFactory(publie=True).publication
    if modele is Doublon:
        return un_doublon()
    if modele is LienVerifie:
        return un_lien_verifie()
    fabrique = getattr(factories, f"{modele.__name__}Factory")
    champs = {"publie": True} if hasattr(modele, "champ_titre") else {}
    return fabrique(**champs)


def adresse(modele: type[Model] | Model, ecran: str, *args: Any) -> str:
    """Address of a screen of a model."""
    return reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_{ecran}", args=args)


@pytest.fixture
def groupes(db: None) -> None:
    installer_groupes()


@pytest.fixture
def redactrice(groupes: None):
    return UtilisateurFactory(redaction=True)


@pytest.fixture
def administratrice(groupes: None):
    return UtilisateurFactory(administration=True, is_superuser=True)


@pytest.fixture
def bureau(client: Client, redactrice) -> Client:
    """A client logged in as staff of the network."""
    client.force_login(redactrice)
    return client


@pytest.fixture
def direction(client: Client, administratrice) -> Client:
    """A client logged in as administrator."""
    client.force_login(administratrice)
    return client


def donnees_du_formulaire(reponse: Any, **changements: Any) -> dict[str, Any]:
    """What a browser would send back unchanged from a form page, with some fields changed."""
    donnees: dict[str, Any] = {}
    contexte = reponse.context
    formulaires = [contexte["adminform"].form]
    for lignes in contexte["inline_admin_formsets"]:
        jeu: BaseFormSet[Any] = lignes.formset
        formulaires += [jeu.management_form, *jeu.forms]
    for formulaire in formulaires:
        for champ in formulaire:
            donnees.update(valeurs_du_champ(champ))
    return {**donnees, **changements}


def valeurs_du_champ(champ: Any) -> dict[str, Any]:
    valeur = champ.value()
    if hasattr(champ.field.widget, "widgets"):
        parties = champ.field.widget.decompress(valeur) if not isinstance(valeur, list) else valeur
        return {f"{champ.html_name}_{rang}": "" if v is None else v for rang, v in enumerate(parties)}
    if valeur is None or valeur is False:
        return {}
    if champ.field.widget.__class__.__name__.endswith("FileInput") or "File" in champ.field.widget.__class__.__name__:
        return {}
    if isinstance(valeur, list | tuple) and not hasattr(champ.field, "base_field"):
        return {champ.html_name: [getattr(v, "pk", v) for v in valeur]}
    return {champ.html_name: champ.field.prepare_value(valeur) if hasattr(champ.field, "base_field") else valeur}
