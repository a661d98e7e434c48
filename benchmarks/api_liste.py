"""How much a list of the API gains from stored documents: ``python -m benchmarks.api_liste [--fiches N] …``.

The same page is served twice, in turn: from ``Publication.document``, then by the serializers of the same documents on
the same rows, prefetched as ``synchroniser`` does. Works in a temporary database that is dropped at the end.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from http import HTTPStatus
from statistics import median
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpResponse

    from publication.api.views import FicheViewSet

GRAINE = 1


@dataclass(frozen=True, slots=True)
class Mesure:
    """Median times, in seconds, of one page of a nature."""

    nom: str
    nombre: int
    octets: int
    stockee: float
    serialisee: float

    @property
    def rapport(self) -> float:
        """How many times faster the stored page is."""
        return self.serialisee / self.stockee

    def ligne(self) -> tuple[str, ...]:
        """Cells of the printed table."""
        return (
            self.nom,
            f"{self.nombre}",
            f"{self.octets / 1000:.0f} ko",
            f"{self.stockee * 1000:.1f} ms",
            f"{self.serialisee * 1000:.1f} ms",
            f"× {self.rapport:.1f}",
        )


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    analyseur = argparse.ArgumentParser(description="Compare les listes stockées aux listes sérialisées à la lecture.")
    analyseur.add_argument("--fiches", type=int, default=300, help="collectivités, projets ; trois fois plus d’aides")
    analyseur.add_argument("--taille", type=int, default=50, help="documents par page")
    analyseur.add_argument("--tours", type=int, default=30, help="mesures de chaque façon")
    return analyseur.parse_args(arguments)


def mesurer(*, fiches: int, taille: int, tours: int) -> list[Mesure]:
    """Fill the database of the connection, then compare the two ways for each nature; the data stay."""
    from django.test import override_settings

    from benchmarks.base import analyser, territoire_fictif
    from collectivites.api.views import CollectiviteViewSet
    from programmes.actions.synthese import Volume, generer
    from programmes.api.views import DispositifViewSet, PolitiqueViewSet, ProjetViewSet

    territoire_fictif()
    generer(Volume(collectivites=fiches, projets=fiches, subventions=3 * fiches), graine=GRAINE)
    analyser()
    vues = (CollectiviteViewSet, PolitiqueViewSet, DispositifViewSet, ProjetViewSet)
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        return [comparer(vue, taille=taille, tours=tours) for vue in vues]


def comparer(vue: type[FicheViewSet], *, taille: int, tours: int) -> Mesure:
    """Time the two ways in turn, after one round that fills every cache, and check that they say the same."""
    import orjson

    from benchmarks.base import chronometrer

    stockee, serialisee = page(vue, taille), page(a_la_lecture(vue), taille)
    temoin = contenu(stockee())
    if orjson.loads(contenu(serialisee()))["resultats"] != orjson.loads(temoin)["resultats"]:
        raise AssertionError("Les deux façons ne donnent pas les mêmes documents.")
    durees = [(chronometrer(stockee), chronometrer(serialisee)) for _tour in range(tours)]
    return Mesure(
        nom=str(vue.modele._meta.verbose_name_plural),
        nombre=len(orjson.loads(temoin)["resultats"]),
        octets=len(temoin),
        stockee=median(stocke for stocke, _lu in durees),
        serialisee=median(lu for _stocke, lu in durees),
    )


def contenu(reponse: HttpResponse) -> bytes:
    """Body of an answer, which must be a success."""
    if reponse.status_code != HTTPStatus.OK:
        raise AssertionError(f"Réponse {reponse.status_code} : {reponse.content!r}")
    return reponse.content


def page(vue: type[Any], taille: int) -> Callable[[], HttpResponse]:
    """Return a call that serves the first page of a list, rendered, as the server would send it."""
    from rest_framework.response import Response
    from rest_framework.test import APIRequestFactory

    requete = APIRequestFactory().get("/api/v1/", {"taille": taille})
    servir = vue.as_view({"get": "list"})

    def reponse() -> HttpResponse:
        rendue: HttpResponse = servir(requete)
        return rendue.render() if isinstance(rendue, Response) else rendue

    return reponse


def a_la_lecture(vue: type[FicheViewSet]) -> type[Any]:
    """The same list as a plain API of DRF would give it: same filters, same order, rows serialized on each read."""
    from rest_framework.mixins import ListModelMixin
    from rest_framework.viewsets import GenericViewSet

    from publication.api.pagination import Pagination

    class Lecture(ListModelMixin, GenericViewSet[Any]):
        serializer_class = vue.serializer_class
        filterset_class = vue.filterset_class
        pagination_class = Pagination

        def get_queryset(self) -> Any:
            return vue.modele.fiches().pour_liste_publique().pour_document()

    return Lecture


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure in a temporary database and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from benchmarks.base import base_temporaire, imprimer

    with base_temporaire():
        mesures = mesurer(**vars(options(arguments)))
    colonnes = ("Liste", "Documents", "Poids", "Stockée", "Sérialisée", "Rapport")
    imprimer("API : une page de liste (durées médianes)", colonnes, [mesure.ligne() for mesure in mesures])


if __name__ == "__main__":
    main()
