"""The parts of synthetic sheets: memberships, budgets, staff, orientations, figures, themes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from collectivites.models import Adhesion
from programmes.actions.synthese import lexique
from programmes.models import Budget, ChiffreCle, Dispositif, Effectif, Orientation, Politique, Projet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import Model

    from collectivites.models import Collectivite
    from programmes.actions.synthese.tirage import Tirage
    from publication.models import Fiche


def parties_de_collectivite(tirage: Tirage, fiche: Collectivite) -> Iterator[Model]:
    """One authority out of seven belongs to the network, or belonged to it."""
    if tirage.chance(0.15):
        debut = tirage.entier(2005, 2026)
        fin = min(2026, debut + tirage.entier(1, 9)) if tirage.chance(0.2) else None
        yield Adhesion(collectivite_id=fiche.pk, debut=debut, fin=fin)


def parties_de_politique(tirage: Tirage, fiche: Politique) -> Iterator[Model]:
    """Some years of budget and of staff, some orientations, some figures."""
    derniere = tirage.entier(2018, 2026)
    for annee in range(derniere - tirage.entier(0, 3), derniere + 1):
        yield Budget(
            politique_id=fiche.pk,
            annee=annee,
            fonctionnement=tirage.montant(150_000),
            investissement=tirage.montant(60_000) if tirage.chance(0.5) else None,
        )
    yield Effectif(politique_id=fiche.pk, annee=derniere, etp=Decimal(tirage.entier(1, 16)) / 4)
    for ordre, titre in enumerate(tirage.quelques(lexique.ORIENTATIONS, tirage.entier(2, 4))):
        yield Orientation(politique_id=fiche.pk, ordre=ordre, titre=titre, texte="Texte de remplissage.")
    for ordre, (libelle, unite, mediane) in enumerate(tirage.quelques(lexique.CHIFFRES, tirage.entier(1, 3))):
        yield ChiffreCle(
            politique_id=fiche.pk,
            ordre=ordre,
            libelle=libelle,
            valeur=Decimal(tirage.taille(mediane, 0.3)),
            unite=unite,
            annee=derniere,
        )


def parties_de_projet(tirage: Tirage, fiche: Projet) -> Iterator[Model]:
    """A figure for one project out of three."""
    if tirage.chance(0.3):
        yield ChiffreCle(
            projet_id=fiche.pk, libelle="Tonnes réemployées", valeur=Decimal(tirage.taille(30)), unite="t", annee=2025
        )


def themes(tirage: Tirage, fiche: Fiche, cles: Sequence[int]) -> Iterator[Model]:
    """One or two of the themes that the database holds; none when it holds none."""
    modele: Any = type(fiche)
    liaison = modele.thematiques.through
    nom = f"{modele._meta.model_name}_id"
    for cle in tirage.quelques(cles, tirage.entier(1, 2)):
        yield liaison(**{nom: fiche.pk, "thematique_id": cle})


def parties(tirage: Tirage, fiche: Fiche, thematiques: Sequence[int]) -> Iterator[Model]:
    """Everything that hangs on a sheet that was just saved."""
    if isinstance(fiche, Politique | Dispositif | Projet):
        yield from themes(tirage, fiche, thematiques)
    if isinstance(fiche, Politique):
        yield from parties_de_politique(tirage, fiche)
    elif isinstance(fiche, Projet):
        yield from parties_de_projet(tirage, fiche)
