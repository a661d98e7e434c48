"""The groups of accounts and what each of them may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from collectivites.models import Effacement, Groupe, Invitation, Utilisateur
from publication.models import Jeton, Livraison, Partenaire, Webhook
from publication.perimetres import perimetres

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model

APPLICATIONS = ("publication", "collectivites", "programmes")
LECTURE_SEULE = frozenset({"publication.Publication", "collectivites.Region", "collectivites.Departement"})
LECTURE_SEULE |= {"collectivites.Commune", "publication.Alerte", "publication.Import", "publication.LienDeMiseAJour"}
LECTURE_SEULE |= {"publication.LienPrive", "publication.Lot"}
LECTURE_SEULE |= {"collectivites.Avis"}
COMPTES = frozenset({"collectivites.Utilisateur", "collectivites.Invitation", "auth.Group"})
ACCES = frozenset({"publication.Partenaire", "publication.Jeton", "publication.Usage", "publication.Rejouable"})
ACCES |= {"publication.Webhook", "publication.Livraison"}
PERSONNES = "collectivites.Effacement"
"""Who may add to this journal gives and erases what is kept of people."""
VERBES = ("add", "change", "delete", "view")


@transaction.atomic
def installer_groupes() -> None:
    """Create the four groups and give each exactly its permissions; a second call changes nothing.

    *administration* does everything, accounts included; *rédaction* keeps the sheets and what they are made of;
    *référent* reads and writes what ``publication.regles`` allows; *partenaire* does not enter the administration.
    """
    droits = {
        Groupe.ADMINISTRATION: list(permissions_de_l_administration()),
        Groupe.REDACTION: list(permissions_de_la_redaction()),
        Groupe.REFERENT: list(permissions_des_referents()),
        Groupe.PARTENAIRE: [],
    }
    for nom, permissions in droits.items():
        groupe, _cree = Group.objects.get_or_create(name=nom.value)
        groupe.permissions.set(permissions)


def permissions_de_la_redaction() -> Iterator[Permission]:
    """Everything on sheets, parts, themes, contacts, organisations and proposals; the official code to read."""
    for modele in _modeles():
        if modele._meta.label not in {*COMPTES, *ACCES, PERSONNES}:
            yield from _permissions(modele, ("view",) if modele._meta.label in LECTURE_SEULE else VERBES)


def permissions_de_l_administration() -> Iterator[Permission]:
    """What *rédaction* may do, the accounts, the programs of partners, and what is kept of people."""
    yield from permissions_de_la_redaction()
    yield from _permissions(Partenaire, VERBES)
    yield from _permissions(Jeton, ("add", "change", "view"))
    yield from _permissions(Webhook, VERBES)
    yield from _permissions(Livraison, ("change", "view"))
    for modele in (Utilisateur, Invitation, Group):
        yield from _permissions(modele, VERBES)
    yield from _permissions(Effacement, ("add", "view"))


def permissions_des_referents() -> Iterator[Permission]:
    """What each floor opens to the referent of an authority; the rules then say on which records."""
    for modele, perimetre in perimetres:
        yield from _permissions(modele, perimetre.verbes)


def _modeles() -> Iterator[type[Model]]:
    for application in APPLICATIONS:
        yield from apps.get_app_config(application).get_models()


def _permissions(modele: type[Model], verbes: Iterable[str]) -> Iterator[Permission]:
    nature = ContentType.objects.get_for_model(modele)
    codes = [f"{verbe}_{modele._meta.model_name}" for verbe in verbes]
    yield from Permission.objects.filter(content_type=nature, codename__in=codes)
