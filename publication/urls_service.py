"""Addresses that speak no language: files, health checks, what machines read."""

from django.urls import path

from publication import views

app_name = "service"
urlpatterns = [
    path("media/<path:nom>", views.fichier, name="fichier"),
    path("sante/vivant/", views.vivant, name="vivant"),
    path("sante/pret/", views.pret, name="pret"),
]
