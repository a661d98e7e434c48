"""Factories of the publication floor."""

from __future__ import annotations

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from publication.models import ChangementPropose, Proposition
from tests.factories.collectivites import CollectiviteFactory, UtilisateurFactory


class PropositionFactory(DjangoModelFactory):
    """A visitor's proposal on a public authority; ``refusee`` has been examined."""

    class Meta:
        model = Proposition

    class Params:
        refusee = factory.Trait(
            statut=Proposition.Statut.REFUSEE,
            examinee_le=factory.LazyFunction(timezone.now),
            examinee_par=factory.SubFactory(UtilisateurFactory),
        )

    publication = factory.LazyFunction(lambda: CollectiviteFactory(publie=True).publication)
    origine = Proposition.Origine.VISITEUR
    auteur_nom = "Alix Exemple"
    auteur_email = "alix@example.org"
    message = "Le nom de la vice-présidente a changé."


class ChangementProposeFactory(DjangoModelFactory):
    """One field of a proposal."""

    class Meta:
        model = ChangementPropose

    proposition = factory.SubFactory(PropositionFactory)
    champ = "nom"
    avant = "Ancien nom"
    apres = "Nouveau nom"
