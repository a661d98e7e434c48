"""Settings of the REST API and of its OpenAPI description."""

from __future__ import annotations

from typing import Any

from config.reglages.version import VERSION

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["publication.api.rendu.RenduJSON"],
    "DEFAULT_SCHEMA_CLASS": "publication.api.schema.Schema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
DRF_STANDARDIZED_ERRORS = {"EXCEPTION_FORMATTER_CLASS": "publication.api.erreurs.Probleme"}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Répertoire des collectivités engagées dans l’économie sociale et solidaire",
    "DESCRIPTION": (
        "Collectivités, politiques ESS, dispositifs d’aide, projets soutenus et ressources, tels que publiés par le "
        "réseau. Lecture libre, sans clé. Données sous Licence Ouverte 2.0."
    ),
    "VERSION": VERSION,
    "LICENSE": {"name": "Licence Ouverte 2.0", "identifier": "etalab-2.0"},
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "publication.api.schema.completer",
        "publication.api.exemples.illustrer",
    ],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
    "ENUM_NAME_OVERRIDES": {
        "NatureEnum": "publication.natures.Nature",
        "NatureAideEnum": "programmes.models.dispositif.Dispositif.NatureAide",
        "NatureSubventionEnum": "programmes.models.subvention.Subvention.NatureSubvention",
        "RoleContactEnum": "collectivites.models.contact.Contact.Role",
        "RolePartenariatEnum": "programmes.models.dispositif.Partenariat.Role",
        "GenreRessourceEnum": "programmes.models.ressource.Ressource.Genre",
        "GenreEngagementEnum": "programmes.models.parties.Engagement.Genre",
    },
}
