"""Settings of the REST API and of its OpenAPI description."""

from __future__ import annotations

from typing import Any

from config.env import lire
from config.reglages.version import VERSION

ENV = lire()

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["publication.api.authentification.ParJeton"],
    "DEFAULT_FILTER_BACKENDS": ["publication.api.filtrage.Filtrage"],
    "DEFAULT_PARSER_CLASSES": ["publication.api.corps.LireJSON"],
    "DEFAULT_PERMISSION_CLASSES": ["publication.api.permissions.SelonLaPortee"],
    "DEFAULT_RENDERER_CLASSES": ["publication.api.rendu.RenduJSON"],
    "DEFAULT_SCHEMA_CLASS": "publication.api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["publication.api.debit.Debit"],
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
REST_KNOX: dict[str, Any] = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_PREFIX": "ress_", "TOKEN_LIMIT_PER_USER": None}
# Knox's own table would never be used; ours is in the migrations of its application.
MIGRATION_MODULES: dict[str, str | None] = {"knox": None}
KNOX_TOKEN_MODEL = "publication.Jeton"  # noqa: S105  # the name of a model

# Requests a minute: for an address without a token, and for a token; 0 counts none.
API_LIMITE_PAR_MINUTE = ENV.api_limite_par_minute
API_LIMITE_DES_JETONS = 2 * ENV.api_limite_par_minute

# Any page of the web may read; none may write, nor read in the name of someone (publication.api.origines).
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False
CORS_URLS_REGEX = r"^/(api/v|(en/)?[a-z-]+/(carte\.json|export\.(json|jsonl|geojson))$)"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "accept-language", "if-modified-since", "if-none-match"]
CORS_EXPOSE_HEADERS = [
    "Content-Disposition",
    "Content-Language",
    "Deprecation",
    "ETag",
    "Last-Modified",
    "Link",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "Sunset",
]
CORS_PREFLIGHT_MAX_AGE = 86_400

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
    "COMPONENT_SPLIT_PATCH": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "publication.api.schema.completer",
        "publication.api.exemples.illustrer",
    ],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
    "ENUM_NAME_OVERRIDES": {
        "StatutDeFicheEnum": "publication.models.fiche.Statut",
        "StatutDePropositionEnum": "publication.models.proposition.Proposition.Statut",
        "NatureEnum": "publication.natures.Nature",
        "NatureAideEnum": "programmes.models.dispositif.Dispositif.NatureAide",
        "NatureSubventionEnum": "programmes.models.subvention.Subvention.NatureSubvention",
        "RoleContactEnum": "collectivites.models.contact.Contact.Role",
        "RolePartenariatEnum": "programmes.models.dispositif.Partenariat.Role",
        "GenreRessourceEnum": "programmes.models.ressource.Ressource.Genre",
        "GenreEngagementEnum": "programmes.models.parties.Engagement.Genre",
    },
}
