"""Pages of one's own account."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from collectivites.actions.invitations import InvitationImpossible, accepter
from collectivites.comptes.acces import noter_la_preuve
from collectivites.comptes.jetons import LienFaux, LienPerime, lire
from collectivites.comptes.navigateurs import nom_du_navigateur
from collectivites.forms import InvitationForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class ActiverApplication(ActivateTOTPView):
    """Set up an authenticator application; its first code is a proof for this session."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remember the proof."""
        reponse: HttpResponse = super().form_valid(form)
        noter_la_preuve(self.request)
        return reponse


class AjouterCle(AddWebAuthnView):
    """Add a passkey; using it to be registered is a proof for this session."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remember the proof."""
        reponse: HttpResponse = super().form_valid(form)
        noter_la_preuve(self.request)
        return reponse


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def compte(request: HttpRequest) -> HttpResponse:
    """Who one is here, what one may do, and what protects the account."""
    return render(request, "comptes/compte.html", {"protege": is_mfa_enabled(request.user)})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """The browsers where the account is open; each can be closed from here."""
    ouvertes = UserSession.objects.purge_and_list(request.user)
    if request.method == "POST":
        return _fermer(request, ouvertes)
    ouvertes.sort(key=lambda session: session.created_at, reverse=True)
    lignes = [(session, nom_du_navigateur(session.user_agent)) for session in ouvertes]
    return render(request, "usersessions/usersession_list.html", {"lignes": lignes})


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, jeton: str) -> HttpResponse:
    """Open the account that one is invited to open; 404 for a forged link, 410 for one that no longer serves."""
    try:
        recue = lire(jeton)
        formulaire = InvitationForm(request.POST or None, invitation=recue)
        if request.method == "POST" and formulaire.is_valid():
            donnees = formulaire.cleaned_data
            nom, prenom = donnees["last_name"], donnees["first_name"]
            accepter(cle=recue.pk, nom=nom, prenom=prenom, mot_de_passe=donnees["password1"])
            get_adapter().add_message(
                request, messages.SUCCESS, message=_("Votre compte est ouvert. Connectez-vous pour commencer.")
            )
            return redirect("account_login")
    except LienFaux as erreur:
        raise Http404 from erreur
    except (LienPerime, InvitationImpossible):
        return render(request, "comptes/invitation.html", {"invitation": None}, status=HTTPStatus.GONE)
    return render(request, "comptes/invitation.html", {"invitation": recue, "form": formulaire})


def _fermer(request: HttpRequest, ouvertes: list[UserSession]) -> HttpResponse:
    """Close the session chosen, or all but this one."""
    choisie = request.POST.get("fermer", "")
    autres = [session for session in ouvertes if not session.is_current()]
    visees = autres if choisie == "autres" else [session for session in autres if str(session.pk) == choisie]
    for session in visees:
        session.end()
    if visees:
        message = ngettext("%(nombre)d session fermée.", "%(nombre)d sessions fermées.", len(visees))
        get_adapter().add_message(request, messages.SUCCESS, message=message % {"nombre": len(visees)})
    else:
        get_adapter().add_message(request, messages.INFO, message=_("Cette session était déjà fermée."))
    return redirect("usersessions_list")
