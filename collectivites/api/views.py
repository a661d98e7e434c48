"""API of this floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import NotFound

from collectivites.api.serializers import (
    CollectiviteSerializer,
    CommuneEntiereSerializer,
    DepartementEntierSerializer,
    RegionEntiereSerializer,
)
from collectivites.filters import CollectiviteFilter
from collectivites.filters_territoires import CommunesFilter, DepartementsFilter
from collectivites.models import Collectivite, Commune, Departement, Region
from collectivites.tableaux import COLLECTIVITES, COMMUNES, DEPARTEMENTS, REGIONS
from publication.api.base import TOUS, ailleurs
from publication.api.pagination import Pagination
from publication.api.views import FicheViewSet, ReferentielViewSet

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from rest_framework.request import Request

    from publication.models import Publication


class CollectiviteViewSet(FicheViewSet):
    """Authorities."""

    presentation = gettext_lazy("Collectivités et regroupements")
    modele = Collectivite
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        **FicheViewSet.erreurs_documentees,
        "retrieve": ("300", *FicheViewSet.erreurs_documentees["retrieve"]),
    }
    queryset = Collectivite.objects.none()
    serializer_class = CollectiviteSerializer
    filterset_class = CollectiviteFilter
    tableau = COLLECTIVITES

    def par_code(self, cle: str) -> list[Publication]:
        """By SIREN or INSEE code."""
        designees = Collectivite.objects.designees_par_code(cle)
        return [designee.publication for designee in designees if designee.publication]


class TerritoireViewSet(ReferentielViewSet):
    """An entry of the official code, by its code."""

    lookup_field = "code"

    def trouver(self, cle: str) -> Any:
        """Entry of a code, whatever its case; those that the last vintage left out say when they went."""
        territoire = self.get_queryset().model._base_manager.filter(pk=cle.upper()).first()
        if territoire is None:
            raise NotFound(_("Le code officiel géographique ne connaît pas « %(code)s ».") % {"code": cle})
        return territoire


class RegionViewSet(TerritoireViewSet):
    """Regions of the official code."""

    presentation = gettext_lazy("Régions du code officiel géographique")
    queryset = Region.objects.de_plein_exercice().order_by("slug")
    serializer_class = RegionEntiereSerializer
    tableau = REGIONS


class DepartementViewSet(TerritoireViewSet):
    """Departments of the official code."""

    presentation = gettext_lazy("Départements du code officiel géographique")
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        "list": ("400", "404", "406"),
        "retrieve": ("400", "404", "406"),
    }
    queryset = Departement.objects.de_plein_exercice().order_by("code")
    serializer_class = DepartementEntierSerializer
    filterset_class = DepartementsFilter
    tableau = DEPARTEMENTS


class CommuneViewSet(TerritoireViewSet):
    """Communes of the official code; an old code leads to the commune that took its place, when that is known."""

    presentation = gettext_lazy("Communes du code officiel géographique")
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        "list": ("400", "404", "406"),
        "retrieve": ("301", "400", "404", "406"),
    }
    queryset = Commune.objects.en_vigueur().select_related("epci").order_by("code")
    serializer_class = CommuneEntiereSerializer
    filterset_class = CommunesFilter
    pagination_class = Pagination
    tableau = COMMUNES
    formats: ClassVar[dict[str, tuple[str, ...]]] = {"list": TOUS}
    cle_de_curseur = "pk"

    def retrieve(self, request: Request, **cles: str) -> HttpResponseBase:
        """One commune, or where its old code leads."""
        nouveau = Collectivite.objects.commune_qui_remplace(cles["code"].upper())
        if not nouveau:
            return super().retrieve(request, **cles)
        message = _("Ce code n’est plus en vigueur : la commune porte désormais le code %(code)s.") % {"code": nouveau}
        return ailleurs(reverse("api:commune-detail", args=[nouveau]), message, code=nouveau)
