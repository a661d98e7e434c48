"""API of this floor."""

from collectivites.api.serializers import CollectiviteSerializer, DepartementSerializer, RegionSerializer
from collectivites.filters import CollectiviteFilter
from collectivites.models import Collectivite, Departement, Region
from publication.api.views import FicheViewSet, ReferentielViewSet


class CollectiviteViewSet(FicheViewSet):
    """Authorities."""

    modele = Collectivite
    queryset = Collectivite.objects.none()
    serializer_class = CollectiviteSerializer
    filterset_class = CollectiviteFilter


class RegionViewSet(ReferentielViewSet):
    """Regions of the official code."""

    queryset = Region.objects.de_plein_exercice().order_by("slug")
    serializer_class = RegionSerializer


class DepartementViewSet(ReferentielViewSet):
    """Departments of the official code."""

    queryset = Departement.objects.de_plein_exercice().order_by("code")
    serializer_class = DepartementSerializer
