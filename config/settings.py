"""Settings of the application; what depends on the place is in ``config.env``."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ

from config.env import RACINE, lire
from config.reglages import api, comptes
from config.reglages.api import API_LIMITE_DES_JETONS, API_LIMITE_PAR_MINUTE
from config.reglages.securite import CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY
from config.reglages.version import VERSION

__all__ = ["API_LIMITE_DES_JETONS", "API_LIMITE_PAR_MINUTE", "CONTENT_SECURITY_POLICY", "PERMISSIONS_POLICY", "VERSION"]


def dossier_du_paquet(nom: str) -> Path:
    """Folder of an installed package, which is not imported."""
    trouve = find_spec(nom)
    assert trouve is not None
    assert trouve.submodule_search_locations is not None
    return Path(trouve.submodule_search_locations[0])


ENV = lire()
BASE_DIR = RACINE
RELEASE = ENV.release or VERSION  # part of the key of every kept page

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key
ALLOWED_HOSTS = ENV.allowed_hosts
CSRF_TRUSTED_ORIGINS = ENV.csrf_trusted_origins

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "programmes",
    "collectivites",
    "publication",
    "adminsortable2",
    "config.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "corsheaders",
    "csp",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "knox",
    "phonenumber_field",
    "config.apps.TachesConfig",
    "rest_framework",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "publication.api.origines.LectureDAilleurs",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "publication.api.langue.api",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "collectivites.Utilisateur"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "publication.plan_du_site.adresse_canonique",
                "publication.apercu.apercu_en_cours",
                "publication.vignettes.partage_du_site",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Words of a misspelt name keep about this share of their trigrams ("mulouse" for "Mulhouse": 0.56).
SEUIL_TRIGRAMMES = "-c pg_trgm.word_similarity_threshold=0.5"


def base_de_donnees() -> dict[str, Any]:
    """Return the server of ``DATABASE_URL``, or the embedded one; see ``config.postgres_embarque``."""
    commun = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    if ENV.database_url:
        base: dict[str, Any] = environ.Env.db_url_config(ENV.database_url)
        return {**base, **commun, "OPTIONS": {**base.get("OPTIONS", {}), "options": SEUIL_TRIGRAMMES}}
    return {
        **commun,
        "ENGINE": "config.postgres_embarque",
        "NAME": "repertoire",
        "OPTIONS": {
            "dossier": ENV.postgres_dossier,
            "durable": ENV.postgres_durable,
            "options": SEUIL_TRIGRAMMES,
        },
    }


DATABASES = {"default": base_de_donnees()}

CACHES = {
    "default": environ.Env.cache_url_config(ENV.cache_url)
    if ENV.cache_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Settings of accounts (ACCOUNT_…, MFA_…, LOGIN_URL, password rules) and of the API (REST_…, CORS_…, SPECTACULAR_…).
for reglages in (comptes, api):
    vars().update({nom: valeur for nom, valeur in vars(reglages).items() if nom.isupper() and nom != "ENV"})
MANDATAIRES = ENV.mandataires
MFA_OBLIGATOIRE = ENV.mfa_obligatoire
RAPPELS_AUX_REFERENTS = ENV.rappels_aux_referents

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = "FR"
PHONENUMBER_DEFAULT_FORMAT = "NATIONAL"

STATIC_URL = "/static/"
STATIC_ROOT = ENV.static_root
# Leaflet's files come from django-leaflet, whose application cannot be installed without GDAL.
STATICFILES_DIRS = [BASE_DIR / "static", ("leaflet", dossier_du_paquet("leaflet") / "static" / "leaflet")]
MEDIA_URL = "/media/"
MEDIA_ROOT = ENV.media_root
EDITIONS_ROOT = ENV.editions_root
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENV.production
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Outside production, static files are served from the packages and from static/, with nothing to collect.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not ENV.production
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

if ENV.production:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^sante/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Messages carry absolute links; EMAIL_BACKEND, EMAIL_HOST and the others come from EMAIL_URL.
ADRESSE_DU_SITE = ENV.adresse_du_site
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.default_from_email
EMAIL_TIMEOUT = 20
vars().update(ENV.email)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ligne": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ligne"}},
    "root": {"handlers": ["console"], "level": ENV.log_level},
    "loggers": {"procrastinate": {"level": "WARNING"}},
}
