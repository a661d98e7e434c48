"""National files by the API: grants of an authority in a year, what they lack, and schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import GenericAPIView

from collectivites.models import Collectivite
from programmes.filters import DispositifFilter
from programmes.models import Dispositif
from programmes.models.base import DERNIERE_ANNEE, PREMIERE_ANNEE
from programmes.nationaux import bilans, en_fichier, fichier_des_dispositifs, fichier_des_subventions, subventions_de
from publication.api.base import LectureMixin, en_json, sans_corps
from publication.api.conditions import de_la_generation, repondre_si_change
from publication.api.filtrage import Filtrage
from publication.models import EtatPublic, Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponseBase
    from rest_framework.request import Request


COLLECTIVITE = OpenApiParameter(
    "collectivite",
    {"type": "string", "pattern": r"^[\w-]+$"},
    required=True,
    description="Collectivité qui attribue : identifiant public (UUID), adresse courte ou SIREN.",
)
ANNEE = OpenApiParameter(
    "annee",
    {"type": "integer", "minimum": PREMIERE_ANNEE, "maximum": DERNIERE_ANNEE},
    required=True,
    description="Exercice : celui de la convention si aucun autre n’est dit.",
)


class FichierView(LectureMixin, GenericAPIView[Any]):
    """A file that is made again only when the data have changed; ``parametres`` names what the query may say."""

    pagination_class = None
    filter_backends: Any = ()
    formats: ClassVar[dict[str, tuple[str, ...]]] = {"": ("csv",)}
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {"": ("400", "404", "406")}
    parametres: ClassVar[tuple[str, ...]] = ()

    def parametres_connus(self) -> list[str]:
        """Those of the file."""
        return list(self.parametres)

    def si_change(self, faire: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """Answer with what ``faire`` makes, unless nothing has changed."""
        requete = self.request._request
        validateurs = de_la_generation(requete, self.format_choisi, EtatPublic.objects.lire())
        return repondre_si_change(requete, validateurs, faire)

    def fichier(self, contenu: Any, nom: str) -> HttpResponseBase:
        """File, of which HEAD asks the headers alone."""
        reponse = en_fichier(contenu, nom)
        return sans_corps(reponse) if self.request.method == "HEAD" else reponse


class SubventionsSCDLView(FichierView):
    """Grants of an authority in a year, as the national standard asks."""

    presentation = gettext_lazy("Subventions d’une collectivité une année, fichier national SCDL (CSV)")
    parametres = ("collectivite", "annee")

    @extend_schema(
        operation_id="subventions_scdl",
        summary="Subventions d’une collectivité, fichier national",
        description="Fichier SCDL « subventions » 2.1.1 : les subventions publiées d’une collectivité pour une année, "
        "celles à qui rien ne manque. Le montant est le total avant partage.",
        parameters=[COLLECTIVITE, ANNEE],
        responses={("200", "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """National file, piece by piece."""
        return self.si_change(lambda: self._subventions(request))

    def _subventions(self, request: Request) -> HttpResponseBase:
        publication = collectivite_demandee(request)
        annee = annee_demandee(request)
        choisies = subventions_de(publication).de_l_exercice(annee)
        if not choisies.exists():
            raise NotFound(_("Aucune subvention publiée de cette collectivité en %(annee)d.") % {"annee": annee})
        nom = f"subventions-{publication.slug}-{annee}.csv"
        return self.fichier(fichier_des_subventions(choisies), nom)


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

    presentation = gettext_lazy("Ce qui manque aux subventions d’une collectivité pour le fichier national")
    formats: ClassVar[dict[str, tuple[str, ...]]] = {"": ("json",)}
    parametres = ("collectivite",)

    @extend_schema(
        operation_id="subventions_scdl_bilan",
        summary="Ce qui manque au fichier national des subventions",
        description="Pour chaque année d’une collectivité : combien de subventions le fichier national contient, et ce "
        "qui manque aux autres.",
        parameters=[COLLECTIVITE],
        responses={"200": BilanSerializer(many=True)},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Report, the latest year first."""
        return self.si_change(lambda: self._bilans(request))

    def _bilans(self, request: Request) -> HttpResponseBase:
        lus = bilans(subventions_de(collectivite_demandee(request)))
        return en_json(orjson.dumps(BilanSerializer(lus, many=True).data))


class DispositifsAideView(FichierView):
    """Public schemes, as the national standard asks."""

    presentation = gettext_lazy("Dispositifs, fichier national « dispositif-aide » (CSV)")
    parametres = tuple(DispositifFilter.base_filters)
    queryset = Dispositif.objects.none()
    filter_backends: Any = (Filtrage,)
    filterset_class = DispositifFilter

    @extend_schema(
        operation_id="dispositifs_aide",
        summary="Dispositifs, fichier national",
        description="Fichier « dispositif-aide » 0.2.0 : les dispositifs publiés qui répondent aux filtres de la liste "
        "et à qui rien ne manque.",
        filters=True,
        responses={("200", "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """National file, piece by piece."""
        return self.si_change(self._dispositifs)

    def _dispositifs(self) -> HttpResponseBase:
        choisis: Any = self.filter_queryset(Dispositif.fiches().pour_liste_publique())
        return self.fichier(fichier_des_dispositifs(choisis), "dispositif-aide.csv")


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
