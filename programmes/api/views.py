"""API of this floor: its sheets and its themes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import NotFound

from programmes.api.serializers import (
    DispositifSerializer,
    PolitiqueSerializer,
    ProjetSerializer,
    RessourceSerializer,
)
from programmes.api.serializers_listes import ThematiqueEntiereSerializer
from programmes.filters import DispositifFilter, PolitiqueFilter, ProjetFilter, RessourceFilter
from programmes.models import Dispositif, Politique, Projet, Ressource, Thematique
from programmes.tableaux import DISPOSITIFS, POLITIQUES, PROJETS, RESSOURCES
from programmes.tableaux_listes import THEMATIQUES
from publication.api.views import FicheViewSet, ReferentielViewSet


class PolitiqueViewSet(FicheViewSet):
    """Policies."""

    presentation = gettext_lazy("Politiques en faveur de l’ESS")
    modele = Politique
    queryset = Politique.objects.none()
    serializer_class = PolitiqueSerializer
    filterset_class = PolitiqueFilter
    tableau = POLITIQUES


class DispositifViewSet(FicheViewSet):
    """Schemes."""

    presentation = gettext_lazy("Aides et autres soutiens")
    modele = Dispositif
    queryset = Dispositif.objects.none()
    serializer_class = DispositifSerializer
    filterset_class = DispositifFilter
    tableau = DISPOSITIFS


class ProjetViewSet(FicheViewSet):
    """Projects."""

    presentation = gettext_lazy("Projets soutenus, avec leurs subventions")
    modele = Projet
    queryset = Projet.objects.none()
    serializer_class = ProjetSerializer
    filterset_class = ProjetFilter
    tableau = PROJETS


class RessourceViewSet(FicheViewSet):
    """Resources."""

    presentation = gettext_lazy("Articles, conférences, guides")
    modele = Ressource
    queryset = Ressource.objects.none()
    serializer_class = RessourceSerializer
    filterset_class = RessourceFilter
    tableau = RESSOURCES


class ThematiqueViewSet(ReferentielViewSet):
    """Themes."""

    presentation = gettext_lazy("Thématiques, à employer dans les filtres")
    queryset = Thematique.objects.select_related("parente").order_by("slug")
    serializer_class = ThematiqueEntiereSerializer
    lookup_field = "slug"
    tableau = THEMATIQUES

    def trouver(self, cle: str) -> Any:
        """Theme of a slug."""
        thematique = self.get_queryset().filter(slug=cle).first()
        if thematique is None:
            raise NotFound(_("Aucune thématique ne s’appelle « %(slug)s ».") % {"slug": cle})
        return thematique
