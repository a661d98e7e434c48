"""Addresses that speak no language: files, health checks, what machines read."""

from django.urls import path

from publication import plan_du_site, views, views_donnees, views_flux, views_integration, views_vignettes

app_name = "service"
urlpatterns = [
    path("flux/tout.atom", views_flux.tout, name="flux_tout"),
    path("flux/regions/<slug:code>.atom", views_flux.par_region, name="flux_region"),
    path("flux/thematiques/<slug:slug>.atom", views_flux.par_thematique, name="flux_thematique"),
    path("flux/dispositifs.ics", views_flux.calendrier_des_dispositifs, name="calendrier"),
    path("flux/<slug:pluriel>.atom", views_flux.par_nature, name="flux"),
    path("carte.png", views_vignettes.du_site, name="vignette"),
    path("donnees/catalogue.jsonld", views_donnees.catalogue, name="catalogue"),
    path("donnees/fichiers/<path:nom>", views_donnees.fichier, name="donnees"),
    path("oembed/", views_integration.oembed, name="oembed"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", plan_du_site.index, name="plan"),
    path("sitemap-<section>.xml", plan_du_site.section, name="section"),
    path("media/<path:nom>", views.fichier, name="fichier"),
    path("sante/vivant/", views.vivant, name="vivant"),
    path("sante/pret/", views.pret, name="pret"),
]
