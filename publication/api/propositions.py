"""Proposals that programs make: they wait in the same queue as the others, and their author follows them here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.utils.urls import replace_query_param

from publication.actions import PropositionInvalide, proposer
from publication.actions.proposer import refuser_les_autres_champs
from publication.api.champs import verifier_les_genres
from publication.api.ecriture import CLE_DE_REJEU, PriveMixin, refuser, reponse_json
from publication.api.erreurs import le_plus_proche
from publication.api.filtrage import ReferenceInconnue
from publication.models import ChangementPropose, Portee, Proposition, Publication
from publication.regles import peut_deposer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse, HttpResponseBase
    from rest_framework.request import Request

    from publication.models import Fiche

NUMERO = re.compile(r"0*[1-9][0-9]{0,17}")
NUMERO_MAXIMAL = 10**18 - 1
PAR_PAGE = 50
STATUT, AVANT = "statut", "avant"
LONGUEUR_DU_MESSAGE = 5_000


class DepotInterdit(APIException):
    """The rules do not let this account propose on this sheet."""

    status_code = status.HTTP_403_FORBIDDEN
    default_code = "depot_interdit"


class DepotSerializer(serializers.Serializer[Any]):
    """What is sent to propose."""

    fiche = serializers.UUIDField(help_text="Identifiant public (`uid`) de la fiche.")
    changements = serializers.DictField(
        required=False,
        default=dict,
        help_text="Valeur proposée de chaque champ, par son nom. Un champ refusé l’est avec ceux qui sont possibles.",
    )
    vues = serializers.DictField(
        required=False,
        default=dict,
        help_text="Valeurs que vous aviez lues, pour les mêmes champs : l’équipe voit ce qui a changé depuis.",
    )
    message = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=LONGUEUR_DU_MESSAGE,
        help_text="Explication, source. Seul, il vaut signalement.",
    )


@extend_schema_field(
    {
        "type": ["string", "number", "boolean", "array", "null"],
        "items": {"type": "string"},
        "examples": ["https://example.org/"],
        "x-unite": "celle du champ",
    }
)
class ValeurField(serializers.JSONField):
    """Value of a field of a sheet, as it is kept."""


class ChangementProposeSerializer(serializers.ModelSerializer[ChangementPropose]):
    """A proposed field."""

    vue = ValeurField(source="avant", help_text="Valeur vue par l’auteur.", read_only=True)
    proposee = ValeurField(source="apres", help_text="Valeur proposée.", read_only=True)
    retenue = ValeurField(help_text="Valeur écrite sur la fiche, si elle l’a été.", read_only=True)

    class Meta:
        model = ChangementPropose
        fields = ("champ", "vue", "proposee", "decision", "retenue")
        read_only_fields = fields
        extra_kwargs = {
            "champ": {"help_text": "Nom du champ de la fiche."},
            "decision": {"help_text": "Ce que l’équipe a décidé pour ce champ."},
        }


class FicheProposeeSerializer(serializers.ModelSerializer[Publication]):
    """The sheet that a proposal is about."""

    url = serializers.CharField(
        source="get_absolute_url",
        read_only=True,
        help_text="Adresse de la page publique, relative à la racine du site.",
    )

    class Meta:
        model = Publication
        fields = ("uid", "nature", "titre", "url")
        read_only_fields = fields
        extra_kwargs = {
            "uid": {"help_text": "Identifiant public de la fiche."},
            "nature": {"help_text": "Nature de la fiche."},
            "titre": {"help_text": "Titre de la fiche ; vide si elle a été retirée."},
        }


class PropositionSerializer(serializers.ModelSerializer[Proposition]):
    """A proposal, and what became of it."""

    numero = serializers.IntegerField(source="pk", read_only=True, help_text="Numéro de la proposition.")
    fiche = FicheProposeeSerializer(source="publication", read_only=True, help_text="Fiche que la proposition modifie.")
    changements = ChangementProposeSerializer(many=True, read_only=True, help_text="Champs proposés.")

    class Meta:
        model = Proposition
        fields = ("numero", "fiche", "statut", "deposee_le", "examinee_le", "message", "reponse", "changements")
        read_only_fields = fields
        extra_kwargs = {
            "statut": {"help_text": "Déposée, appliquée ou refusée."},
            "deposee_le": {"help_text": "Jour et heure du dépôt."},
            "examinee_le": {"help_text": "Jour et heure de la décision ; nul avant."},
            "message": {"help_text": "Message joint au dépôt."},
            "reponse": {"help_text": "Réponse de l’équipe."},
        }


class PropositionsSerializer(serializers.Serializer[Any]):
    """A page of proposals."""

    suivante = serializers.URLField(allow_null=True, help_text="Adresse de la page suivante ; nulle à la fin.")
    resultats = PropositionSerializer(many=True, help_text="Propositions, de la dernière à la première.")


class PropositionsView(PriveMixin):
    """Proposals of the partner, and a new one."""

    presentation = gettext_lazy("Proposer un changement sur une fiche publique, suivre ses propositions")
    portee = Portee.PROPOSITIONS
    http_method_names: Any = ["get", "head", "post"]
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        "get": ("400", "401", "403", "406"),
        "post": ("400", "401", "403", "404", "406", "413", "415", "422"),
    }

    def parametres_connus(self) -> list[str]:
        """Which ones, and where to go on."""
        return [] if self.request.method == "POST" else [STATUT, AVANT]

    @extend_schema(
        operation_id="propositions",
        summary="Les propositions de votre organisation",
        description="De la dernière à la première, 50 par page ; suivez `suivante`. Demande la portée `propositions`.",
        parameters=[
            OpenApiParameter(
                STATUT,
                {"type": "string", "enum": Proposition.Statut.values},
                description="Ne garder qu’un statut.",
            ),
            OpenApiParameter(
                AVANT,
                {"type": "integer", "minimum": 1, "maximum": NUMERO_MAXIMAL, "examples": [1250]},
                description="Numéro avant lequel reprendre ; celui que donne `suivante`.",
            ),
        ],
        responses={"200": PropositionsSerializer},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Page of the partner's proposals."""
        lues = Proposition.objects.du_partenaire(self.jeton.partenaire)
        if statut := request.query_params.get(STATUT):
            if statut not in Proposition.Statut.values:
                raise ValidationError(
                    {STATUT: [le_plus_proche(statut, Proposition.Statut.values)]}, code="statut_inconnu"
                )
            lues = lues.filter(statut=statut)
        avant = request.query_params.get(AVANT)
        if avant is not None:
            if not NUMERO.fullmatch(avant):
                raise ValidationError({AVANT: [_("un numéro de proposition est attendu.")]}, code="numero_refuse")
            lues = lues.filter(pk__lt=int(avant))
        page = list(lues[: PAR_PAGE + 1])
        suivante = None
        if len(page) > PAR_PAGE:
            suivante = str(replace_query_param(request.build_absolute_uri(), AVANT, str(page[PAR_PAGE - 1].pk)))
        self.liens = {"next": suivante}
        return reponse_json(PropositionsSerializer({"suivante": suivante, "resultats": page[:PAR_PAGE]}).data)

    @extend_schema(
        operation_id="proposer",
        summary="Proposer un changement",
        description="Champ par champ, sur une fiche publique. La proposition attend dans la file de l’équipe : rien ne "
        "change sans elle. Un partenaire propose sur toute fiche publique, le référent d’une collectivité sur les "
        "siennes. Envoyée deux fois avec la même `Idempotency-Key`, elle n’est déposée qu’une fois.",
        parameters=[CLE_DE_REJEU],
        request=DepotSerializer,
        responses={"201": PropositionSerializer},
    )
    def post(self, request: Request) -> HttpResponseBase:
        """Put a proposal in the queue."""
        return self.une_seule_fois(self._deposer)

    def _deposer(self) -> HttpResponse:
        depot = self.lire(DepotSerializer)
        jeton = self.jeton
        publication = Publication.objects.vivantes().filter(pk=depot["fiche"]).first()
        if publication is None:
            raise ReferenceInconnue(
                {"fiche": [_("aucune fiche publique ne porte cet identifiant.")]}, code="fiche_inconnue"
            )
        compte: Any = jeton.partenaire.compte
        fiche = Proposition(publication=publication).fiche()
        if not peut_deposer(compte, fiche):
            raise DepotInterdit(_("Ce compte ne propose que sur les fiches de sa collectivité."))
        verifier_les_genres(type(fiche), depot["changements"], "changements")
        verifier_les_vues(type(fiche), depot["vues"])
        referent = compte.collectivite_id is not None
        try:
            proposition = proposer(
                publication=publication,
                changements=depot["changements"],
                origine=Proposition.Origine.REFERENT if referent else Proposition.Origine.PARTENAIRE,
                par=jeton,
                message=depot["message"],
                vues=depot["vues"],
            )
        except PropositionInvalide as refus:
            raise refuser(refus.erreurs, "changements") from refus
        adresse = reverse("api:proposition", args=[proposition.pk])
        return reponse_json(PropositionSerializer(proposition).data, status.HTTP_201_CREATED, Location=adresse)


