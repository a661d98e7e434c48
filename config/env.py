"""The environment, read once and typed. ``.env.example`` lists every variable, and a test holds the two together."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

RACINE = Path(__file__).resolve().parent.parent
VAR = RACINE / "var"


@dataclass(frozen=True, slots=True, kw_only=True)
class Env:
    """Settings that depend on where the application runs."""

    production: bool
    debug: bool
    secret_key: str
    allowed_hosts: list[str]
    csrf_trusted_origins: list[str]
    database_url: str
    postgres_dossier: Path
    postgres_durable: bool
    cache_url: str
    media_root: Path
    static_root: Path
    editions_root: Path
    adresse_du_site: str
    email: dict[str, Any]
    default_from_email: str
    mandataires: int
    api_limite_par_minute: int
    mfa_obligatoire: bool
    rappels_aux_referents: bool
    log_level: str
    release: str


def lire(racine: Path = RACINE) -> Env:
    """Read the environment, and ``.env`` at the root when there is one.

    Raises ``ImproperlyConfigured``, with the name of the variable, when production lacks one.
    """
    env = environ.Env()
    env.read_env(racine / ".env")
    production = env.bool("PRODUCTION", default=False)
    hotes = env.list("ALLOWED_HOSTS") if production else env.list("ALLOWED_HOSTS", default=_LOCAUX)
    adresse = f"https://{hotes[0]}" if production else "http://127.0.0.1:8000"
    return Env(
        production=production,
        debug=env.bool("DEBUG", default=False),
        secret_key=env.str("SECRET_KEY") if production else env.str("SECRET_KEY", default="") or _cle_locale(),
        allowed_hosts=hotes,
        csrf_trusted_origins=env.list("CSRF_TRUSTED_ORIGINS", default=[]),
        database_url=_url_de_base(env, production=production),
        postgres_dossier=Path(env.str("POSTGRES_DOSSIER", default=str(VAR / "postgres"))),
        postgres_durable=env.bool("POSTGRES_DURABLE", default=True),
        cache_url=env.str("CACHE_URL", default=""),
        media_root=Path(env.str("MEDIA_ROOT", default=str(VAR / "media"))),
        static_root=Path(env.str("STATIC_ROOT", default=str(VAR / "static"))),
        editions_root=Path(env.str("EDITIONS_ROOT", default=str(VAR / "editions"))),
        adresse_du_site=(env.str("ADRESSE_DU_SITE", default="") or adresse).rstrip("/"),
        email=_courriel(env, production=production),
        default_from_email=env.str("DEFAULT_FROM_EMAIL", default="") or f"Répertoire ESS <ne-pas-repondre@{hotes[0]}>",
        mandataires=env.int("MANDATAIRES", default=1 if production else 0),
        api_limite_par_minute=env.int("API_LIMITE_PAR_MINUTE", default=600),
        mfa_obligatoire=env.bool("MFA_OBLIGATOIRE", default=production),
        rappels_aux_referents=env.bool("RAPPELS_AUX_REFERENTS", default=True),
        log_level=env.str("LOG_LEVEL", default="INFO"),
        release=env.str("RELEASE", default=""),
    )


_LOCAUX = ["127.0.0.1", "localhost", "[::1]"]


def _url_de_base(env: environ.Env, *, production: bool) -> str:
    url: str = env.str("DATABASE_URL", default="")
    if production and not url:
        raise ImproperlyConfigured("Set the DATABASE_URL environment variable")
    return url


def _courriel(env: environ.Env, *, production: bool) -> dict[str, Any]:
    """Django's settings of the mail server; outside production, messages are files that one can open."""
    url: str = env.str("EMAIL_URL", default="")
    if production and not url:
        raise ImproperlyConfigured("Set the EMAIL_URL environment variable")
    if not url:
        fichiers = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": fichiers, "EMAIL_FILE_PATH": str(VAR / "courriels")}
    reglages: dict[str, Any] = environ.Env.email_url_config(url)
    return {nom: valeur for nom, valeur in reglages.items() if valeur is not None}


def _cle_locale() -> str:
    """Secret key of this checkout, made at first use: sessions survive a restart, and no two checkouts share one."""
    chemin = VAR / "secret_key"
    chemin.parent.mkdir(parents=True, exist_ok=True)
    try:
        with chemin.open("x", encoding="ascii") as fichier:
            chemin.chmod(0o600)
            fichier.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return chemin.read_text(encoding="ascii")
