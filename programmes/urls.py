"""Addresses of this floor."""

from django.urls import path

from programmes import views, views_document, views_nationaux, views_subventions

app_name = "programmes"
urlpatterns = [
    path("regions/<slug:slug>/document/", views_document.region, name="region_document"),
    path("regions/<slug:slug>/document.pdf", views_document.region_pdf, name="region_document_pdf"),
    path("departements/<slug:slug>/document/", views_document.departement, name="departement_document"),
    path("departements/<slug:slug>/document.pdf", views_document.departement_pdf, name="departement_document_pdf"),
    path("collectivites/<slug:slug>/subventions/", views_nationaux.subventions, name="subventions_nationales"),
    path(
        "collectivites/<slug:slug>/subventions/<int:annee>.csv",
        views_nationaux.subventions_csv,
        name="subventions_nationales_csv",
    ),
    path("organismes/", views.organismes, name="organismes"),
    path("organismes/<slug:slug>/", views.organisme, name="organisme"),
    path("thematiques/", views.thematiques, name="thematiques"),
    path("thematiques/<slug:slug>/", views.thematique, name="thematique"),
    path("chiffres/", views.chiffres, name="chiffres"),
    path("chiffres/<slug:nom>.csv", views.chiffres_csv, name="chiffres_csv"),
    path("ma-commune/", views.chercher_ma_commune, name="chercher_ma_commune"),
    path("ma-commune/<slug:code>/", views.ma_commune, name="ma_commune"),
    path("politiques/", views.politiques, name="politiques"),
    path("politiques/carte.json", views.politiques_carte, name="politiques_carte"),
    path("politiques/export.<str:extension>", views.politiques_export, name="politiques_export"),
    path("politiques/<slug:slug>.pdf", views.politique_pdf, name="politique_pdf"),
    path("politiques/<slug:slug>/carte.png", views.politique_vignette, name="politique_vignette"),
    path("politiques/<slug:slug>/", views.politique, name="politique"),
    path("dispositifs/", views.dispositifs, name="dispositifs"),
    path("dispositifs/carte.json", views.dispositifs_carte, name="dispositifs_carte"),
    path("dispositifs/export.<str:extension>", views.dispositifs_export, name="dispositifs_export"),
    path("dispositifs/dispositif-aide.csv", views_nationaux.dispositifs_csv, name="dispositifs_nationaux_csv"),
    path("dispositifs/<slug:slug>.pdf", views.dispositif_pdf, name="dispositif_pdf"),
    path("dispositifs/<slug:slug>/carte.png", views.dispositif_vignette, name="dispositif_vignette"),
    path("dispositifs/<slug:slug>/", views.dispositif, name="dispositif"),
    path("projets/", views.projets, name="projets"),
    path("projets/carte.json", views.projets_carte, name="projets_carte"),
    path("projets/export.<str:extension>", views.projets_export, name="projets_export"),
    path("projets/<slug:slug>.pdf", views.projet_pdf, name="projet_pdf"),
    path("projets/<slug:slug>/carte.png", views.projet_vignette, name="projet_vignette"),
    path("projets/<slug:slug>/", views.projet, name="projet"),
    path("subventions/", views_subventions.subventions, name="subventions"),
    path("subventions/export.<str:extension>", views_subventions.exporter, name="subventions_export"),
    path("ressources/", views.ressources, name="ressources"),
    path("ressources/export.<str:extension>", views.ressources_export, name="ressources_export"),
    path("ressources/<slug:slug>.pdf", views.ressource_pdf, name="ressource_pdf"),
    path("ressources/<slug:slug>/carte.png", views.ressource_vignette, name="ressource_vignette"),
    path("ressources/<slug:slug>/", views.ressource, name="ressource"),
]