def verifier_les_vues(modele: type[Fiche], vues: Mapping[str, Any]) -> None:
    """Raise ``ValidationError`` when values that the author saw are not those of fields that can be proposed."""
    try:
        refuser_les_autres_champs(modele, vues)
    except PropositionInvalide as refus:
        raise refuser(refus.erreurs, "vues") from refus
    verifier_les_genres(modele, vues, "vues")


class PropositionView(PriveMixin):
    """One proposal of the partner."""

    portee = Portee.PROPOSITIONS
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {"get": ("400", "401", "403", "404", "406")}

    @extend_schema(
        operation_id="proposition",
        summary="Une de vos propositions",
        description="Ce qu’elle est devenue : statut, décision champ par champ, réponse de l’équipe.",
        parameters=[
            OpenApiParameter(
                "numero",
                {"type": "integer", "minimum": 1, "examples": [12]},
                OpenApiParameter.PATH,
                description="Son numéro.",
            )
        ],
        responses={"200": PropositionSerializer},
    )
    def get(self, request: Request, numero: int) -> HttpResponseBase:
        """State of a proposal."""
        trouvee = Proposition.objects.du_partenaire(self.jeton.partenaire).filter(pk=numero).first()
        if trouvee is None:
            raise NotFound(_("Votre organisation n’a pas de proposition de ce numéro."))
        return reponse_json(PropositionSerializer(trouvee).data)
