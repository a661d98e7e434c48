"""Addresses of the pages that belong to no nature."""

from django.urls import path

from publication import views, views_flux, views_recherche

app_name = "publication"
urlpatterns = [
    path("flux/", views_flux.flux, name="flux"),
    path("recherche/", views_recherche.recherche, name="recherche"),
    path("recherche/suggestions/", views_recherche.suggestions, name="suggestions"),
    path("a-propos/", views.a_propos, name="a_propos"),
]
