"""Look for duplicates, and remember which pairs are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from publication.doublons import detecteurs, paires
from publication.models import Doublon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model

TAILLE_DE_LOT = 1000


@transaction.atomic
def chercher_doublons(modeles: Iterable[type[Model]] | None = None) -> int:
    """Look for the pairs of some models, of all by default; return how many wait for a decision.

    Pairs set aside stay so; those that are alike no more go. One query reads each model.
    """
    labels = []
    for modele in detecteurs if modeles is None else modeles:
        label = modele._meta.label
        labels.append(label)
        trouvees = [
            Doublon(modele=label, gauche=p.gauche, droite=p.droite, score=p.score, motifs=list(p.motifs))
            for p in paires(detecteurs.traces(modele))
        ]
        Doublon.objects.bulk_create(
            trouvees,
            batch_size=TAILLE_DE_LOT,
            update_conflicts=True,
            unique_fields=["modele", "gauche", "droite"],
            update_fields=["score", "motifs"],
        )
        connues = {(doublon.gauche, doublon.droite) for doublon in trouvees}
        perimees = [d.pk for d in Doublon.objects.du_modele(label).a_trancher() if (d.gauche, d.droite) not in connues]
        Doublon.objects.filter(pk__in=perimees).delete()
    return Doublon.objects.des_modeles(labels).a_trancher().count()


@transaction.atomic
def ecarter(*, cles: Collection[int], par: AbstractBaseUser) -> int:
    """Say that some pairs are not duplicates; they are never proposed again. Return how many were set aside."""
    return Doublon.objects.a_trancher().filter(pk__in=cles).update(ecarte_le=timezone.now(), ecarte_par=par)


@transaction.atomic
def reprendre(*, cles: Collection[int]) -> int:
    """Propose again pairs that were set aside; return how many."""
    return Doublon.objects.filter(pk__in=cles, ecarte_le__isnull=False).update(ecarte_le=None, ecarte_par=None)
