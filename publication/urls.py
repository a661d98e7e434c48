"""Addresses of the pages that belong to no nature."""

from django.urls import path, re_path

from publication import (
    views,
    views_alertes,
    views_apercu,
    views_api,
    views_donnees,
    views_flux,
    views_integration,
    views_mise_a_jour,
    views_recherche,
    views_signaler,
)
from publication.integration import PLURIELS

INTEGRER = rf"^integrer/(?P<pluriel>{'|'.join(PLURIELS)})/(?P<slug>[-\w]+)/$"

app_name = "publication"
urlpatterns = [
    path("signaler/<slug:nature>/<slug:slug>/", views_signaler.signaler, name="signaler"),
    path("signaler/<slug:nature>/<slug:slug>/merci/", views_signaler.signale, name="signale"),
    path("mise-a-jour/merci/", views_mise_a_jour.merci, name="mise_a_jour_merci"),
    path("mise-a-jour/<str:jeton>/", views_mise_a_jour.mise_a_jour, name="mise_a_jour"),
    path("flux/", views_flux.flux, name="flux"),
    path("alertes/", views_alertes.alertes, name="alertes"),
    path("alertes/retrouver/", views_alertes.retrouver, name="retrouver_alertes"),
    path("alertes/envoye/", views_alertes.envoye, name="alertes_envoye"),
    path("alertes/confirmer/<str:jeton>/", views_alertes.confirmer, name="confirmer"),
    path("alertes/arreter/<str:jeton>/", views_alertes.desabonner, name="desabonner"),
    path("alertes/les-miennes/<str:jeton>/", views_alertes.mes_alertes, name="mes_alertes"),
    path("alertes/<slug:sujet>/", views_alertes.alerte, name="alerte"),
    path("recherche/", views_recherche.recherche, name="recherche"),
    path("recherche/suggestions/", views_recherche.suggestions, name="suggestions"),
    path("apercu/<str:jeton>/", views_apercu.apercu, name="apercu"),
    path("api/", views_api.guide, name="api"),
    path("api/operations/", views_api.operations, name="operations"),
    path("donnees/", views_donnees.donnees, name="donnees"),
    path("donnees/dictionnaire/", views_donnees.dictionnaire, name="dictionnaire"),
    re_path(INTEGRER, views_integration.fiche, name="integrer"),
    path("a-propos/", views.a_propos, name="a_propos"),
]
