"""Addresses of this floor."""

from django.urls import path

from programmes import views

app_name = "programmes"
urlpatterns = [
    path("politiques/", views.politiques, name="politiques"),
    path("politiques/<slug:slug>/", views.politique, name="politique"),
    path("dispositifs/", views.dispositifs, name="dispositifs"),
    path("dispositifs/<slug:slug>/", views.dispositif, name="dispositif"),
    path("projets/", views.projets, name="projets"),
    path("projets/<slug:slug>/", views.projet, name="projet"),
    path("ressources/", views.ressources, name="ressources"),
    path("ressources/<slug:slug>/", views.ressource, name="ressource"),
]
