"""Remove every synthetic row, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from collectivites.models import Adhesion, Collectivite, Utilisateur
from programmes.actions.synthese.generer import COMPTE
from programmes.models import (
    Budget,
    ChiffreCle,
    Dispositif,
    Effectif,
    Organisme,
    Orientation,
    Politique,
    Projet,
    Subvention,
)
from publication.actions.verrou import verrouiller_revisions
from publication.models import Publication
from publication.natures import registre

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

PARTIES: tuple[tuple[type[Model], str], ...] = (
    (Subvention, ""),
    (ChiffreCle, "projet"),
    (ChiffreCle, "politique"),
    (Budget, "politique"),
    (Effectif, "politique"),
    (Orientation, "politique"),
    (Adhesion, "collectivite"),
    (Projet.thematiques.through, "projet"),
    (Dispositif.thematiques.through, "dispositif"),
    (Politique.thematiques.through, "politique"),
    (Dispositif, ""),
    (Politique, ""),
    (Projet, ""),
    (Organisme, ""),
    (Collectivite, ""),
)


class EffacementImpossible(Exception):
    """Nothing was removed; the message says why, in French."""


@transaction.atomic
def effacer() -> int:
    """Remove the rows that ``generer`` made, their history and their publications; return how many rows went.

    This is the only case where publications are deleted instead of withdrawn: nothing real was ever said by them. The
    generation still never goes back: the latest of the publications that stay takes a revision above the deleted ones.

    Raises ``EffacementImpossible`` when a row that was not generated relies on one that was; nothing is removed then.
    """
    verrouiller_revisions()
    try:
        with transaction.atomic():
            return _effacer()
    except IntegrityError as erreur:
        raise EffacementImpossible(
            "Des données qui ne sont pas synthétiques s’appuient sur des données synthétiques : "
            f"détachez-les d’abord. {erreur.diag.message_detail if hasattr(erreur, 'diag') else erreur}"
        ) from erreur


def _effacer() -> int:
    uids = [uid for inscription in registre for uid in _synthetiques(inscription.modele).values_list("uid", flat=True)]
    generation = Publication.objects.generation()
    nombre = sum(_effacer_lignes(modele, parent) for modele, parent in PARTIES)
    _supprimer(Publication.objects.filter(pk__in=uids))
    _supprimer(Utilisateur.history.filter(username=COMPTE))
    _supprimer(Utilisateur.objects.filter(username=COMPTE))
    connection.check_constraints()
    _garder_la_generation(generation)
    return nombre


def _effacer_lignes(modele: type[Model], parent: str) -> int:
    """Remove the rows of a model, and the history that somebody may have given them; return how many rows."""
    chemin = f"{parent}__est_synthetique" if parent else "est_synthetique"
    lignes = modele._default_manager.filter(**{chemin: True})
    historique = getattr(modele, "history", None)
    if historique is not None:
        _supprimer(historique.filter(id__in=lignes.order_by().values("pk")))
    return _supprimer(lignes)


def _supprimer(lignes: QuerySet[Any]) -> int:
    """Delete without signals: they would write one more line of history for each row."""
    nombre: int = lignes.order_by()._raw_delete(lignes.db)
    return nombre


def _synthetiques(modele: type[Any]) -> QuerySet[Any]:
    lignes: QuerySet[Any] = modele.fiches().filter(est_synthetique=True)
    return lignes


def _garder_la_generation(generation: int) -> None:
    """Give the latest publication left a revision above ``generation``, which the deleted ones may have held."""
    reste = Publication.objects.aggregate(Max("revision"))["revision__max"]
    if reste is not None and reste < generation:
        Publication.objects.filter(revision=reste).update(revision=generation + 1)
