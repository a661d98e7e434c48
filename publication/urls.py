"""Addresses of the pages that belong to no nature."""

from django.urls import path

from publication import views

app_name = "publication"
urlpatterns = [
    path("recherche/", views.recherche, name="recherche"),
    path("a-propos/", views.a_propos, name="a_propos"),
]
