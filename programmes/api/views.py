"""API of this floor."""

from programmes.api.serializers import (
    DispositifSerializer,
    PolitiqueSerializer,
    ProjetSerializer,
    RessourceSerializer,
)
from programmes.api.serializers_parties import ThematiqueSerializer
from programmes.filters import DispositifFilter, PolitiqueFilter, ProjetFilter, RessourceFilter
from programmes.models import Dispositif, Politique, Projet, Ressource, Thematique
from publication.api.views import FicheViewSet, ReferentielViewSet


class PolitiqueViewSet(FicheViewSet):
    """Policies."""

    modele = Politique
    queryset = Politique.objects.none()
    serializer_class = PolitiqueSerializer
    filterset_class = PolitiqueFilter


class DispositifViewSet(FicheViewSet):
    """Schemes."""

    modele = Dispositif
    queryset = Dispositif.objects.none()
    serializer_class = DispositifSerializer
    filterset_class = DispositifFilter


class ProjetViewSet(FicheViewSet):
    """Projects."""

    modele = Projet
    queryset = Projet.objects.none()
    serializer_class = ProjetSerializer
    filterset_class = ProjetFilter


class RessourceViewSet(FicheViewSet):
    """Resources."""

    modele = Ressource
    queryset = Ressource.objects.none()
    serializer_class = RessourceSerializer
    filterset_class = RessourceFilter


class ThematiqueViewSet(ReferentielViewSet):
    """Themes."""

    queryset = Thematique.objects.order_by("slug")
    serializer_class = ThematiqueSerializer
    lookup_field = "slug"
