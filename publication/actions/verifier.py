"""Recompute the whole read model and report every drift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publication.actions.calcul import calculer
from publication.actions.synchroniser import differences, par_lots
from publication.models import Publication
from publication.natures import registre

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from publication.models import Fiche


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecart:
    """A public row that is not what the write tables say."""

    nature: str
    uid: UUID
    titre: str
    colonnes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.nature} {self.uid} « {self.titre} » : {', '.join(self.colonnes)}"


def verifier(*, avancer: Callable[[int], object] = lambda _nombre: None) -> Iterator[Ecart]:
    """Yield the drifts: rows that differ, rows that are missing, rows that no sheet owns.

    ``avancer`` is called with the number of sheets checked after each batch.
    """
    for inscription in registre:
        cles = inscription.modele.fiches().order_by("pk").values_list("pk", flat=True)
        for lot in par_lots(cles.iterator()):
            yield from _ecarts_du_lot(inscription.modele, lot)
            avancer(len(lot))
        yield from _orphelines(inscription.modele)


def _ecarts_du_lot(modele: type[Fiche], cles: list[int]) -> Iterator[Ecart]:
    fiches = list(modele.fiches().filter(pk__in=cles).pour_document().order_by("pk"))
    actuelles = Publication.objects.in_bulk([fiche.uid for fiche in fiches])
    for fiche in fiches:
        colonnes = _colonnes_fausses(fiche, actuelles.get(fiche.uid))
        if colonnes:
            yield Ecart(nature=fiche.nature.value, uid=fiche.uid, titre=str(fiche), colonnes=tuple(colonnes))


def _colonnes_fausses(fiche: Fiche, actuelle: Publication | None) -> list[str]:
    voulue = calculer(fiche)
    if voulue is None:
        return ["publication en trop"] if actuelle else []
    if actuelle is None:
        return ["publication absente"]
    lien = [] if fiche.publication_id == actuelle.pk else ["publication_id"]
    return [*differences(actuelle, voulue), *lien]


def _orphelines(modele: type[Fiche]) -> Iterator[Ecart]:
    possedees = modele.fiches().filter(publication__isnull=False).values("publication_id")
    for publication in Publication.objects.de_nature(modele.nature).exclude(pk__in=possedees):
        yield Ecart(nature=publication.nature, uid=publication.pk, titre=str(publication), colonnes=("sans fiche",))
