"""How fast the read model follows: ``python -m benchmarks.publication [--collectivites N] [--projets N] …``.

Works in a temporary database that is dropped at the end; the real one is never opened for writing.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publication.models import Fiche

REPETITIONS = 20


@dataclass(frozen=True, slots=True)
class Mesure:
    """How long something took for a number of things."""

    nom: str
    nombre: int
    secondes: float

    def ligne(self) -> tuple[str, str, str, str]:
        """Cells of the printed table."""
        debit = self.nombre / self.secondes
        return self.nom, f"{self.nombre}", f"{self.secondes:.2f} s", f"{debit:,.0f} /s".replace(",", " ")


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    analyseur = argparse.ArgumentParser(description="Mesure la publication sur des données synthétiques.")
    analyseur.add_argument("--collectivites", type=int, default=1_400)
    analyseur.add_argument("--projets", type=int, default=1_000)
    analyseur.add_argument("--subventions", type=int, default=3_000)
    return analyseur.parse_args(arguments)


def mesurer(*, collectivites: int, projets: int, subventions: int) -> list[Mesure]:
    """Fill the database of the connection, then time each part; the data stay."""
    from benchmarks.base import analyser, chronometrer, territoire_fictif
    from programmes.actions.synthese import Volume, generer
    from publication.actions import synchroniser, verifier
    from publication.models import Publication

    territoire_fictif()
    volume = Volume(collectivites=collectivites, projets=projets, subventions=subventions)
    generation = chronometrer(lambda: generer(volume, graine=1))
    analyser()
    nombre = Publication.objects.count()
    return [
        Mesure("generer : lignes demandées", volume.total, generation),
        Mesure("synchroniser : fiches inchangées", nombre, chronometrer(lambda: synchroniser(toutes()))),
        Mesure("synchroniser : fiches changées", nombre, chronometrer(lambda: synchroniser(modifiees()))),
        Mesure("verifier : fiches", nombre, chronometrer(lambda: list(verifier()))),
        *latences(),
    ]


def toutes() -> Iterator[Fiche]:
    """Every sheet."""
    from publication.natures import registre

    for inscription in registre:
        yield from inscription.modele.fiches()


def modifiees() -> Iterator[Fiche]:
    """Every sheet, each with a new verification day."""
    from django.db.models import F

    from publication.natures import registre

    for inscription in registre:
        inscription.modele.fiches().update(
            revoir_dans=F("revoir_dans") + 1, verifiee_le="2026-05-01", verifiee_par=_qui()
        )
    yield from toutes()


def _qui() -> int:
    from collectivites.models import Utilisateur

    return Utilisateur.objects.values_list("pk", flat=True)[0]


def latences() -> list[Mesure]:
    """Median time of one gesture of staff: publish a sheet, rename an authority that others mention."""
    from benchmarks.base import chronometrer
    from collectivites.models import Collectivite, Utilisateur
    from publication.actions import publier, retirer

    par = Utilisateur.objects.all()[0]
    seules = Collectivite.objects.filter(politiques=None, dispositifs=None, subventions=None)[:REPETITIONS]
    citees = Collectivite.objects.exclude(politiques=None).order_by("pk")[:REPETITIONS]
    retraits, publications, renommages = [], [], []
    for fiche in seules:
        retraits.append(chronometrer(partial(retirer, fiche=fiche, motif="Mesure.", par=par)))
        publications.append(chronometrer(partial(publier, fiche=fiche, par=par)))
    for fiche in citees:
        fiche.nom = f"{fiche.nom} bis"
        fiche.save()
        renommages.append(chronometrer(partial(_suivre, fiche)))
    noms = ("retirer : une fiche", "publier : une fiche", "renommer : une collectivité et ce qui la cite")
    series = (retraits, publications, renommages)
    return [Mesure(nom, 1, median(durees)) for nom, durees in zip(noms, series, strict=True) if durees]


def _suivre(fiche: Fiche) -> None:
    """Bring in step everything that shows a sheet."""
    from publication.actions import fiches_concernees, synchroniser

    synchroniser(fiches_concernees([fiche]))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure in a temporary database and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from benchmarks.base import base_temporaire, imprimer

    choix = options(arguments)
    with base_temporaire():
        mesures = mesurer(**vars(choix))
    imprimer("Publication", ("Mesure", "Nombre", "Durée", "Débit"), [mesure.ligne() for mesure in mesures])


if __name__ == "__main__":
    main()
