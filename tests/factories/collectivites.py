"""Factories of the authorities floor."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from collectivites.models import (
    Adhesion,
    Avis,
    Collectivite,
    Commune,
    Consentement,
    Contact,
    Departement,
    Effacement,
    Groupe,
    Invitation,
    Region,
    TypeCollectivite,
    Utilisateur,
)
from tests.factories.base import FicheFactory

MILLESIME = 2026
CODES = 900
"""The codes of territories are three digits, those from 975 on mean something."""


class RegionFactory(DjangoModelFactory):
    """A region of the official code."""

    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"{n % CODES:03d}")
    nom = factory.Sequence(lambda n: f"Région n° {n}")
    slug = factory.Sequence(lambda n: f"region-{n}")
    millesime = MILLESIME


class DepartementFactory(DjangoModelFactory):
    """A department of the official code."""

    class Meta:
        model = Departement
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"{n % CODES:03d}")
    nom = factory.Sequence(lambda n: f"Département n° {n}")
    slug = factory.Sequence(lambda n: f"departement-{n}")
    region = factory.SubFactory(RegionFactory)
    millesime = MILLESIME


class CommuneFactory(DjangoModelFactory):
    """A commune of the official code."""

    class Meta:
        model = Commune
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"{n:05d}")
    nom = factory.Sequence(lambda n: f"Commune n° {n}")
    departement = factory.SubFactory(DepartementFactory)
    region = factory.SelfAttribute("departement.region")
    population = 1200
    codes_postaux = factory.LazyAttribute(lambda commune: [commune.code])
    millesime = MILLESIME


class UtilisateurFactory(DjangoModelFactory):
    """An account; ``administration``, ``redaction``, ``referent`` and ``partenaire`` give it its group."""

    class Meta:
        model = Utilisateur
        skip_postgeneration_save = True

    class Params:
        administration = factory.Trait(is_staff=True, groupe=Groupe.ADMINISTRATION)
        redaction = factory.Trait(is_staff=True, groupe=Groupe.REDACTION)
        referent = factory.Trait(
            is_staff=True,
            groupe=Groupe.REFERENT,
            collectivite=factory.SubFactory("tests.factories.collectivites.CollectiviteFactory"),
        )
        partenaire = factory.Trait(groupe=Groupe.PARTENAIRE)
        superutilisateur = factory.Trait(is_staff=True, is_superuser=True)

    username = factory.Sequence(lambda n: f"compte{n}")
    email = factory.LazyAttribute(lambda compte: f"{compte.username}@example.org")
    password = factory.LazyFunction(lambda: make_password(None))

    groupe = None

    @classmethod
    def _create(
        cls, model_class: type[Utilisateur], *args: Any, groupe: str | None = None, **kwargs: Any
    ) -> Utilisateur:
        """Join the group, which ``installer_groupes`` fills with its permissions."""
        compte: Utilisateur = super()._create(model_class, *args, **kwargs)
        if groupe:
            compte.groups.add(Group.objects.get_or_create(name=groupe)[0])
        return compte


class InvitationFactory(DjangoModelFactory):
    """An invitation that was sent to a member of the team."""

    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"invitee{n}@example.org")
    groupe = Groupe.REDACTION
    envoyee_le = factory.LazyFunction(timezone.now)
    envoyee_par = factory.SubFactory(UtilisateurFactory)


class CollectiviteFactory(FicheFactory):
    """An authority; ``adherente`` makes it a member."""

    class Meta:
        model = Collectivite

    class Params:
        membre = factory.Trait(
            adhesion=factory.RelatedFactory(
                "tests.factories.collectivites.AdhesionFactory", factory_related_name="collectivite"
            )
        )

    type = TypeCollectivite.COMMUNAUTE_COMMUNES
    nom = factory.Sequence(lambda n: f"Communauté de communes n° {n}")
    slug = factory.Sequence(lambda n: f"collectivite-{n}")
    region = factory.SubFactory(RegionFactory)
    departement = factory.SubFactory(DepartementFactory, region=factory.SelfAttribute("..region"))
    population = 25_000


class AdhesionFactory(DjangoModelFactory):
    """A membership that goes on; ``finie`` ends it."""

    class Meta:
        model = Adhesion

    class Params:
        finie = factory.Trait(fin=2020)

    collectivite = factory.SubFactory(CollectiviteFactory)
    debut = 2012


class ContactFactory(DjangoModelFactory):
    """A contact of which nothing but the function may be published; ``publiable`` adds the three consents."""

    class Meta:
        model = Contact
        skip_postgeneration_save = True

    class Params:
        elu = factory.Trait(role=Contact.Role.ELU, fonction="Vice-présidente déléguée à l’ESS")

    collectivite = factory.SubFactory(CollectiviteFactory)
    role = Contact.Role.AGENT
    prenom = "Camille"
    nom = factory.Sequence(lambda n: f"Exemple{n}")
    fonction = "Chargée de mission ESS"
    email = factory.LazyAttribute(lambda contact: f"{contact.nom.lower()}@example.org")
    telephone = "+33261910001"

    @factory.post_generation
    def publiable(self: Any, create: bool, extracted: bool | None, **_kwargs: Any) -> None:
        """Give a consent in force for each field."""
        if extracted:
            for champ in Consentement.Champ.values:
                ConsentementFactory(contact=self, champ=champ)


class AvisFactory(DjangoModelFactory):
    """A notice that left, about the e-mail address of a contact, whose publication is due on 1 June 2026."""

    class Meta:
        model = Avis

    contact = factory.SubFactory(ContactFactory)
    email = factory.SelfAttribute("contact.email")
    champs = factory.LazyFunction(lambda: [Consentement.Champ.EMAIL.value])
    base_legale = Consentement.Base.INTERET_PUBLIC
    envoye_par = factory.SubFactory(UtilisateurFactory)
    parti_le = factory.LazyFunction(timezone.now)
    publication_le = dt.date(2026, 6, 1)


class EffacementFactory(DjangoModelFactory):
    """A contact that was erased by the night's job."""

    class Meta:
        model = Effacement

    motif = Effacement.Motif.ANCIENNETE
    collectivite = factory.SubFactory(CollectiviteFactory)
    lignes = 3


class ConsentementFactory(DjangoModelFactory):
    """A consent in force; ``retire`` and ``expire`` end it."""

    class Meta:
        model = Consentement

    class Params:
        retire = factory.Trait(retire_le=dt.date(2026, 2, 1))
        expire = factory.Trait(expire_le=dt.date(2026, 2, 1))

    contact = factory.SubFactory(ContactFactory)
    champ = Consentement.Champ.EMAIL
    base_legale = Consentement.Base.CONSENTEMENT
    accorde_le = dt.date(2026, 1, 5)
