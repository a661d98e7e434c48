"""Addresses of the accounts. The names are allauth's, which looks for them; nobody signs up without an invitation."""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from collectivites import views_comptes as views

notres = [
    path("", views.compte, name="compte"),
    path("invitation/<str:jeton>/", views.invitation, name="invitation"),
]
urlpatterns = [
    path("", include((notres, "comptes"))),
    path("connexion/", allauth.login, name="account_login"),
    path("inscription/", allauth.signup, name="account_signup"),
    path("deconnexion/", allauth.logout, name="account_logout"),
    path("ferme/", allauth.account_inactive, name="account_inactive"),
    path("confirmer/", allauth.reauthenticate, name="account_reauthenticate"),
    path("mot-de-passe/", allauth.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", allauth.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", allauth.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("mot-de-passe/change/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("sessions/", views.sessions, name="usersessions_list"),
    path("second-facteur/totp/activate/", views.ActiverApplication.as_view(), name="mfa_activate_totp"),
    path("second-facteur/webauthn/add/", views.AjouterCle.as_view(), name="mfa_add_webauthn"),
    path("second-facteur/", include("allauth.mfa.urls")),
]
