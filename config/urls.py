"""Every address of the application."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("publication.urls")),
    path("", include("collectivites.urls")),
    path("", include("programmes.urls")),
    path("api/", include("config.urls_api")),
    path("admin/", admin.site.urls),
]

handler404 = "publication.views.page_introuvable"
handler500 = "publication.views.erreur"
