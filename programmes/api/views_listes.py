"""API of what is no sheet: grants, organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import NotFound

from programmes.api.serializers_listes import OrganismeEntierSerializer, SubventionEntiereSerializer
from programmes.filters_organismes import OrganismesFilter
from programmes.filters_subventions import SubventionFilter
from programmes.models import Organisme, Subvention
from programmes.tableaux import SUBVENTIONS
from programmes.tableaux_listes import ORGANISMES
from publication.api.base import TOUS, ailleurs
from publication.api.pagination import Pagination
from publication.api.views import ReferentielViewSet

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from rest_framework.request import Request

    from programmes.models.organisme import OrganismeQuerySet
    from programmes.models.subvention import SubventionQuerySet
    from publication.exports.source import Ligne

PAGINEES: dict[str, tuple[str, ...]] = {"list": ("400", "404", "406"), "retrieve": ("400", "404", "406")}


class SubventionViewSet(ReferentielViewSet):
    """Grants that public sheets show."""

    presentation = gettext_lazy("Subventions que montrent les projets publiés, une à une")
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = PAGINEES
    queryset = Subvention.objects.none()
    serializer_class = SubventionEntiereSerializer
    filterset_class = SubventionFilter
    pagination_class = Pagination
    tableau = SUBVENTIONS
    formats: ClassVar[dict[str, tuple[str, ...]]] = {"list": TOUS}
    lookup_field = "uid"

    def get_queryset(self) -> SubventionQuerySet:
        """Of public authorities, to public projects, the latest first."""
        return Subvention.objects.pour_liste()

    def ligne(self, brute: Any) -> Ligne:
        """A grant is where its project is."""
        lieu = brute.projet.publication
        return super().ligne(brute)._replace(latitude=lieu.latitude, longitude=lieu.longitude)

    def trouver(self, cle: str) -> Subvention:
        """Grant of a public identifier."""
        trouvee = self.get_queryset().de_l_identifiant(cle)
        if trouvee is None:
            raise NotFound(_("Aucune subvention publique ne porte l’identifiant « %(cle)s ».") % {"cle": cle})
        return trouvee


class OrganismeViewSet(ReferentielViewSet):
    """Organisations that public sheets show."""

    presentation = gettext_lazy("Associations, coopératives et autres que citent les fiches")
    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        **PAGINEES,
        "retrieve": ("301", "400", "404", "406"),
    }
    queryset = Organisme.objects.none()
    serializer_class = OrganismeEntierSerializer
    filterset_class = OrganismesFilter
    pagination_class = Pagination
    tableau = ORGANISMES
    formats: ClassVar[dict[str, tuple[str, ...]]] = {"list": TOUS}
    lookup_field = "cle"

    def get_queryset(self) -> OrganismeQuerySet:
        """Those that some public document shows, by name."""
        return Organisme.objects.cites().select_related("commune")

    def ligne(self, brute: Any) -> Ligne:
        """An organisation is where its commune is."""
        commune = brute.commune
        return (
            super()
            .ligne(brute)
            ._replace(latitude=commune.latitude if commune else None, longitude=commune.longitude if commune else None)
        )

    def retrieve(self, request: Request, **cles: str) -> HttpResponseBase:
        """One organisation; a name that changed leads to today's address."""
        trouve = self.trouver(cles["cle"])
        if trouve.repond_a(cles["cle"]):
            return super().retrieve(request, **cles)
        message = _("Cet organisme a changé de nom : il est désormais sous « %(slug)s ».") % {"slug": trouve.slug}
        adresse = reverse("api:organisme-detail", args=[trouve.slug])
        return ailleurs(adresse, message, uid=trouve.uid, titre=trouve.nom)

    def trouver(self, cle: str) -> Organisme:
        """Organisation of a public identifier, an address, a SIRET or an RNA number."""
        trouve = self.get_queryset().designe_par(cle)
        if trouve is None:
            message = _("Aucune fiche publique ne cite d’organisme désigné par « %(cle)s ».")
            raise NotFound(message % {"cle": cle})
        return trouve
