"""Addresses of this floor."""

from django.urls import path

from collectivites import views, views_integration, views_opposition

app_name = "collectivites"
urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("collectivites/", views.collectivites, name="collectivites"),
    path("collectivites/comparer/", views.comparer, name="comparer"),
    path("collectivites/carte.json", views.collectivites_carte, name="collectivites_carte"),
    path("collectivites/export.<str:extension>", views.collectivites_export, name="collectivites_export"),
    path("collectivites/<slug:slug>.pdf", views.collectivite_pdf, name="collectivite_pdf"),
    path("collectivites/<slug:slug>/carte.png", views.collectivite_vignette, name="collectivite_vignette"),
    path("collectivites/<slug:slug>/", views.collectivite, name="collectivite"),
    path("opposition/<str:jeton>/", views_opposition.opposition, name="opposition"),
    path("integrer/regions/<slug:slug>/", views_integration.region, name="region_integree"),
    path("regions/", views.regions, name="regions"),
    path("regions/<slug:slug>/", views.region, name="region"),
    path("departements/<slug:slug>/", views.departement, name="departement"),
]
