"""What changed since a revision: enough for a partner to keep an exact copy, withdrawals included."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, ClassVar

import orjson
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.utils.urls import replace_query_param

from publication.actions.verrou import instantane
from publication.api.base import LectureMixin, en_json
from publication.api.conditions import Validateurs, repondre_si_change
from publication.api.exemples import REVISION
from publication.api.serializers import LICENCE
from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from rest_framework.request import Request

    from publication.models.changement import Changement

NOMBRE = re.compile(r"[0-9]{1,18}")  # what a bigint always holds
REVISION_MAXIMALE = 10**18 - 1
LIMITE_PAR_DEFAUT = 100
LIMITE_MAXIMALE = 500
DEPUIS, LIMITE = "depuis", "limite"


class RevisionFuture(ValidationError):
    """The data have not come that far: the copy comes from elsewhere, or from before a restoration."""

    status_code = status.HTTP_409_CONFLICT


class ChangementSerializer(serializers.Serializer[Any]):
    """A sheet as it now stands: its document, or its tombstone."""

    revision = serializers.IntegerField(help_text="Révision que ce changement a prise ; elles ne font que croître.")
    uid = serializers.UUIDField(help_text="Identifiant public de la fiche ; il ne change jamais.")
    nature = serializers.ChoiceField(Nature.choices, help_text="Nature de la fiche.")
    slug = serializers.CharField(help_text="Adresse courte de la fiche.")
    retiree_le = serializers.DateTimeField(allow_null=True, help_text="Instant du retrait ; nul si elle est publique.")
    motif = serializers.CharField(help_text="Motif du retrait ; vide si elle est publique.")
    remplacee_par = serializers.UUIDField(
        allow_null=True, help_text="Identifiant public de la fiche qui la remplace (fusion) ; nul s’il n’y en a pas."
    )
    document = serializers.DictField(
        allow_null=True, help_text="Document entier, celui de l’adresse de la fiche ; nul si elle est retirée."
    )


class ChangementsSerializer(serializers.Serializer[Any]):
    """A page of changes."""

    revision = serializers.IntegerField(help_text="Révision la plus haute des données publiques au moment de répondre.")
    curseur = serializers.IntegerField(
        help_text="Révision atteinte par cette page : celle à donner à `depuis` la prochaine fois."
    )
    suivante = serializers.URLField(
        allow_null=True, help_text="Adresse de la page suivante ; nulle quand tout a été lu."
    )
    licence = serializers.CharField(help_text="Licence des données (identifiant SPDX).")
    changements = ChangementSerializer(many=True, help_text="Changements, dans l’ordre des révisions.")


class ChangementsView(LectureMixin):
    """Changes in the order of revisions, as many as asked at a time.

    Revisions increase in commit order (``publication.actions.verrou``): nothing is ever added at or below a revision
    that was read. A sheet that changes again moves to a later revision, and is then given once, as it stands.
    """

    presentation = gettext_lazy("Ce qui a changé depuis une révision, pour tenir une copie")
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {"": ("400", "406", "409")}

    def parametres_connus(self) -> list[str]:
        """Where to begin, how many at a time."""
        return [DEPUIS, LIMITE]

    @extend_schema(
        operation_id="changements",
        summary="Ce qui a changé depuis une révision",
        description="De quoi tenir une copie exacte : chaque fiche créée, modifiée ou retirée après la révision "
        "`depuis`, une fois, telle qu’elle est aujourd’hui, dans l’ordre des révisions. Gardez `curseur` avec ce que "
        "vous copiez, dans la même transaction, et suivez `suivante` (ou l’en-tête `Link`) tant qu’elle n’est pas "
        "nulle. Une révision que les données n’ont pas atteinte est refusée (409, code `revision_future`).",
        parameters=[
            OpenApiParameter(
                DEPUIS,
                {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": REVISION_MAXIMALE,
                    "default": 0,
                    "examples": [1250],
                    "x-unite": REVISION,
                },
                description="Dernière révision lue ; 0 pour tout lire.",
            ),
            OpenApiParameter(
                LIMITE,
                {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": LIMITE_MAXIMALE,
                    "default": LIMITE_PAR_DEFAUT,
                    "examples": [200],
                },
                description="Nombre de changements par page, au plus.",
            ),
        ],
        responses={"200": ChangementsSerializer},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Page of changes, unless nothing has changed since it was last asked."""
        depuis = _nombre(request, DEPUIS, defaut=0, minimum=0, maximum=REVISION_MAXIMALE)
        limite = _nombre(request, LIMITE, defaut=LIMITE_PAR_DEFAUT, minimum=1, maximum=LIMITE_MAXIMALE)
        with instantane():
            revision = Publication.objects.generation()
            if depuis > revision:
                raise RevisionFuture({DEPUIS: [_message_de_recul(revision)]}, code="revision_future")
            return repondre_si_change(
                request._request,
                Validateurs(_etag(request, revision), None),
                lambda: self._page(depuis, limite=limite, revision=revision),
            )

    def _page(self, depuis: int, *, limite: int, revision: int) -> HttpResponseBase:
        lus = list(Publication.objects.changements(depuis)[: limite + 1])
        gardes, reste = lus[:limite], len(lus) > limite
        curseur, ici = gardes[-1].revision if reste else revision, self.request.build_absolute_uri()
        suivante = str(replace_query_param(ici, DEPUIS, str(curseur))) if reste else None
        self.liens = {"next": suivante}
        debut = {"revision": revision, "curseur": curseur, "suivante": suivante, "licence": LICENCE}
        corps = b'%s,"changements":[%s]}' % (orjson.dumps(debut)[:-1], b",".join(map(changement_en_json, gardes)))
        return en_json(corps)


def changement_en_json(changement: Changement) -> bytes:
    """Text of a change: the document is joined as it is stored, neither parsed nor serialized."""
    identite = {nom: valeur for nom, valeur in changement._asdict().items() if nom not in {"document", "successeur"}}
    identite["remplacee_par"] = changement.successeur
    return b'%s,"document":%s}' % (orjson.dumps(identite)[:-1], changement.document.encode() or b"null")


def _etag(request: Request, revision: int) -> str:
    """Tag of a page: the rows are the same as long as the highest revision is."""
    dependances = (revision, settings.RELEASE, request.build_absolute_uri())
    return hashlib.sha256(repr(dependances).encode()).hexdigest()[:32]


def _nombre(request: Request, nom: str, *, defaut: int, minimum: int, maximum: int) -> int:
    texte = request.query_params.get(nom)
    if texte is None:
        return defaut
    if NOMBRE.fullmatch(texte) and minimum <= int(texte) <= maximum:
        return int(texte)
    message = _("un nombre entier entre %(minimum)d et %(maximum)d est attendu.")
    raise ValidationError({nom: [message % {"minimum": minimum, "maximum": maximum}]}, code="nombre_refuse")


def _message_de_recul(revision: int) -> str:
    return _(
        "les données publiques en sont à la révision %(revision)d : votre copie vient d’ailleurs, ou d’avant une "
        "restauration ; recommencez-la depuis 0 ou depuis un export complet."
    ) % {"revision": revision}
