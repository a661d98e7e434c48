"""Drafts that a referent's program writes, for its authority, under the rules of the administration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, NotFound

from publication.actions import SuppressionImpossible, demander_relecture
from publication.actions.rediger import (
    RedactionInterdite,
    VersionPerimee,
    creer_brouillon,
    modifier_brouillon,
    supprimer_brouillon,
)
from publication.api.champs import verifier_les_genres
from publication.api.conditions import PreconditionManquee
from publication.api.ecriture import CLE_DE_REJEU, PriveMixin, refuser, reponse_json
from publication.models import Portee, Statut
from publication.natures import Nature, registre
from publication.redaction import ChampsRefuses, dire, version
from publication.regles import lisibles, peut, voit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from uuid import UUID

    from django.http import HttpResponseBase
    from rest_framework.request import Request

    from publication.models import Fiche

PAR_NATURE = 500


class EcritureInterdite(APIException):
    """The rules do not let this account write that."""

    status_code = status.HTTP_403_FORBIDDEN
    default_code = "ecriture_interdite"


class SuppressionRefusee(APIException):
    """The sheet was public once: it is withdrawn, not deleted."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "suppression_impossible"


class RelectureImpossible(APIException):
    """A review is asked for a draft alone."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "relecture_impossible"


class BrouillonCourtSerializer(serializers.Serializer[Any]):
    """A draft in a list."""

    uid = serializers.UUIDField(help_text="Identifiant de la fiche ; il ne changera pas à la publication.")
    nature = serializers.ChoiceField(Nature.choices, help_text="Nature de la fiche.")
    statut = serializers.ChoiceField(Statut.choices, help_text="Où en est la fiche.")
    titre = serializers.CharField(help_text="Titre de la fiche.")
    slug = serializers.CharField(help_text="Adresse courte de sa future page.")
    modifiee_le = serializers.DateTimeField(help_text="Jour et heure de la dernière modification.")


class BrouillonSerializer(BrouillonCourtSerializer):
    """A draft."""

    champs = serializers.DictField(
        help_text="Champs de la fiche, par leur nom ; ceux que vous pouvez envoyer. Une fiche, une thématique ou une "
        "commune nommée l’est par son identifiant, son adresse courte ou son code."
    )


class ListeDeBrouillonsSerializer(serializers.Serializer[Any]):
    """The drafts of an authority."""

    resultats = BrouillonCourtSerializer(many=True, help_text="Fiches de la collectivité qui ne sont pas publiques.")


class NouveauSerializer(serializers.Serializer[Any]):
    """What is sent to add a draft."""

    nature = serializers.ChoiceField(Nature.choices, help_text="Nature de la fiche.")
    champs = serializers.DictField(help_text="Valeurs des champs, par leur nom.")


class ModificationSerializer(serializers.Serializer[Any]):
    """What is sent to change a draft."""

    champs = serializers.DictField(help_text="Nouvelles valeurs, par nom de champ ; ce qui n’est pas nommé reste.")


VERSION = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": r'^(\*|"[!#-~]*")$', "examples": ['"0f3b2c7d"']},
    OpenApiParameter.HEADER,
    required=True,
    description="`ETag` du brouillon que vous avez lu ; « * » écrit quelle que soit sa version.",
)
UID = OpenApiParameter(
    "uid", {"type": "string", "format": "uuid"}, OpenApiParameter.PATH, description="Identifiant de la fiche."
)


class _Traduire:
    """Turn what the actions refuse into answers."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _type: Any, erreur: Any, _trace: Any) -> None:
        if isinstance(erreur, RedactionInterdite):
            raise EcritureInterdite(str(erreur)) from erreur
        if isinstance(erreur, VersionPerimee):
            raise PreconditionManquee(str(erreur)) from erreur
        if isinstance(erreur, ChampsRefuses):
            raise refuser(erreur.erreurs, "champs") from erreur
        if isinstance(erreur, SuppressionImpossible):
            raise SuppressionRefusee(str(erreur)) from erreur


class BrouillonMixin(PriveMixin):
    """What the addresses of drafts share."""

    portee = Portee.BROUILLONS

    @property
    def compte(self) -> Any:
        """Account that writes."""
        return self.jeton.partenaire.compte

    def refus(self) -> AbstractContextManager[None]:
        """Context in which the actions are called."""
        return _Traduire()

    def trouver(self, uid: UUID) -> Fiche:
        """Sheet of the authority, in whatever state. Raises ``NotFound``."""
        for inscription in registre:
            lues = lisibles(inscription.modele.fiches(), self.compte)
            trouvee: Fiche | None = lues.filter(uid=uid).first() if voit(self.compte, inscription.modele) else None
            if trouvee is not None:
                return trouvee
        raise NotFound(_("Votre collectivité n’a pas de fiche de cet identifiant."))

    def montrer(self, fiche: Fiche, statut: int = status.HTTP_200_OK, **entetes: str) -> HttpResponse:
        """A draft, with its version."""
        entetes = {"ETag": f'"{version(fiche)}"', "Content-Language": "fr", **entetes}
        return reponse_json(BrouillonSerializer({**court(fiche), "champs": dire(fiche)}).data, statut, **entetes)


def court(fiche: Fiche) -> dict[str, Any]:
    """What a list says of a draft."""
    return {
        **{nom: getattr(fiche, nom) for nom in ("uid", "statut", "slug", "modifiee_le")},
        "nature": fiche.nature.value,
        "titre": str(fiche),
    }


