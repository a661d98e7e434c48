"""Every address of the application."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("publication.urls_service")),
    path("api/", include("config.urls_api")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("compte/", include("collectivites.urls_comptes")),
        path("", include("publication.urls")),
        path("", include("collectivites.urls")),
        path("", include("programmes.urls")),
        prefix_default_language=False,
    ),
]

handler404 = "publication.views.page_introuvable"
handler500 = "publication.views.erreur"
