"""Addresses of the pages that belong to no nature."""

from django.urls import path

from publication import views, views_flux, views_recherche, views_signaler

app_name = "publication"
urlpatterns = [
    path("signaler/<slug:nature>/<slug:slug>/", views_signaler.signaler, name="signaler"),
    path("signaler/<slug:nature>/<slug:slug>/merci/", views_signaler.signale, name="signale"),
    path("flux/", views_flux.flux, name="flux"),
    path("recherche/", views_recherche.recherche, name="recherche"),
    path("recherche/suggestions/", views_recherche.suggestions, name="suggestions"),
    path("a-propos/", views.a_propos, name="a_propos"),
]
