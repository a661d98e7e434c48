"""The base of the factories of sheets."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from publication.actions import demander_relecture, publier, retirer
from publication.models import Fiche

MOTIF = "Fiche de test retirée."


class FicheFactory(DjangoModelFactory):
    """A draft; ``a_relire``, ``publie`` and ``retire`` take it further, through the same actions as the application."""

    class Meta:
        model = Fiche
        abstract = True
        skip_postgeneration_save = True

    class Params:
        verifie = factory.Trait(
            verifiee_le=dt.date(2026, 5, 4),
            verifiee_par=factory.SubFactory(
                "tests.factories.collectivites.UtilisateurFactory", nom_public="Équipe du réseau"
            ),
        )
        synthetique = factory.Trait(est_synthetique=True)

    a_relire = False
    publie = False
    retire = False

    @classmethod
    def _create(cls, model_class: type[Fiche], *args: Any, **kwargs: Any) -> Fiche:
        etats = {nom: kwargs.pop(nom, False) for nom in ("a_relire", "publie", "retire")}
        fiche: Fiche = super()._create(model_class, *args, **kwargs)
        fiche._etats_voulus = etats
        return fiche

    @classmethod
    def _after_postgeneration(cls, instance: Fiche, create: bool, results: dict[str, Any] | None = None) -> None:
        """Change state last, when the parts that post-generation hooks add are there."""
        etats = instance.__dict__.pop("_etats_voulus", {})
        if not any(etats.values()):
            return
        from tests.factories.collectivites import UtilisateurFactory

        par = UtilisateurFactory()
        if etats["a_relire"]:
            demander_relecture(fiche=instance, par=par)
        if etats["publie"] or etats["retire"]:
            publier(fiche=instance, par=par)
        if etats["retire"]:
            retirer(fiche=instance, motif=MOTIF, par=par)
        instance.refresh_from_db()
