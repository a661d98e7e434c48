"""What a token lets do: reading is open to all, the rest asks for a scope."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, NotAuthenticated
from rest_framework.permissions import BasePermission

from publication.models import Jeton, Portee
from publication.regles import est_limite


class PorteeManquante(APIException):
    """The token is good, and does not allow that."""

    status_code = status.HTTP_403_FORBIDDEN
    default_code = "portee_manquante"


class CompteDeLEquipe(APIException):
    """The account has come to do what only people do."""

    status_code = status.HTTP_403_FORBIDDEN
    default_code = "compte_de_l_equipe"


class SelonLaPortee(BasePermission):
    """The scope that the view names in ``portee``; without one, reading is open, with a token or not."""

    publique: ClassVar[Portee] = Portee.LECTURE

    def has_permission(self, request: Any, view: Any) -> bool:
        """Whether the token, if there is one, bears the scope."""
        portee: Portee = getattr(view, "portee", self.publique)
        jeton: Jeton | None = request.auth
        if jeton is None:
            if portee == self.publique:
                return True
            raise NotAuthenticated(_("Cette adresse demande un jeton : en-tête « Authorization: Bearer … »."))
        if portee not in jeton.portees:
            message = _("Ce jeton ne porte pas la portée « %(portee)s », que cette adresse demande.")
            raise PorteeManquante(message % {"portee": portee.value})
        if portee != self.publique and not est_limite(jeton.partenaire.compte):
            raise CompteDeLEquipe(_("Ce compte est devenu celui de l’équipe : un programme n’agit pas en son nom."))
        return True
