"""Forms of the accounts: allauth's, with labels that say what is expected and no text that fades as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as compte
from allauth.mfa.base import forms as second_facteur
from allauth.mfa.totp import forms as application
from allauth.mfa.webauthn import forms as cle
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from collectivites.models import Utilisateur

if TYPE_CHECKING:
    from collectivites.models import Invitation

ETIQUETTES = {
    "login": _("Adresse électronique ou identifiant"),
    "email": _("Adresse électronique"),
    "password": _("Mot de passe"),
    "oldpassword": _("Mot de passe actuel"),
    "first_name": _("Prénom"),
    "last_name": _("Nom"),
    "password1": _("Nouveau mot de passe"),
    "password2": _("Nouveau mot de passe, une seconde fois"),
    "remember": _("Rester connecté deux semaines sur cet appareil"),
    "code": _("Code"),
    "name": _("Nom de la clé"),
    "passwordless": _("Permettre de se connecter avec cette clé seule, sans mot de passe"),
}
AIDES = {
    "password1": _(
        "Douze caractères au moins, ni courant ni fait de vos noms : plusieurs mots à la suite conviennent."
    ),
    "code": _("Les six chiffres que montre votre application, ou un code de secours."),
    "name": _("Pour la reconnaître plus tard : « Téléphone », « Clé du bureau »."),
    "passwordless": _("L’appareil demandera alors une empreinte, un visage ou un code."),
}


class ClairMixin:
    """Labels and help in the words of this site, which stay while one types."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say each field as we say it."""
        super().__init__(*args, **kwargs)
        for nom, champ in self.fields.items():
            champ.label = ETIQUETTES.get(nom, champ.label)
            champ.help_text = AIDES.get(nom, "")
            champ.widget.attrs.pop("placeholder", None)


class ConnexionForm(ClairMixin, compte.LoginForm):
    """Log in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let password managers fill the name."""
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update({"autocomplete": "username", "autocapitalize": "none"})


class InvitationForm(ClairMixin, forms.Form):
    """Answer an invitation: say who one is and choose a password."""

    first_name = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    last_name = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    password1 = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    password2 = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        """``invitation`` gives the address, of which the password must not be made."""
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean(self) -> dict[str, Any]:
        """Hold the password to the rules, and to what was typed twice."""
        donnees = super().clean() or {}
        premier, second = donnees.get("password1", ""), donnees.get("password2", "")
        if premier and second and premier != second:
            self.add_error("password2", _("Les deux mots de passe ne sont pas les mêmes."))
        compte = Utilisateur(
            username=self.invitation.email,
            email=self.invitation.email,
            first_name=donnees.get("first_name", ""),
            last_name=donnees.get("last_name", ""),
        )
        try:
            validate_password(premier, compte)
        except ValidationError as refus:
            self.add_error("password1", refus)
        return donnees


class MotDePasseForm(ClairMixin, compte.ReauthenticateForm):
    """Confirm with one's password."""


class NouveauMotDePasseForm(ClairMixin, compte.ChangePasswordForm):
    """Change one's password."""


class PremierMotDePasseForm(ClairMixin, compte.SetPasswordForm):
    """Choose a password for an account that has none."""


class MotDePasseOublieForm(ClairMixin, compte.ResetPasswordForm):
    """Ask for the link that lets choose another password."""


class MotDePasseRetrouveForm(ClairMixin, compte.ResetPasswordKeyForm):
    """Choose another password."""


class CodeForm(ClairMixin, second_facteur.AuthenticateForm):
    """Second step of a login."""


class CodeDeConfirmationForm(ClairMixin, second_facteur.ReauthenticateForm):
    """Confirm with a code."""


class ApplicationForm(ClairMixin, application.ActivateTOTPForm):
    """First code of an authenticator application."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Only the application can give this one."""
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Six chiffres ; ils changent toutes les trente secondes.")


class CleForm(ClairMixin, cle.AddWebAuthnForm):
    """A new passkey."""


class NomDeCleForm(ClairMixin, cle.EditWebAuthnForm):
    """Another name for a passkey."""
