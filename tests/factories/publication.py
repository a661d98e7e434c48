"""Factories of the publication floor."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from publication.actions.alertes import confirmer_alerte
from publication.actions.jetons import creer_jeton
from publication.actions.webhooks import creer_webhook
from publication.alertes.lecture import repondre
from publication.alertes.recherche import Recherche
from publication.models import (
    Alerte,
    ChangementPropose,
    EtatLot,
    Frequence,
    Import,
    Jeton,
    LienDeMiseAJour,
    LienPrive,
    Livraison,
    Lot,
    LotLigne,
    Partenaire,
    Portee,
    Presence,
    Proposition,
    Rejouable,
    SuiteLigne,
    Usage,
    VueEnregistree,
    Webhook,
)
from publication.models.lien import DUREE_DU_LIEN
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


class LienDeMiseAJourFactory(DjangoModelFactory):
    """A link sent today for a public authority."""

    class Meta:
        model = LienDeMiseAJour

    publication = factory.LazyFunction(lambda: CollectiviteFactory(publie=True).publication)
    email = "mairie@example.org"
    envoye_par = factory.SubFactory(UtilisateurFactory)
    expire_le = factory.LazyFunction(lambda: timezone.now() + DUREE_DU_LIEN)


class LienPriveFactory(DjangoModelFactory):
    """A private link made today to a draft."""

    class Meta:
        model = LienPrive

    class Params:
        brouillon = factory.SubFactory(CollectiviteFactory)

    nature = factory.LazyAttribute(lambda o: o.brouillon.nature.value)
    fiche = factory.LazyAttribute(lambda o: o.brouillon.uid)
    titre = factory.LazyAttribute(lambda o: str(o.brouillon))
    pour = "La relectrice"
    cree_par = factory.SubFactory(UtilisateurFactory)
    expire_le = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=14))


class PresenceFactory(DjangoModelFactory):
    """Someone who has the form of an authority open now."""

    class Meta:
        model = Presence

    class Params:
        fiche = factory.SubFactory(CollectiviteFactory)

    modele = factory.LazyAttribute(lambda o: o.fiche._meta.label_lower)
    objet = factory.LazyAttribute(lambda o: str(o.fiche.pk))
    compte = factory.SubFactory(UtilisateurFactory)


class AlerteFactory(DjangoModelFactory):
    """A daily alert on all schemes that waits; ``confirmee`` makes it know what answers now, and read on ``lue_le``."""

    class Meta:
        model = Alerte

    confirmee = False
    lue_le = dt.date(2026, 6, 1)
    email = factory.Sequence(lambda n: f"alix{n}@example.org")
    nature = "dispositif"
    frequence = Frequence.QUOTIDIENNE

    @classmethod
    def _create(cls, model_class: type[Alerte], *args: Any, **kwargs: Any) -> Alerte:
        confirmee, le = kwargs.pop("confirmee"), kwargs.pop("lue_le")
        alerte: Alerte = super()._create(model_class, *args, **kwargs)
        if confirmee:
            confirmer_alerte(cle=alerte.pk, reponse=repondre(Recherche.de(alerte)), le=le)
            alerte.refresh_from_db()
        return alerte


class ImportFactory(DjangoModelFactory):
    """A file of organisations that somebody gave."""

    class Meta:
        model = Import

    genre = "organismes"
    nom = "organismes.csv"
    contenu = b"nom;rna\nBon;W351001234\n"
    depose_par = factory.SubFactory(UtilisateurFactory)


class PartenaireFactory(DjangoModelFactory):
    """An organisation with an account of its own; ``referent`` gives it that of an authority's referent."""

    class Meta:
        model = Partenaire

    class Params:
        referent = factory.Trait(compte=factory.SubFactory(UtilisateurFactory, referent=True))

    nom = factory.Sequence(lambda n: f"Observatoire n° {n}")
    courriel = "technique@example.org"
    compte = factory.SubFactory(UtilisateurFactory, partenaire=True)


class JetonFactory(DjangoModelFactory):
    """A token with every scope that its account may have; ``secret`` holds it."""

    class Meta:
        model = Jeton

    class Params:
        revoque = factory.Trait(
            revoque_le=factory.LazyFunction(timezone.now), revoque_par=factory.SubFactory(UtilisateurFactory)
        )

    partenaire = factory.SubFactory(PartenaireFactory)
    nom = factory.Sequence(lambda n: f"copie {n}")
    portees = factory.LazyAttribute(
        lambda jeton: Portee.values if jeton.partenaire.compte.collectivite_id else ["lecture", "propositions"]
    )

    @classmethod
    def _create(cls, model_class: type[Jeton], *args: Any, **kwargs: Any) -> Jeton:
        jeton = model_class(**kwargs)
        jeton.secret = creer_jeton(jeton=jeton, par=UtilisateurFactory())
        return jeton


class UsageFactory(DjangoModelFactory):
    """A day of use."""

    class Meta:
        model = Usage

    jeton = factory.SubFactory(JetonFactory)
    jour = dt.date(2026, 5, 4)
    demandes = 12


class RejouableFactory(DjangoModelFactory):
    """A request that may come again."""

    class Meta:
        model = Rejouable

    partenaire = factory.SubFactory(PartenaireFactory)
    cle = "une-cle"
    empreinte = "0" * 64


class WebhookFactory(DjangoModelFactory):
    """An address told of everything from now on; ``secret`` signs."""

    class Meta:
        model = Webhook

    partenaire = factory.SubFactory(PartenaireFactory)
    url = "https://example.org/webhook"

    @classmethod
    def _create(cls, model_class: type[Webhook], *args: Any, **kwargs: Any) -> Webhook:
        webhook = model_class(**kwargs)
        webhook.secret = creer_webhook(webhook=webhook, par=UtilisateurFactory())
        return webhook


class LivraisonFactory(DjangoModelFactory):
    """A delivery that waits."""

    class Meta:
        model = Livraison

    webhook = factory.SubFactory(WebhookFactory)
    depuis = 1
    revision = 2
    nombre = 1
    contenu = '{"type": "fiches.changees"}'


class VueEnregistreeFactory(DjangoModelFactory):
    """A view of the list of authorities, shared with the team."""

    class Meta:
        model = VueEnregistree

    compte = factory.SubFactory(UtilisateurFactory)
    liste = "collectivites.Collectivite"
    nom = factory.Sequence(lambda n: f"Brouillons {n}")
    requete = "statut__exact=brouillon"
    est_partagee = True


class LotFactory(DjangoModelFactory):
    """A gesture on authorities that was made, and changed one."""

    class Meta:
        model = Lot

    geste = "verifier"
    modele = "collectivites.Collectivite"
    etat = EtatLot.TERMINE
    fait_par = factory.SubFactory(UtilisateurFactory)
    fini_le = factory.LazyFunction(timezone.now)
    nombre = 1
    faites = 1


class LotLigneFactory(DjangoModelFactory):
    """An authority that a gesture changed."""

    class Meta:
        model = LotLigne

    lot = factory.SubFactory(LotFactory)
    objet = factory.LazyFunction(lambda: CollectiviteFactory().pk)
    suite = SuiteLigne.FAITE
