"""Addresses of the API."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from collectivites.api.views import CollectiviteViewSet, CommuneViewSet, DepartementViewSet, RegionViewSet
from programmes.api.views import (
    DispositifViewSet,
    PolitiqueViewSet,
    ProjetViewSet,
    RessourceViewSet,
    ThematiqueViewSet,
)
from programmes.api.views_entrees import NomenclatureViewSet, StatistiqueViewSet
from programmes.api.views_listes import OrganismeViewSet, SubventionViewSet
from programmes.api.views_nationaux import BilanSCDLView, DispositifsAideView, SubventionsSCDLView
from publication.api.brouillons import BrouillonsView, BrouillonView, RelectureView
from publication.api.changements import ChangementsView
from publication.api.description import DescriptionView
from publication.api.erreurs import adresse_inconnue
from publication.api.propositions import PropositionsView, PropositionView
from publication.api.sommaire import SommaireView
from publication.api.views import RechercheViewSet

routeur = SimpleRouter()
routeur.register("collectivites", CollectiviteViewSet, basename="collectivite")
routeur.register("politiques", PolitiqueViewSet, basename="politique")
routeur.register("dispositifs", DispositifViewSet, basename="dispositif")
routeur.register("projets", ProjetViewSet, basename="projet")
routeur.register("ressources", RessourceViewSet, basename="ressource")
routeur.register("regions", RegionViewSet, basename="region")
routeur.register("departements", DepartementViewSet, basename="departement")
routeur.register("communes", CommuneViewSet, basename="commune")
routeur.register("thematiques", ThematiqueViewSet, basename="thematique")
routeur.register("subventions", SubventionViewSet, basename="subvention")
routeur.register("organismes", OrganismeViewSet, basename="organisme")
routeur.register("statistiques", StatistiqueViewSet, basename="statistique")
routeur.register("nomenclatures", NomenclatureViewSet, basename="nomenclature")
routeur.register("recherche", RechercheViewSet, basename="recherche")

SERVICES = (
    "changements",
    "subventions_scdl",
    "subventions_scdl_bilan",
    "dispositifs_aide",
    "propositions",
    "brouillons",
)
"""Other addresses without parameter, by name, in the order of the index."""

app_name = "api"
urlpatterns = [
    path("v1/", SommaireView.as_view(collections=routeur.registry, services=SERVICES), name="sommaire"),
    path("v1/subventions/scdl.csv", SubventionsSCDLView.as_view(), name="subventions_scdl"),
    path("v1/subventions/scdl/bilan/", BilanSCDLView.as_view(), name="subventions_scdl_bilan"),
    path("v1/dispositifs/dispositif-aide.csv", DispositifsAideView.as_view(), name="dispositifs_aide"),
    path("v1/changements/", ChangementsView.as_view(), name="changements"),
    path("v1/propositions/", PropositionsView.as_view(), name="propositions"),
    path("v1/propositions/<int:numero>/", PropositionView.as_view(), name="proposition"),
    path("v1/brouillons/", BrouillonsView.as_view(), name="brouillons"),
    path("v1/brouillons/<uuid:uid>/", BrouillonView.as_view(), name="brouillon"),
    path("v1/brouillons/<uuid:uid>/relecture/", RelectureView.as_view(), name="relecture"),
    path("v1/", include(routeur.urls)),
    path("v1/schema/", DescriptionView.as_view(), name="schema"),
    re_path(r"^v1/(?P<chemin>[\s\S]*)$", adresse_inconnue),
]