class BrouillonsView(BrouillonMixin):
    """The drafts of the authority, and a new one."""

    presentation = gettext_lazy("Écrire les fiches non publiques de sa collectivité")
    http_method_names: Any = ["get", "head", "post"]
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        "get": ("400", "401", "403", "406"),
        "post": ("400", "401", "403", "406", "413", "415", "422"),
    }

    @extend_schema(
        operation_id="brouillons",
        summary="Les brouillons de votre collectivité",
        description=f"Ses fiches qui ne sont pas publiques, {PAR_NATURE} de chaque nature au plus. Demande la portée "
        "`brouillons`, remise au référent d’une collectivité.",
        responses={"200": ListeDeBrouillonsSerializer},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """List them."""
        return reponse_json(ListeDeBrouillonsSerializer({"resultats": list(self._lus())}).data)

    def _lus(self) -> Iterator[dict[str, Any]]:
        for inscription in registre:
            if voit(self.compte, inscription.modele):
                lus = lisibles(inscription.modele.fiches(), self.compte).exclude(statut=Statut.PUBLIEE)
                yield from map(court, lus.order_by("pk")[:PAR_NATURE])

    @extend_schema(
        operation_id="creer_brouillon",
        summary="Ajouter un brouillon",
        description="Une politique ou un dispositif de votre collectivité. Rien n’est public avant la relecture de "
        "l’équipe. Envoyé deux fois avec la même `Idempotency-Key`, il n’est créé qu’une fois.",
        parameters=[CLE_DE_REJEU],
        request=NouveauSerializer,
        responses={"201": BrouillonSerializer},
    )
    def post(self, request: Request) -> HttpResponseBase:
        """Add one."""
        return self.une_seule_fois(self._creer)

    def _creer(self) -> HttpResponse:
        lu = self.lire(NouveauSerializer)
        verifier_les_genres(registre[lu["nature"]].modele, lu["champs"], "champs")
        with self.refus():
            fiche = creer_brouillon(nature=lu["nature"], valeurs=lu["champs"], par=self.compte)
        return self.montrer(fiche, status.HTTP_201_CREATED, Location=reverse("api:brouillon", args=[fiche.uid]))


class BrouillonView(BrouillonMixin):
    """One draft."""

    http_method_names: Any = ["get", "head", "patch", "delete"]
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        "get": ("400", "401", "403", "404", "406"),
        "patch": ("400", "401", "403", "404", "406", "413", "415", "428"),
        "delete": ("400", "401", "403", "404", "406", "409", "428"),
    }

    @extend_schema(
        operation_id="brouillon",
        summary="Un brouillon",
        description="Tous ses champs ; son `ETag` est la version à redonner pour l’écrire.",
        parameters=[UID],
        responses={"200": BrouillonSerializer},
    )
    def get(self, request: Request, uid: UUID) -> HttpResponseBase:
        """Fields of a draft."""
        return self.montrer(self.trouver(uid))

    @extend_schema(
        operation_id="modifier_brouillon",
        summary="Modifier un brouillon",
        description="Les champs nommés changent, les autres restent. `If-Match` est requis : si quelqu’un a écrit "
        "entre-temps, rien n’est écrasé (412).",
        parameters=[UID, VERSION],
        request=ModificationSerializer,
        responses={"200": BrouillonSerializer},
    )
    def patch(self, request: Request, uid: UUID) -> HttpResponseBase:
        """Change fields."""
        fiche, attendue = self.trouver(uid), self.version_attendue()
        lu = self.lire(ModificationSerializer)
        verifier_les_genres(type(fiche), lu["champs"], "champs")
        with self.refus():
            modifiee = modifier_brouillon(fiche=fiche, attendue=attendue, valeurs=lu["champs"], par=self.compte)
        return self.montrer(modifiee)

    @extend_schema(
        operation_id="supprimer_brouillon",
        summary="Supprimer un brouillon",
        description="Une fiche qui n’a jamais été publique. `If-Match` est requis.",
        parameters=[UID, VERSION],
        responses={"204": OpenApiResponse(description="Le brouillon n’existe plus.")},
    )
    def delete(self, request: Request, uid: UUID) -> HttpResponseBase:
        """Delete it."""
        fiche, attendue = self.trouver(uid), self.version_attendue()
        with self.refus():
            supprimer_brouillon(fiche=fiche, attendue=attendue, par=self.compte)
        return HttpResponse(status=status.HTTP_204_NO_CONTENT)


class RelectureView(BrouillonMixin):
    """Hand a draft over to the team."""

    http_method_names: Any = ["post"]
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        "post": ("400", "401", "403", "404", "406", "409", "422")
    }

    @extend_schema(
        operation_id="demander_relecture",
        summary="Demander la relecture d’un brouillon",
        description="L’équipe est prévenue ; elle publie la fiche, ou la renvoie avec ce qu’il faut reprendre.",
        parameters=[UID, CLE_DE_REJEU],
        request=None,
        responses={"200": BrouillonSerializer},
    )
    def post(self, request: Request, uid: UUID) -> HttpResponseBase:
        """Ask for a review."""
        return self.une_seule_fois(lambda: self._demander(uid))

    def _demander(self, uid: UUID) -> HttpResponse:
        fiche = self.trouver(uid)
        if not peut(self.compte, "change", fiche):
            raise EcritureInterdite(_("Votre compte ne peut pas écrire cette fiche."))
        if fiche.statut != Statut.BROUILLON:
            raise RelectureImpossible(
                _("Cette fiche n’est pas un brouillon : sa relecture est déjà demandée, ou faite.")
            )
        demander_relecture(fiche=fiche, par=self.compte)
        return self.montrer(self.trouver(uid))
