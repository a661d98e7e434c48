"""The index of the API: what it offers, where, in which formats, under which licence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import orjson
from django.http import HttpResponse
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from publication.api.base import LectureMixin
from publication.api.conditions import de_la_generation, repondre_si_change
from publication.api.liens import ADRESSE_DE_LA_LICENCE
from publication.api.serializers import LICENCE
from publication.editions.dossier import MANIFESTE
from publication.models import EtatPublic, Publication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponseBase
    from django.utils.functional import _StrPromise
    from rest_framework.request import Request

VERSION = "v1"


class Voisine(NamedTuple):
    """Something for programs outside ``/api/v1/``."""

    nom: str
    ecran: str
    presentation: str | _StrPromise
    arguments: tuple[str, ...] = ()


VOISINES = (
    Voisine("schema", "api:schema", _("Description OpenAPI 3.1 de toutes les opérations")),
    Voisine("donnees", "service:donnees", _("Fichiers qui donnent tout, refaits chaque nuit"), (MANIFESTE,)),
    Voisine("catalogue", "service:catalogue", _("Catalogue des jeux de données pour les portails (DCAT-AP 3)")),
    Voisine("flux", "service:flux_tout", _("Nouveautés de tout le répertoire (Atom)")),
    Voisine("calendrier", "service:calendrier", _("Ouvertures et clôtures des dispositifs (iCalendar)")),
    Voisine("oembed", "service:oembed", _("Cadre à intégrer pour l’adresse d’une page (oEmbed)")),
)
"""What programs read beside the API, or before it."""


class CollectionSerializer(serializers.Serializer[Any]):
    """A list, and what may be asked of it."""

    nom = serializers.CharField(help_text="Nom de la liste dans les adresses.")
    presentation = serializers.CharField(help_text="Ce que la liste contient, en une phrase.")
    adresse = serializers.URLField(help_text="Adresse de la liste.")
    modele = serializers.CharField(
        allow_null=True,
        help_text="Modèle d’adresse (RFC 6570) d’une seule entrée ; nul si elle ne se lit pas à part.",
    )
    formats = serializers.ListField(child=serializers.CharField(), help_text="Valeurs que prend `format`.")
    parametres = serializers.ListField(
        child=serializers.CharField(), help_text="Filtres et autres paramètres de la liste, `format` à part."
    )


class ServiceSerializer(serializers.Serializer[Any]):
    """Something else that programs may ask."""

    nom = serializers.CharField(help_text="Nom du service.")
    presentation = serializers.CharField(help_text="Ce qu’il donne, en une phrase.")
    adresse = serializers.URLField(help_text="Où le demander.")
    portee = serializers.CharField(
        allow_null=True,
        help_text="Portée du jeton qu’il demande, `propositions` ou `brouillons` ; nulle si tout le monde y lit.",
    )


class SommaireSerializer(serializers.Serializer[Any]):
    """All that the API offers."""

    titre = serializers.CharField(help_text="Nom du répertoire.")
    version = serializers.CharField(help_text="Version de l’API, celle que disent ses adresses.")
    revision = serializers.IntegerField(help_text="Révision la plus haute des données publiques.")
    modifiee_le = serializers.DateTimeField(
        allow_null=True, help_text="Instant de la dernière écriture ; nul avant la première."
    )
    licence = serializers.CharField(help_text="Licence des données (identifiant SPDX).")
    texte_de_licence = serializers.URLField(help_text="Adresse du texte de la licence.")
    documentation = serializers.URLField(help_text="Guide des développeurs.")
    schema = serializers.URLField(help_text="Description OpenAPI.")
    collections = CollectionSerializer(many=True, help_text="Les listes.")
    services = ServiceSerializer(many=True, help_text="Le reste.")


class SommaireView(LectureMixin):
    """JSON, to a browser too: as every other address of the API, and it says where the guide is.

    ``collections`` are the entries of the router, ``services`` the names of the other addresses without parameter.
    """

    collections: ClassVar[Sequence[tuple[str, Any, str]]] = ()
    services: ClassVar[Sequence[str]] = ()
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {"": ("400", "406")}

    @extend_schema(
        operation_id="sommaire",
        summary="Ce que donne l’API, et où",
        description="Toutes les listes et les autres services, avec leur adresse entière, leurs formats et leurs "
        "paramètres ; la révision des données et leur licence.",
        responses={"200": SommaireSerializer},
        tags=["sommaire"],
    )
    def get(self, request: Request) -> HttpResponseBase:
        """The index, unless nothing has changed."""
        requete, etat = request._request, EtatPublic.objects.lire()
        validateurs = de_la_generation(requete, self.format_choisi, etat)

        def faire() -> HttpResponseBase:
            ici = requete.build_absolute_uri
            contenu = {
                "titre": spectacular_settings.TITLE,
                "version": VERSION,
                "revision": Publication.objects.generation(),
                "modifiee_le": etat.avance_le,
                "licence": LICENCE,
                "texte_de_licence": ADRESSE_DE_LA_LICENCE,
                "documentation": ici(reverse("publication:api")),
                "schema": ici(reverse("api:schema")),
                "collections": collections(requete, self.collections),
                "services": services(requete, self.services),
            }
            return HttpResponse(orjson.dumps(SommaireSerializer(contenu).data), content_type="application/json")

        return repondre_si_change(requete, validateurs, faire)


def offre(request: HttpRequest) -> dict[str, list[dict[str, Any]]]:
    """The lists and the other services that the index names, for the pages that speak of them."""
    declare: Any = resolve(reverse("api:sommaire")).func
    return {
        "collections": collections(request, declare.initkwargs["collections"]),
        "services": services(request, declare.initkwargs["services"]),
    }


def collections(request: HttpRequest, entrees: Sequence[tuple[str, Any, str]]) -> list[dict[str, Any]]:
    """Lists of a router: prefix, set of views and name of the addresses of each."""
    return [_collection(request, *entree) for entree in entrees]


def _collection(request: HttpRequest, nom: str, vues: Any, base: str) -> dict[str, Any]:
    vue = vues()
    vue.action = "list"
    adresse = request.build_absolute_uri(reverse(f"api:{base}-list"))
    return {
        "nom": nom,
        "presentation": vue.presentation,
        "adresse": adresse,
        "modele": f"{adresse}{{{vue.lookup_field}}}/" if hasattr(vue, "retrieve") else None,
        "formats": vue.formats.get("list", ("json",)),
        "parametres": vue.parametres_connus(),
    }


def services(request: HttpRequest, noms: Sequence[str]) -> list[dict[str, Any]]:
    """Other addresses of the API by their names, then what programs read beside it."""
    ici = request.build_absolute_uri
    dans_l_api = []
    for nom in noms:
        adresse = reverse(f"api:{nom}")
        vue: Any = resolve(adresse).func
        portee = getattr(vue.cls, "portee", None)
        dans_l_api.append({"nom": nom, "presentation": vue.cls.presentation, "adresse": ici(adresse), "portee": portee})
    autour = [
        {
            "nom": une.nom,
            "presentation": une.presentation,
            "adresse": ici(reverse(une.ecran, args=une.arguments)),
            "portee": None,
        }
        for une in VOISINES
    ]
    return [*dans_l_api, *autour]
