"""Errors as problem details (RFC 9457), in French."""

from __future__ import annotations

import difflib
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import resolve
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import inline_serializer
from drf_standardized_errors.formatter import ExceptionFormatter
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.settings import api_settings

from publication.api.rendu import TYPE_DE_CONTENU

if TYPE_CHECKING:
    from collections.abc import Collection

    from drf_standardized_errors.types import ErrorResponse
    from rest_framework.request import Request

TYPE_DE_PROBLEME = "about:blank"
VALEURS_AU_PLUS = 100
NON_FIELD: str = api_settings.NON_FIELD_ERRORS_KEY


class FicheRetiree(APIException):
    """The sheet was public and no longer is."""

    status_code = status.HTTP_410_GONE
    default_code = "fiche_retiree"


class CodePartage(APIException):
    """Several public sheets bear the code: the answer names them, each with its address in the API."""

    status_code = status.HTTP_300_MULTIPLE_CHOICES
    default_code = "code_partage"


class ErreurSerializer(serializers.Serializer[Any]):
    """One thing that is wrong in the request."""

    parametre = serializers.CharField(allow_null=True, help_text="Paramètre en cause ; nul s’il n’y en a pas.")
    code = serializers.CharField(help_text="Code stable de l’erreur, pour les programmes.")
    message = serializers.CharField(help_text="Ce qui ne va pas et ce qu’il faut faire, en français.")


PROBLEME = inline_serializer(
    "Probleme",
    {
        "type": serializers.CharField(help_text="« about:blank » : le titre dit tout ce que dit le code HTTP."),
        "title": serializers.CharField(help_text="Nom du code HTTP."),
        "status": serializers.IntegerField(help_text="Code HTTP."),
        "detail": serializers.CharField(help_text="Ce qui ne va pas, en une phrase."),
        "errors": ErreurSerializer(many=True, help_text="Détail, une ligne par paramètre en cause."),
    },
)


def probleme(code: int, erreurs: list[dict[str, Any]]) -> dict[str, Any]:
    """Body of an error of HTTP status ``code``."""
    return {
        "type": TYPE_DE_PROBLEME,
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": " ".join(erreur["message"] for erreur in erreurs),
        "errors": erreurs,
    }


def reponse_probleme(code: int, nom: str, message: str) -> HttpResponse:
    """Answer to a request that no view of the API has read."""
    corps = JSONRenderer().render(probleme(code, [{"parametre": None, "code": nom, "message": message}]))
    reponse = HttpResponse(corps, status=code, content_type=TYPE_DE_CONTENU)
    reponse.headers["Cache-Control"] = "no-store"
    return reponse


class Probleme(ExceptionFormatter):
    """Formatter of drf-standardized-errors that writes problem details."""

    def format_error_response(self, error_response: ErrorResponse) -> dict[str, Any]:
        """Give the body; a parameter in error is named."""
        erreurs = [
            {
                "parametre": None if erreur.attr == NON_FIELD else erreur.attr,
                "code": erreur.code,
                "message": self._message(str(erreur.detail)),
            }
            for erreur in error_response.errors
        ]
        for erreur in erreurs:
            if erreur["parametre"]:
                erreur["message"] = f"{erreur['parametre']} : {erreur['message']}"
        return probleme(self.exc.status_code, erreurs)

    def _message(self, detail: str) -> str:
        if self.exc.status_code == status.HTTP_500_INTERNAL_SERVER_ERROR:
            return _("Le serveur a rencontré une erreur ; réessayez plus tard.")
        return detail


def refuser_les_inconnus(request: Request, connus: Collection[str]) -> None:
    """Raise ``ValidationError`` when the query names a parameter that does not exist, with the nearest that does.

    So does it for what no parameter takes: too many values, and NUL, which the database does not hold.
    """
    message = _("%(nombre)d valeurs, c’est trop : %(maximum)d au plus par paramètre.")
    trop = {
        nom: [message % {"nombre": len(valeurs), "maximum": VALEURS_AU_PLUS}]
        for nom, valeurs in request.query_params.lists()
        if len(valeurs) > VALEURS_AU_PLUS
    }
    if trop:
        raise ValidationError(trop, code="trop_de_valeurs")
    nuls = [nom for nom, valeurs in request.query_params.lists() if any("\0" in valeur for valeur in valeurs)]
    if nuls:
        raise ValidationError({nom: [_("un caractère nul n’est pas permis.")] for nom in nuls}, code="caractere_nul")
    inconnus = [nom for nom in request.query_params if nom not in connus]
    if inconnus:
        raise ValidationError({nom: [_message_d_inconnu(nom, connus)] for nom in inconnus}, code="parametre_inconnu")


def _message_d_inconnu(nom: str, connus: Collection[str]) -> str:
    proches = difflib.get_close_matches(nom, connus, n=1)
    if proches:
        return _("paramètre inconnu ; vouliez-vous dire « %(proche)s » ?") % {"proche": proches[0]}
    return _("paramètre inconnu ; paramètres possibles : %(connus)s.") % {"connus": ", ".join(sorted(connus))}


def le_plus_proche(valeur: str, connues: Collection[str]) -> str:
    """Why a value is refused, with the nearest that exists, or all of them."""
    proches = difflib.get_close_matches(valeur, connues, n=1)
    if proches:
        return _("« %(valeur)s » n’existe pas ; vouliez-vous dire « %(proche)s » ?") % {
            "valeur": valeur,
            "proche": proches[0],
        }
    return _("« %(valeur)s » n’existe pas ; valeurs possibles : %(connues)s.") % {
        "valeur": valeur,
        "connues": ", ".join(connues),
    }


@csrf_exempt
def adresse_inconnue(request: HttpRequest, chemin: str) -> HttpResponse:
    """404 of the API for an address that is not one of its own; one that only lacks its last slash is completed."""
    if not request.path.endswith("/") and resolve(f"{request.path_info}/").func is not adresse_inconnue:
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    message = _("L’adresse « %(chemin)s » n’existe pas. La liste des adresses est sur /api/v1/.") % {
        "chemin": request.path
    }
    return reponse_probleme(HTTPStatus.NOT_FOUND, NotFound.default_code, message)
