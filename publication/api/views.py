"""The base of the API: lists and details served from the stored documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.viewsets import GenericViewSet

from publication.api.erreurs import FicheRetiree, refuser_les_inconnus
from publication.api.pagination import PageDeDocuments, Pagination
from publication.api.serializers import ResultatSerializer
from publication.filters import RechercheFilter
from publication.models import Fiche, Publication

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from rest_framework.request import Request

    from publication.models import FicheQuerySet, PublicationQuerySet

CLE = OpenApiParameter(
    "cle",
    OpenApiTypes.STR,
    OpenApiParameter.PATH,
    description="Identifiant public (UUID) ou adresse courte de la fiche.",
)


PAGINATION = {"page", "taille"}


class LectureMixin:
    """What every list has in common: it knows its parameters, and refuses the others by name."""

    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {"list": ("400", "404"), "retrieve": ("404", "410")}
    filterset_class: Any = None
    pagination_class: Any = Pagination
    http_method_names: Any = ["get", "head"]
    lookup_value_regex = r"[-\w]+"
    action: str

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the names of the parameters before anything is read."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc]  # the viewset it is mixed into has it
        refuser_les_inconnus(request, self.parametres_connus() if self.action == "list" else ())

    def finalize_response(self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any) -> Any:
        """Let anyone keep an answer, and ask each time whether it still holds: a withdrawal is seen at once."""
        finale = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]  # as above
        if finale.status_code == status.HTTP_200_OK:
            patch_cache_control(finale, public=True, no_cache=True)
        return finale

    def parametres_connus(self) -> list[str]:
        """Names that the query of a list may use."""
        filtres = list(self.filterset_class.base_filters) if self.filterset_class else []
        return [*filtres, *(sorted(PAGINATION) if self.pagination_class else [])]


class FicheViewSet(LectureMixin, GenericViewSet[Any]):
    """Read-only list and detail of one nature.

    A concrete class sets ``modele`` and ``filterset_class``, and for OpenAPI ``queryset`` and ``serializer_class``.
    """

    modele: ClassVar[type[Fiche]]
    pagination_class = PageDeDocuments
    lookup_field = "cle"

    def get_queryset(self) -> FicheQuerySet[Any]:
        """Public sheets, in the public order."""
        return self.modele.fiches().pour_liste_publique()

    def documents(self) -> Any:
        """Documents that answer the filters; without any, the write tables are not even joined."""
        if set(self.request.query_params) - PAGINATION:
            fiches: Any = self.filter_queryset(self.get_queryset())
            return fiches.documents()
        return Publication.objects.documents(self.modele.nature)

    def list(self, _request: Request) -> HttpResponse:
        """Page of documents that answer the filters."""
        page = self.paginate_queryset(self.documents())
        assert isinstance(self.paginator, PageDeDocuments)
        return self.paginator.reponse(page or [])

    @extend_schema(parameters=[CLE], filters=False)
    def retrieve(self, request: Request, cle: str) -> HttpResponse:
        """Document of a sheet, by public identifier or slug; 301 from a former slug, 410 once withdrawn."""
        publication = Publication.objects.de_nature(self.modele.nature).trouver(cle)
        if publication is None:
            raise NotFound(_("Aucune fiche publique ne porte l’identifiant « %(cle)s ».") % {"cle": cle})
        if publication.est_retiree:
            raise FicheRetiree(_("Cette fiche a été retirée : %(motif)s") % {"motif": publication.motif})
        if not publication.repond_a(cle):
            return redirect(f"api:{self.modele.nature.value}-detail", publication.slug, permanent=True)
        etag = f'"{publication.empreinte}"'
        reponse = HttpResponse(publication.document, content_type="application/json", headers={"ETag": etag})
        # The request of DRF hides the one that Django's function reads; both hold the same headers.
        return get_conditional_response(request._request, etag=etag, response=reponse) or reponse


class ReferentielViewSet(LectureMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Any]):
    """Read-only list, whole, and detail of a reference table."""

    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {"list": ("400",), "retrieve": ("404",)}
    pagination_class: Any = None


class RechercheViewSet(LectureMixin, mixins.ListModelMixin, GenericViewSet[Publication]):
    """Search over all natures."""

    serializer_class = ResultatSerializer
    filterset_class = RechercheFilter
    queryset = Publication.objects.none()

    def get_queryset(self) -> PublicationQuerySet:
        """Everything public; a search says what it looks for."""
        if not self.request.query_params.get("q", "").strip():
            raise ValidationError({"q": [_("indiquez ce que vous cherchez.")]})
        return Publication.objects.vivantes()
