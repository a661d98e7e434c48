"""Tokens of partners: who holds one acts in the name of its organisation."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from knox.settings import CONSTANTS
from rest_framework.authentication import get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from publication.models import Jeton

if TYPE_CHECKING:
    from rest_framework.request import Request

TYPE = b"bearer"


class ParJeton(TokenAuthentication):
    """``Authorization: Bearer …``; one query, and nothing is written: knox would erase what has expired."""

    def authenticate(self, request: Request) -> tuple[Any, Jeton] | None:
        """Account and token, nothing when none is sent."""
        morceaux = get_authorization_header(request).split()
        if not morceaux or morceaux[0].lower() != TYPE:
            return None
        if len(morceaux) != 2:  # noqa: PLR2004  # the word and the token
            raise AuthenticationFailed(_("L’en-tête Authorization s’écrit « Bearer » puis le jeton."))
        return self.authenticate_credentials(morceaux[1])

    @sensitive_variables()
    def authenticate_credentials(self, token: bytes) -> tuple[Any, Jeton]:
        """Account and token, when it is one of ours and still opens something."""
        texte = token.decode("latin-1")
        empreinte = hash_token(texte)
        for jeton in Jeton.objects.candidats(texte[: CONSTANTS.TOKEN_KEY_LENGTH]):
            if compare_digest(empreinte, jeton.digest):
                refuser_s_il_ne_sert_plus(jeton)
                return jeton.partenaire.compte, jeton
        raise AuthenticationFailed(_("Ce jeton n’existe pas."))

    def authenticate_header(self, request: Request) -> str:
        """What a refusal asks for."""
        return 'Bearer realm="api"'


def refuser_s_il_ne_sert_plus(jeton: Jeton) -> None:
    """Raise ``AuthenticationFailed``, saying why, for a token that opens nothing now."""
    raisons = {
        "revoque": _("Ce jeton a été révoqué."),
        "expire": _("Ce jeton a expiré : demandez-en un autre à l’équipe du réseau."),
        "suspendu": _("L’accès de ce partenaire est suspendu."),
    }
    etat = jeton.etat(le=timezone.now())
    if etat in raisons:
        raise AuthenticationFailed(raisons[etat], code=f"jeton_{etat}")


class JetonDansOpenAPI(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # it registers itself
    """How the description says it."""

    target_class = ParJeton
    name = "jeton"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """HTTP bearer."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Jeton remis par l’équipe du réseau. Facultatif pour lire ce qui est public.",
        }
