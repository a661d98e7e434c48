"""The base of the addresses that only a token opens: their answers are not kept, their writes are not repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError

from publication.api.base import LectureMixin
from publication.api.corps import empreinte
from publication.api.rendu import RenduJSON
from publication.models import Jeton, Rejouable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponseBase
    from rest_framework.serializers import BaseSerializer

EN_TETE = "Idempotency-Key"
LONGUEUR_DE_CLE = 255
CLE_DE_REJEU = OpenApiParameter(
    EN_TETE,
    {
        "type": "string",
        "pattern": f"^[ -~]{{0,{LONGUEUR_DE_CLE}}}$",
        "examples": ["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    },
    OpenApiParameter.HEADER,
    description="Texte de votre choix, un par demande, gardé sept jours : renvoyée avec la même clé, la demande n’est "
    "pas refaite, la première réponse est redonnée (`Idempotency-Replayed: true`).",
)


class VersionRequise(APIException):
    """A write must say which version it changes (RFC 6585)."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "version_requise"


class CleDejaServie(APIException):
    """The same key came with another request."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "cle_deja_servie"


class PriveMixin(LectureMixin):
    """What a token reads and writes; ``portee`` says which scope it needs."""

    @property
    def jeton(self) -> Jeton:
        """Token of the request: the permission has seen to it."""
        jeton = self.request.auth
        assert isinstance(jeton, Jeton)
        return jeton

    def conserver(self, reponse: Any) -> None:
        """Let nobody keep what is said to one."""
        patch_vary_headers(reponse, ["Authorization", "Accept-Language"])
        patch_cache_control(reponse, private=True, no_store=True)

    def lire(self, serialiseur: type[BaseSerializer[Any]]) -> dict[str, Any]:
        """Values of the body; what it has and should not is refused by name. Raises ``ValidationError``."""
        corps = self.request.data
        lecteur: Any = serialiseur(data=corps)
        if isinstance(corps, dict) and (inconnus := sorted(set(corps) - set(lecteur.fields))):
            message = _("champ inconnu ; champs possibles : %(connus)s.") % {"connus": ", ".join(lecteur.fields)}
            raise ValidationError({nom: [message] for nom in inconnus}, code="champ_inconnu")
        lecteur.is_valid(raise_exception=True)
        valeurs: dict[str, Any] = lecteur.validated_data
        return valeurs

    def version_attendue(self) -> str:
        """Version that ``If-Match`` names, « * » for any. Raises ``VersionRequise``.

        Compression marks a tag as weak on its way out, for the bytes are others; the version of the draft is the same.
        """
        demandees = parse_etags(self.request.headers.get("If-Match", ""))
        if not demandees:
            raise VersionRequise(_("Dites la version que vous modifiez : If-Match avec l’ETag reçu en lisant."))
        return demandees[0].removeprefix("W/").strip('"')

    def une_seule_fois(self, faire: Callable[[], HttpResponse]) -> HttpResponseBase:
        """Do what is asked, or answer again what was answered to the same ``Idempotency-Key``.

        Two requests of one key that come together are made one after the other: the second waits for the row.
        """
        cle = self.request.headers.get(EN_TETE, "").strip()
        if not cle:
            return faire()
        if len(cle) > LONGUEUR_DE_CLE or not (cle.isascii() and cle.isprintable()):
            message = _("Une clé compte %(maximum)d caractères au plus, imprimables et sans accent.") % {
                "maximum": LONGUEUR_DE_CLE
            }
            raise ValidationError({EN_TETE: [message]}, code="cle_refusee")
        dite = empreinte(self.request)
        with transaction.atomic():
            cles = {"partenaire": self.jeton.partenaire, "cle": cle}
            gardee, nouvelle = Rejouable.objects.select_for_update().get_or_create(**cles, defaults={"empreinte": dite})
            if gardee.empreinte != dite:
                raise CleDejaServie(_("Cette clé d’idempotence a déjà servi à une autre demande."))
            if not nouvelle and gardee.statut is not None:
                rejouee = {**gardee.entetes, "Idempotency-Replayed": "true"}
                return HttpResponse(gardee.reponse, rejouee.pop("Content-Type"), gardee.statut, headers=rejouee)
            reponse = faire()
            gardee.statut, gardee.reponse = reponse.status_code, reponse.content.decode()
            gardee.entetes = {nom: reponse[nom] for nom in ("Content-Type", "Location", "ETag") if nom in reponse}
            gardee.save()
        return reponse


def refuser(erreurs: Mapping[str, list[str]], sous: str) -> ValidationError:
    """Error of the values of a part of the body, by field."""
    propres = {nom: phrases for nom, phrases in erreurs.items() if nom}
    dites: dict[str, Any] = {sous: propres} if propres else {}
    if "" in erreurs:
        dites["non_field_errors"] = erreurs[""]
    return ValidationError(dites)


def reponse_json(donnees: Any, statut: int = status.HTTP_200_OK, **entetes: str) -> HttpResponse:
    """Answer in JSON."""
    return HttpResponse(RenduJSON().render(donnees), status=statut, content_type="application/json", headers=entetes)
