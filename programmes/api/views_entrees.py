"""API of what is counted, and of the codes that documents use."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers

from programmes.chiffres import FABRIQUES
from programmes.nomenclatures import NOMENCLATURES
from publication.api.entrees import EntreesViewSet
from publication.api.serializers import LICENCE, SourceField
from publication.exports import FORMATS
from publication.exports.csv import ecrire_graphique

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponseBase
    from rest_framework.request import Request

NOM_DE_STATISTIQUE = OpenApiParameter(
    "nom", OpenApiTypes.STR, OpenApiParameter.PATH, description="Nom de la statistique.", enum=list(FABRIQUES)
)
NOM_DE_LISTE = OpenApiParameter(
    "nom", OpenApiTypes.STR, OpenApiParameter.PATH, description="Nom de la nomenclature.", enum=list(NOMENCLATURES)
)


class LigneSerializer(serializers.Serializer[Any]):
    """A row of figures."""

    libelle = serializers.CharField(help_text="Ce que la ligne compte.")
    valeurs = serializers.ListField(
        child=serializers.DecimalField(max_digits=18, decimal_places=2, allow_null=True, normalize_output=True),
        help_text="Une valeur par série, dans l’unité de la statistique ; nul si inconnue.",
    )


class StatistiqueSerializer(serializers.Serializer[Any]):
    """A chart, as figures."""

    nom = serializers.CharField(help_text="Nom de la statistique dans l’API.")
    titre = serializers.CharField(help_text="Titre.")
    definition = serializers.CharField(help_text="Ce qui est compté, et sur quoi cela repose.")
    unite = serializers.CharField(help_text="Unité des valeurs : « € », « ETP », ou vide pour un nombre de fiches.")
    entete = serializers.CharField(help_text="Ce que disent les libellés des lignes.")
    series = serializers.ListField(child=serializers.CharField(), help_text="Nom de chaque série.")
    lignes = LigneSerializer(many=True, help_text="Les chiffres, une ligne par libellé.")
    le = serializers.DateField(help_text="Jour du décompte.")
    source = SourceField(help_text="D’où viennent les chiffres.")
    licence = serializers.SerializerMethodField(help_text="Licence des données (identifiant SPDX).")

    def get_source(self, _entree: Any) -> str:
        """Public sheets alone."""
        return "Fiches publiées du répertoire."

    def get_licence(self, _entree: Any) -> str:
        """Licence Ouverte 2.0."""
        return LICENCE


class ValeurSerializer(serializers.Serializer[Any]):
    """A code and what it means."""

    code = serializers.CharField(help_text="Valeur dans les documents et dans les filtres.")
    libelle = serializers.CharField(help_text="Ce qu’elle veut dire.")


class NomenclatureSerializer(serializers.Serializer[Any]):
    """A list of codes."""

    nom = serializers.CharField(help_text="Nom de la nomenclature dans l’API.")
    titre = serializers.CharField(help_text="Ce que les codes distinguent.")
    champs = serializers.ListField(
        child=serializers.CharField(), help_text="Champs des documents et filtres qui prennent ces codes."
    )
    valeurs = ValeurSerializer(many=True, help_text="Les codes, dans leur ordre habituel.")
    source = SourceField(help_text="Qui définit les codes.")
    licence = serializers.SerializerMethodField(help_text="Licence des données (identifiant SPDX).")

    def get_source(self, entree: Any) -> str:
        """The network, or a national standard."""
        source: str = entree["origine"]
        return source

    def get_licence(self, _entree: Any) -> str:
        """Licence Ouverte 2.0."""
        return LICENCE


class StatistiqueViewSet(EntreesViewSet):
    """Figures of the network."""

    presentation = gettext_lazy("Chiffres du réseau, ceux de la page « Chiffres »")
    serializer_class = StatistiqueSerializer
    formats: ClassVar[dict[str, tuple[str, ...]]] = {"retrieve": ("json", "csv")}
    descriptions: ClassVar[dict[str, str]] = {
        "list": "Chiffres du réseau, les mêmes que sur la page « Chiffres ».",
        "retrieve": "Une statistique, avec tous ses chiffres.",
    }

    def entrees(self) -> Mapping[str, Callable[[], Any]]:
        """A chart each."""
        return {nom: partial(_statistique, nom) for nom in FABRIQUES}

    @extend_schema(parameters=[NOM_DE_STATISTIQUE])
    def retrieve(self, request: Request, nom: str) -> HttpResponseBase:
        """One chart."""
        return super().retrieve(request, nom)

    def reponse(self, entree: Any) -> HttpResponseBase:
        """Figures of one chart, for programs or for spreadsheets."""
        if self.format_choisi == "json":
            return super().reponse(entree)
        reponse = HttpResponse(
            ecrire_graphique(FABRIQUES[entree["nom"]](entree["le"])), content_type=FORMATS["csv"].type_mime
        )
        reponse.headers["Content-Disposition"] = f'attachment; filename="{entree["nom"]}-{entree["le"]}.csv"'
        return reponse


def _statistique(nom: str) -> dict[str, Any]:
    le = timezone.localdate()
    dessin = FABRIQUES[nom](le)
    lignes = [{"libelle": str(ligne.libelle), "valeurs": ligne.valeurs} for ligne in dessin.lignes]
    textes = {cle: str(getattr(dessin, cle)) for cle in ("titre", "definition", "unite", "entete")}
    return {"nom": nom, "le": le, **textes, "series": [str(serie) for serie in dessin.series], "lignes": lignes}


class NomenclatureViewSet(EntreesViewSet):
    """Codes that documents use."""

    presentation = gettext_lazy("Codes employés dans les documents et les filtres, avec leur sens")
    serializer_class = NomenclatureSerializer
    descriptions: ClassVar[dict[str, str]] = {
        "list": "Codes employés dans les documents et dans les filtres, avec leur sens.",
        "retrieve": "Une nomenclature : ses codes et leur sens.",
    }

    def entrees(self) -> Mapping[str, Callable[[], Any]]:
        """A list of codes each."""
        return {nom: partial(_nomenclature, nom) for nom in NOMENCLATURES}

    @extend_schema(parameters=[NOM_DE_LISTE])
    def retrieve(self, request: Request, nom: str) -> HttpResponseBase:
        """One list of codes."""
        return super().retrieve(request, nom)


def _nomenclature(nom: str) -> dict[str, Any]:
    lue = NOMENCLATURES[nom]
    valeurs = [{"code": str(code), "libelle": str(libelle)} for code, libelle in lue.choix.choices]
    return {"nom": nom, "titre": str(lue.titre), "champs": lue.champs, "origine": lue.origine, "valeurs": valeurs}
