"""One public sheet of each nature in which nothing is left to chance: its document can be written down."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import time_machine

from publication.actions import publier
from tests import factories as f

INSTANT = dt.datetime(2026, 5, 4, 9, 30, tzinfo=dt.UTC)


def identifiant(rang: int) -> uuid.UUID:
    """Fixed public identifier."""
    return uuid.UUID(int=rang)


def construire() -> dict[str, Any]:
    """Build the five sheets, by name of list."""
    with time_machine.travel(INSTANT, tick=False):
        return _construire()


def _construire() -> dict[str, Any]:
    region = f.RegionFactory(code="53", nom="Bretagne", slug="bretagne")
    departement = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", slug="ille-et-vilaine", region=region)
    par = f.UtilisateurFactory(nom_public="Équipe du réseau")
    verif = {"verifiee_le": dt.date(2026, 5, 4), "verifiee_par": par}
    lieu = {"region": region, "departement": departement}
    heritiere = f.CollectiviteFactory(uid=identifiant(9), slug="heritiere", nom="Héritière", sigle="HER", **lieu)
    publier(fiche=heritiere, par=par)
    theme = f.ThematiqueFactory(slug="numerique", nom="Numérique")
    organisme = f.OrganismeFactory(uid=identifiant(8), nom="Association Exemple", site_web="https://example.org/")
    collectivite = f.CollectiviteFactory(
        uid=identifiant(1),
        slug="pays-exemple",
        type="petr",
        nom="Pays Exemple",
        presentation="Un territoire de bocage.",
        population=25_000,
        latitude=48.1,
        longitude=-1.7,
        remplacee_par=heritiere,
        **lieu,
        **verif,
    )
    f.AdhesionFactory(collectivite=collectivite, debut=2012)
    contact = f.ContactFactory(collectivite=collectivite, prenom="Camille", nom="Exemple", publiable=True)
    politique = f.PolitiqueFactory(
        uid=identifiant(2), slug="politique", titre="Politique ESS", collectivite=heritiere, debut=2018, **verif
    )
    _remplir(politique, theme, contact)
    dispositif = f.DispositifFactory(
        uid=identifiant(3),
        slug="aide",
        titre="Aide au démarrage",
        collectivite=heritiere,
        politique=politique,
        montant_max=Decimal(5000),
        ouverture_le=dt.date(2026, 1, 1),
        cloture_le=dt.date(2026, 12, 31),
        territoires=["DEP-35"],
    )
    f.PartenariatFactory(dispositif=dispositif, nom="Pays Exemple", collectivite=collectivite)
    projet = f.ProjetFactory(
        uid=identifiant(4),
        slug="epicerie",
        nom="Épicerie",
        organisme=organisme,
        commune=f.CommuneFactory(code="35238", nom="Rennes", departement=departement),
    )
    f.SubventionFactory(
        uid=identifiant(7),
        projet=projet,
        collectivite=heritiere,
        dispositif=dispositif,
        beneficiaire=organisme,
        pourcentage=Decimal("0.5"),
    )
    ressource = f.RessourceFactory(uid=identifiant(5), slug="article", titre="Article")
    f.InterventionFactory(ressource=ressource, collectivite=collectivite)
    f.PieceJointeFactory(ressource=ressource)
    ressource.projets.add(projet)
    fiches = dict(
        zip(
            ("collectivites", "politiques", "dispositifs", "projets", "ressources"),
            (collectivite, politique, dispositif, projet, ressource),
            strict=True,
        )
    )
    for fiche in fiches.values():
        publier(fiche=fiche, par=par)
    return fiches


def _remplir(politique: Any, theme: Any, contact: Any) -> None:
    f.BudgetFactory(politique=politique, detaille=True)
    f.EffectifFactory(politique=politique)
    f.ChiffreCleFactory(politique=politique)
    f.OrientationFactory(politique=politique, titre="Accompagner")
    f.ChiffreCleFactory(politique=None, action=f.ActionFactory(politique=politique, titre="Forum"), fourchette=True)
    f.EngagementFactory(politique=politique)
    politique.thematiques.add(theme)
    politique.contacts.add(contact)
