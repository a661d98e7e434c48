"""National files by the API: grants of an authority in a year, what they lack, and schemes."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response

from collectivites.models import Collectivite
from programmes.filters import DispositifFilter
from programmes.models import Dispositif
from programmes.models.base import DERNIERE_ANNEE, PREMIERE_ANNEE
from programmes.nationaux import bilans, en_fichier, fichier_des_dispositifs, fichier_des_subventions, subventions_de
from publication.api.erreurs import PROBLEME, refuser_les_inconnus
from publication.api.rendu import TYPE_DE_CONTENU, RenduJSON
from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from rest_framework.request import Request


COLLECTIVITE = OpenApiParameter(
    "collectivite",
    OpenApiTypes.STR,
    required=True,
    description="Collectivité qui attribue : identifiant public (UUID), adresse courte ou SIREN.",
)
ANNEE = OpenApiParameter(
    "annee", OpenApiTypes.INT, required=True, description="Exercice : celui de la convention si aucun autre n’est dit."
)


class RenduCSV(BaseRenderer):
    """CSV, whose errors are problem details all the same."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """Only errors come here: files are answered piece by piece."""
        return RenduJSON().render(data, accepted_media_type, renderer_context)


def _erreurs(*codes: str) -> dict[tuple[str, str], Any]:
    textes = {
        "400": "Un paramètre manque, est inconnu, ou sa valeur est refusée.",
        "404": "Aucune collectivité publique, ou aucune subvention cette année-là.",
    }
    return {(code, TYPE_DE_CONTENU): OpenApiResponse(PROBLEME, description=textes[code]) for code in codes}


class FichierView(GenericAPIView[Any]):
    """A file that anyone may keep, and asks for again when the data change."""

    http_method_names = ["get", "head"]
    pagination_class = None
    filter_backends: Any = ()
    parametres: ClassVar[tuple[str, ...]] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse by name the parameters that mean nothing here."""
        super().initial(request, *args, **kwargs)
        refuser_les_inconnus(request, self.parametres)

    def finalize_response(self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any) -> Any:
        """Let anyone keep an answer, and ask each time whether it still holds."""
        finale = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]
        if finale.status_code == HTTPStatus.OK:
            finale.headers["Cache-Control"] = "no-cache, public"
        return finale


class SubventionsSCDLView(FichierView):
    """Grants of an authority in a year, as the national standard asks."""

    renderer_classes = (RenduCSV,)
    parametres = ("collectivite", "annee")

    @extend_schema(
        operation_id="subventions_scdl",
        summary="Subventions d’une collectivité, fichier national",
        description="Fichier SCDL « subventions » 2.1.1 : les subventions publiées d’une collectivité pour une année, "
        "celles à qui rien ne manque. Le montant est le total avant partage.",
        parameters=[COLLECTIVITE, ANNEE],
        responses={("200", "text/csv"): OpenApiTypes.STR, **_erreurs("400", "404")},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """National file, piece by piece."""
        publication = collectivite_demandee(request)
        annee = annee_demandee(request)
        choisies = subventions_de(publication).de_l_exercice(annee)
        if not choisies.exists():
            raise NotFound(_("Aucune subvention publiée de cette collectivité en %(annee)d.") % {"annee": annee})
        nom = f"subventions-{publication.slug}-{annee}.csv"
        return en_fichier(fichier_des_subventions(choisies), nom)


class ManqueSerializer(serializers.Serializer[Any]):
    """A reason why grants are left out."""

    colonne = serializers.CharField(help_text="Colonne de la norme où la donnée manque.")
    raison = serializers.CharField(help_text="Ce qui manque, en clair.")
    nombre = serializers.IntegerField(help_text="Nombre de subventions concernées.")


class BilanSerializer(serializers.Serializer[Any]):
    """A year of the pre-flight report."""

    annee = serializers.IntegerField(allow_null=True, help_text="Exercice ; nul si aucune date n’est connue.")
    total = serializers.IntegerField(help_text="Nombre de subventions publiées.")
    completes = serializers.IntegerField(help_text="Nombre de celles que le fichier national contient.")
    euros = serializers.DecimalField(
        max_digits=18, decimal_places=2, help_text="Somme des parts des bénéficiaires du fichier, en euros."
    )
    manques = serializers.SerializerMethodField(help_text="Ce qui manque aux autres, du plus fréquent au plus rare.")

    @extend_schema_field(ManqueSerializer(many=True))
    def get_manques(self, bilan: Any) -> list[dict[str, Any]]:
        """Reasons with their number."""
        return [
            {"colonne": manque.colonne, "raison": str(manque.raison), "nombre": nombre}
            for manque, nombre in bilan.manques_tries
        ]


class BilanSCDLView(FichierView):
    """What keeps grants out of the national file."""

    renderer_classes = (RenduJSON,)
    parametres = ("collectivite",)

    @extend_schema(
        operation_id="subventions_scdl_bilan",
        summary="Ce qui manque au fichier national des subventions",
        description="Pour chaque année d’une collectivité : combien de subventions le fichier national contient, et ce "
        "qui manque aux autres.",
        parameters=[COLLECTIVITE],
        responses={"200": BilanSerializer(many=True), **_erreurs("400", "404")},
    )
    def get(self, request: Request) -> Response:
        """Report, the latest year first."""
        lus = bilans(subventions_de(collectivite_demandee(request)))
        return Response(BilanSerializer(lus, many=True).data)


class DispositifsAideView(FichierView):
    """Public schemes, as the national standard asks."""

    renderer_classes = (RenduCSV,)
    parametres = tuple(DispositifFilter.base_filters)
    queryset = Dispositif.objects.none()
    filter_backends = (DjangoFilterBackend,)
    filterset_class = DispositifFilter

    @extend_schema(
        operation_id="dispositifs_aide",
        summary="Dispositifs, fichier national",
        description="Fichier « dispositif-aide » 0.2.0 : les dispositifs publiés qui répondent aux filtres de la liste "
        "et à qui rien ne manque.",
        filters=True,
        responses={("200", "text/csv"): OpenApiTypes.STR, **_erreurs("400")},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """National file, piece by piece."""
        filtre = DispositifFilter(request.query_params, queryset=Dispositif.fiches().pour_liste_publique())
        if not filtre.is_valid():
            raise ValidationError(filtre.form.errors)
        return en_fichier(fichier_des_dispositifs(filtre.qs), "dispositif-aide.csv")


def collectivite_demandee(request: Request) -> Publication:
    """Public authority that the parameter names."""
    cle = request.query_params.get("collectivite", "").strip()
    if not cle:
        raise ValidationError({"collectivite": [_("indiquez une collectivité.")]})
    collectivites = Publication.objects.de_nature(Nature.COLLECTIVITE)
    publication = collectivites.trouver(cle)
    if publication is None:
        par_siren = Collectivite.fiches().publiees().filter(siren=cle).select_related("publication").first()
        publication = par_siren.publication if par_siren else None
    if publication is None or publication.est_retiree:
        raise NotFound(_("Aucune collectivité publique ne porte l’identifiant « %(cle)s ».") % {"cle": cle})
    return publication


def annee_demandee(request: Request) -> int:
    """Year that the parameter names."""
    texte = request.query_params.get("annee", "")
    if not (texte.isascii() and texte.isdigit() and PREMIERE_ANNEE <= int(texte[:5]) <= DERNIERE_ANNEE):
        raise ValidationError({"annee": [_("indiquez une année à quatre chiffres.")]})
    return int(texte)
