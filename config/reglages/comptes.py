"""Settings of accounts: how people log in, prove who they are, and keep the door shut to others."""

from __future__ import annotations

from typing import Any

from config.env import lire

ENV = lire()

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "account_login"

ALLAUTH_TRUSTED_PROXY_COUNT = ENV.mandataires

ACCOUNT_ADAPTER = "collectivites.comptes.adaptateur.Comptes"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_SIGNUP_ENABLED = False  # accounts are made by invitation
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation was the verification
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/h/key",
}
ACCOUNT_FORMS = {
    "login": "collectivites.forms.ConnexionForm",
    "reauthenticate": "collectivites.forms.MotDePasseForm",
    "change_password": "collectivites.forms.NouveauMotDePasseForm",
    "set_password": "collectivites.forms.PremierMotDePasseForm",
    "reset_password": "collectivites.forms.MotDePasseOublieForm",
    "reset_password_from_key": "collectivites.forms.MotDePasseRetrouveForm",
}

MFA_ADAPTER = "collectivites.comptes.adaptateur.DoubleAuthentification"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Répertoire ESS"
MFA_TOTP_TOLERANCE = 1  # a telephone may be half a minute late
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.production
MFA_FORMS = {
    "authenticate": "collectivites.forms.CodeForm",
    "reauthenticate": "collectivites.forms.CodeDeConfirmationForm",
    "activate_totp": "collectivites.forms.ApplicationForm",
    "add_webauthn": "collectivites.forms.CleForm",
    "edit_webauthn": "collectivites.forms.NomDeCleForm",
}
