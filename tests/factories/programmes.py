"""Factories of the programmes floor."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory, ImageField

from programmes.models import (
    Action,
    Budget,
    ChiffreCle,
    Dispositif,
    Effectif,
    Engagement,
    ImageProjet,
    Intervention,
    Organisme,
    Orientation,
    Partenariat,
    PieceJointe,
    Politique,
    Projet,
    Reprise,
    Ressource,
    Subvention,
    Synonyme,
    Thematique,
)
from programmes.models.organisme import FormeJuridique
from tests.factories.base import FicheFactory
from tests.factories.collectivites import CollectiviteFactory, CommuneFactory, UtilisateurFactory


def de_collectivite() -> Any:
    """Sub-factory of an authority, public when the sheet must be."""
    return factory.SubFactory(CollectiviteFactory, publie=factory.LazyAttribute(_parente_publique))


def _parente_publique(resolveur: Any) -> bool:
    return bool(resolveur.factory_parent.publie or resolveur.factory_parent.retire)


class ThematiqueFactory(DjangoModelFactory):
    """A theme of the first level; ``fille`` gives it a parent."""

    class Meta:
        model = Thematique

    class Params:
        fille = factory.Trait(parente=factory.SubFactory("tests.factories.programmes.ThematiqueFactory"))

    nom = factory.Sequence(lambda n: f"Thématique {n}")
    slug = factory.Sequence(lambda n: f"thematique-{n}")


class SynonymeFactory(DjangoModelFactory):
    """A synonym."""

    class Meta:
        model = Synonyme

    terme = factory.Sequence(lambda n: f"terme{n}")
    equivalents = factory.LazyFunction(lambda: ["communauté d’agglomération"])


class OrganismeFactory(DjangoModelFactory):
    """An association; ``situe`` gives it a commune."""

    class Meta:
        model = Organisme

    class Params:
        situe = factory.Trait(commune=factory.SubFactory(CommuneFactory))
        synthetique = factory.Trait(est_synthetique=True)

    nom = factory.Sequence(lambda n: f"Association n° {n}")
    forme_juridique = FormeJuridique.ASSOCIATION


class PolitiqueFactory(FicheFactory):
    """A policy; ``complete`` adds one part of each kind."""

    class Meta:
        model = Politique

    collectivite = de_collectivite()
    titre = factory.Sequence(lambda n: f"Politique ESS n° {n}")
    slug = factory.Sequence(lambda n: f"politique-{n}")
    resume = "Soutenir les initiatives solidaires du territoire."

    @factory.post_generation
    def complete(self: Any, create: bool, extracted: bool | None, **_kwargs: Any) -> None:
        """Add a budget, staff, a figure, an orientation, an action with its figure, a pledge, a theme."""
        if not extracted:
            return
        BudgetFactory(politique=self)
        EffectifFactory(politique=self)
        ChiffreCleFactory(politique=self)
        OrientationFactory(politique=self)
        ChiffreCleFactory(politique=None, action=ActionFactory(politique=self))
        EngagementFactory(politique=self)
        self.thematiques.add(ThematiqueFactory())


class BudgetFactory(DjangoModelFactory):
    """A yearly budget; ``detaille`` splits it."""

    class Meta:
        model = Budget

    class Params:
        detaille = factory.Trait(total=None, fonctionnement=Decimal(250_000), investissement=Decimal(110_000))

    politique = factory.SubFactory(PolitiqueFactory)
    annee = 2019
    total = Decimal(360_000)


class EffectifFactory(DjangoModelFactory):
    """Staff of a year."""

    class Meta:
        model = Effectif

    politique = factory.SubFactory(PolitiqueFactory)
    annee = 2019
    etp = Decimal(1)


class OrientationFactory(DjangoModelFactory):
    """A line of the policy."""

    class Meta:
        model = Orientation

    politique = factory.SubFactory(PolitiqueFactory)
    titre = factory.Sequence(lambda n: f"Orientation {n}")


class ActionFactory(DjangoModelFactory):
    """A supported action."""

    class Meta:
        model = Action

    politique = factory.SubFactory(PolitiqueFactory)
    titre = factory.Sequence(lambda n: f"Action {n}")
    annee = 2018


class EngagementFactory(DjangoModelFactory):
    """A label."""

    class Meta:
        model = Engagement

    politique = factory.SubFactory(PolitiqueFactory)
    nom = "Territoire de commerce équitable"
    depuis = 2014


class ChiffreCleFactory(DjangoModelFactory):
    """A figure of a policy; pass ``politique=None`` with another owner; ``fourchette`` makes it a range."""

    class Meta:
        model = ChiffreCle

    class Params:
        fourchette = factory.Trait(valeur=Decimal(85_000), valeur_max=Decimal(95_000))

    politique = factory.SubFactory(PolitiqueFactory)
    libelle = "Part de l’ESS dans l’emploi privé"
    valeur = Decimal("12.6")
    unite = "%"
    annee = 2017


class DispositifFactory(FicheFactory):
    """A scheme that is always open; ``a_venir``, ``ouvert``, ``ferme_bientot`` and ``clos`` are true on ``JOUR``."""

    class Meta:
        model = Dispositif

    class Params:
        a_venir = factory.Trait(ouverture_le=dt.date(2026, 9, 1), cloture_le=dt.date(2026, 10, 30))
        ouvert = factory.Trait(ouverture_le=dt.date(2026, 1, 1), cloture_le=dt.date(2026, 12, 31))
        ferme_bientot = factory.Trait(ouverture_le=dt.date(2026, 1, 1), cloture_le=dt.date(2026, 6, 20))
        clos = factory.Trait(ouverture_le=dt.date(2026, 1, 1), cloture_le=dt.date(2026, 5, 31))

    collectivite = de_collectivite()
    titre = factory.Sequence(lambda n: f"Dispositif n° {n}")
    slug = factory.Sequence(lambda n: f"dispositif-{n}")
    resume = "Aide au démarrage de projets collectifs."
    nature_aide = Dispositif.NatureAide.SUBVENTION
    instruction = Dispositif.Instruction.FIL_DE_LEAU


JOUR = dt.date(2026, 6, 1)


class PartenariatFactory(DjangoModelFactory):
    """A partner named in words; ``collectivite`` or ``organisme`` may be given."""

    class Meta:
        model = Partenariat

    dispositif = factory.SubFactory(DispositifFactory)
    nom = factory.Sequence(lambda n: f"Partenaire {n}")
    role = Partenariat.Role.FINANCEUR
    montant = Decimal(7_500)
    periodicite = Partenariat.Periodicite.PAR_AN


class ProjetFactory(FicheFactory):
    """A project; ``subventionne`` adds a grant of a public authority."""

    class Meta:
        model = Projet

    nom = factory.Sequence(lambda n: f"Projet n° {n}")
    slug = factory.Sequence(lambda n: f"projet-{n}")
    resume = "Une épicerie portée par ses habitants."
    organisme = factory.SubFactory(OrganismeFactory)
    debut = 2021

    @factory.post_generation
    def subventionne(self: Any, create: bool, extracted: bool | None, **_kwargs: Any) -> None:
        """Add a grant."""
        if extracted:
            SubventionFactory(projet=self, collectivite=CollectiviteFactory(publie=True), beneficiaire=self.organisme)


class SubventionFactory(DjangoModelFactory):
    """A grant voted and agreed."""

    class Meta:
        model = Subvention

    class Params:
        synthetique = factory.Trait(est_synthetique=True)

    projet = factory.SubFactory(ProjetFactory)
    collectivite = factory.SubFactory(CollectiviteFactory)
    beneficiaire = factory.SubFactory(OrganismeFactory)
    objet = "Aide au démarrage"
    montant_demande = Decimal(20_000)
    montant_vote = Decimal(15_000)
    montant_conventionne = Decimal(15_000)
    annee = 2021


class ImageProjetFactory(DjangoModelFactory):
    """A small picture."""

    class Meta:
        model = ImageProjet

    projet = factory.SubFactory(ProjetFactory)
    image = ImageField(width=8, height=6)
    texte_alternatif = "Façade de l’épicerie"


class RessourceFactory(FicheFactory):
    """An article."""

    class Meta:
        model = Ressource

    genre = Ressource.Genre.ARTICLE
    titre = factory.Sequence(lambda n: f"Ressource n° {n}")
    slug = factory.Sequence(lambda n: f"ressource-{n}")
    resume = "Ce que fait un territoire."
    parue_le = dt.date(2022, 1, 13)


class InterventionFactory(DjangoModelFactory):
    """What someone said."""

    class Meta:
        model = Intervention

    ressource = factory.SubFactory(RessourceFactory)
    intervenant = "Dominique Exemple"
    fonction = "Vice-présidente"
    texte = "Le soutien aux projets collectifs commence par l’écoute."


class PieceJointeFactory(DjangoModelFactory):
    """A link; ``avec_fichier`` makes it a file."""

    class Meta:
        model = PieceJointe

    class Params:
        avec_fichier = factory.Trait(
            url="", fichier=factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4", name="guide.pdf"))
        )

    ressource = factory.SubFactory(RessourceFactory)
    titre = "Guide pratique"
    url = "https://example.org/guide"


class RepriseFactory(DjangoModelFactory):
    """A document whose sheets are to be taken over; ``faite`` says that they were."""

    class Meta:
        model = Reprise

    class Params:
        faite = factory.Trait(
            faite_le=dt.datetime(2026, 1, 2, tzinfo=dt.UTC), faite_par=factory.SubFactory(UtilisateurFactory)
        )

    nom = factory.Sequence(lambda n: f"fiches-{n}.txt")
    texte = "Une page du réseau."
    deposee_par = factory.SubFactory(UtilisateurFactory)
