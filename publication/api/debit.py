"""Fair reading: how many requests each may send, said in every answer (draft-ietf-httpapi-ratelimit-headers-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.throttling import BaseThrottle

from publication.debits import Debit as Mesure
from publication.debits import compter_a_la_journee, compter_a_la_minute
from publication.visiteurs import reseau

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from rest_framework.request import Request

    from publication.models import Jeton

PORTE = "debits_mesures"
"""Attribute of the request that carries what was counted to the headers of its answer."""


class TropDeDemandes(APIException):
    """More than the policy allows; ``wait`` becomes ``Retry-After``."""

    status_code = status.HTTP_429_TOO_MANY_REQUESTS
    default_code = "trop_de_demandes"

    def __init__(self, mesure: Mesure) -> None:
        """Say how long to wait."""
        message = _("Plus de %(maximum)d demandes en %(fenetre)d secondes : réessayez dans %(dans)d secondes.")
        super().__init__(message % {"maximum": mesure.maximum, "fenetre": mesure.fenetre, "dans": mesure.dans})
        self.wait = mesure.dans


class Debit(BaseThrottle):
    """Count the request: by token, else by address; no address is kept, only a keyed hash, for two minutes."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Whether it may be answered. Raises ``TropDeDemandes``."""
        mesures: list[Mesure] = []
        setattr(request._request, PORTE, mesures)
        jeton: Any = request.auth
        if jeton is None:
            _mesurer_l_adresse(request._request, mesures)
        else:
            mesurer_le_jeton(jeton, mesures)
        return True


def _mesurer_l_adresse(request: HttpRequest, mesures: list[Mesure]) -> None:
    if settings.API_LIMITE_PAR_MINUTE:
        qui = salted_hmac("publication.api.debit", reseau(request), algorithm="sha256").hexdigest()[:32]
        _retenir(compter_a_la_minute(f"adresse:{qui}", settings.API_LIMITE_PAR_MINUTE), mesures)


def mesurer_le_jeton(jeton: Jeton, mesures: list[Mesure]) -> None:
    """Count by minute, then by day: what the first refuses does not use up the second."""
    if settings.API_LIMITE_DES_JETONS:
        _retenir(compter_a_la_minute(jeton.compteur, settings.API_LIMITE_DES_JETONS), mesures)
    _retenir(compter_a_la_journee(jeton.compteur, jeton.quota_par_jour), mesures)


def _retenir(mesure: Mesure, mesures: list[Mesure]) -> None:
    mesures.append(mesure)
    if mesure.est_depasse:
        raise TropDeDemandes(mesure)


def dire_les_debits(request: HttpRequest, reponse: HttpResponseBase) -> None:
    """Write what was counted in the headers of the answer."""
    mesures: list[Mesure] = getattr(request, PORTE, [])
    if mesures:
        reponse.headers["RateLimit-Policy"] = ", ".join(f'"{m.politique}";q={m.maximum};w={m.fenetre}' for m in mesures)
        reponse.headers["RateLimit"] = ", ".join(f'"{m.politique}";r={m.reste};t={m.dans}' for m in mesures)
