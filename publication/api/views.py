"""Lists and details served from the stored documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound, ValidationError

from publication.api import curseurs, inclusion
from publication.api.base import TABLEAUX, TOUS, ailleurs, en_json
from publication.api.conditions import Validateurs, de_la_fiche, de_la_generation, repondre_si_change
from publication.api.erreurs import CodePartage, FicheRetiree
from publication.api.listes import PRESENTATION, ListeViewSet
from publication.api.serializers import ResultatSerializer
from publication.exports import FORMATS
from publication.exports.geojson import ecrire_entite
from publication.exports.source import Ligne
from publication.filters import RechercheFilter
from publication.models import EtatPublic, Fiche, Publication
from publication.tableaux import RESULTATS

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponseBase
    from rest_framework.request import Request

    from publication.api.selection import Selection
    from publication.models import FicheQuerySet, PublicationQuerySet

CLE = OpenApiParameter(
    "cle",
    OpenApiTypes.STR,
    OpenApiParameter.PATH,
    description="Identifiant public (UUID) ou adresse courte de la fiche ; pour une collectivité, son SIREN ou son "
    "code INSEE aussi (35238, CD35, CR53).",
)


class FicheViewSet(ListeViewSet):
    """Read-only list and detail of one nature.

    A concrete class sets ``modele``, ``filterset_class`` and ``tableau``, and for OpenAPI ``queryset`` and
    ``serializer_class``.
    """

    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        "list": ("400", "404", "406"),
        "retrieve": ("301", "400", "404", "406", "410"),
    }
    modele: ClassVar[type[Fiche]]
    formats: ClassVar[dict[str, tuple[str, ...]]] = {"list": TOUS, "retrieve": ("json", "geojson")}
    cle_de_curseur = "publication_id"
    peut_inclure = True
    lookup_field = "cle"
    lookup_value_regex = r"[-\w]+"

    def get_queryset(self) -> FicheQuerySet[Any]:
        """Public sheets, in the public order."""
        return self.modele.fiches().pour_liste_publique()

    def lignes(self) -> Any:
        """Sheets that answer the filters; without any, the write tables are not even joined."""
        demandes = set(self.request.query_params)
        if demandes <= PRESENTATION and curseurs.PARAMETRE not in demandes:
            return Publication.objects.documents(self.modele.nature)
        return super().lignes()

    def lues(self, lignes: QuerySet[Any]) -> QuerySet[Any]:
        """Stored texts, their places, and when a cursor is followed where each row stands."""
        if lignes.model is Publication:
            return lignes
        fiches: Any = lignes
        rangs = (curseurs.VALEUR, self.cle_de_curseur) if curseurs.VALEUR in fiches.query.annotations else ()
        lues: QuerySet[Any] = fiches.pour_export(*rangs)
        return lues

    def toutes(self) -> QuerySet[Any]:
        """Stored texts of the nature; the write tables are not even joined."""
        return Publication.objects.documents(self.modele.nature)

    def ligne(self, brute: Any) -> Ligne:
        """Stored text of a row, and where it is."""
        return Ligne(*brute[:3])

    def place(self, brute: Any) -> tuple[Any, Any]:
        """The last two values read."""
        return brute[-2], brute[-1]

    def titre(self) -> str:
        """Plural name of the nature."""
        return capfirst(str(self.modele._meta.verbose_name_plural))

    @extend_schema(parameters=[CLE], filters=False)
    def retrieve(self, request: Request, cle: str) -> HttpResponseBase:
        """Document of a sheet, by public identifier, slug or code; 301 to where it went, 410 once withdrawn."""
        publication = Publication.objects.de_nature(self.modele.nature).trouver(cle)
        if publication is not None:
            return self._de_la_publication(publication, cle)
        trouvees = self.par_code(cle)
        if not trouvees:
            raise NotFound(_("Aucune fiche publique ne porte l’identifiant « %(cle)s ».") % {"cle": cle})
        if len(trouvees) > 1:
            noms = ", ".join(f"{une.titre} ({self._adresse(une)})" for une in trouvees)
            raise CodePartage(
                _("Plusieurs fiches portent le code « %(cle)s » : %(noms)s.") % {"cle": cle, "noms": noms}
            )
        return self._du_code(trouvees[0])

    def par_code(self, _cle: str) -> list[Publication]:
        """Publications, withdrawn ones included, of the sheets that an official code names; none has one here."""
        return []

    def _du_code(self, publication: Publication) -> HttpResponseBase:
        """A code leads to who governs now."""
        if not publication.est_retiree and publication.remplacee_par:
            remplacante = Publication.objects.filter(pk=publication.remplacee_par).first()
            if remplacante is not None and not remplacante.est_retiree:
                return self._successeur(remplacante)
        return self._de_la_publication(publication, publication.slug)

    def _de_la_publication(self, publication: Publication, cle: str) -> HttpResponseBase:
        if publication.est_retiree:
            remplacante = Publication.objects.remplacante_de(publication)
            if remplacante is None:
                raise FicheRetiree(_("Cette fiche a été retirée : %(motif)s") % {"motif": publication.motif})
            return self._successeur(remplacante)
        if not publication.repond_a(cle):
            message = _("Cette fiche a changé d’adresse : elle est désormais sous « %(slug)s ».")
            return self._ailleurs(publication, message % {"slug": publication.slug})
        return self._document(publication)

    def _successeur(self, remplacante: Publication) -> HttpResponse:
        message = _("Cette fiche a laissé la place à une autre : « %(titre)s ».") % {"titre": remplacante.titre}
        return self._ailleurs(remplacante, message)

    def _ailleurs(self, publication: Publication, message: str) -> HttpResponse:
        requete = self.request.META.get("QUERY_STRING", "")
        adresse = f"{self._adresse(publication)}?{requete}" if requete else self._adresse(publication)
        return ailleurs(adresse, message, uid=publication.pk, titre=publication.titre)

    def _adresse(self, publication: Publication) -> str:
        return reverse(f"api:{self.modele.nature.value}-detail", args=[publication.slug])

    def _document(self, publication: Publication) -> HttpResponseBase:
        """The document as it is stored, or reduced, or with what is tied to it."""
        choisie, natures = self.selection(), self.natures_a_inclure()
        ici = self.request.build_absolute_uri
        self.liens = {"canonical": ici(self._adresse(publication)), "alternate": ici(publication.get_absolute_url())}
        validateurs = self._validateurs(publication, entier=not (choisie.noms or natures))

        def faire() -> HttpResponseBase:
            if self.format_choisi == "geojson":
                return self._entite(publication, choisie)
            corps = choisie.texte(publication.document)
            if natures:
                liees = inclusion.inclus([publication.document], natures).decode()
                corps = f'{corps[:-1]}{"," if len(corps) > 2 else ""}"inclus":{liees}}}'  # noqa: PLR2004  # « {} »
            return en_json(corps)

        return repondre_si_change(self.request._request, validateurs, faire)

    def _validateurs(self, publication: Publication, *, entier: bool) -> Validateurs:
        if entier and self.format_choisi == "json":
            return de_la_fiche(publication)
        return de_la_generation(self.request._request, self.format_choisi, EtatPublic.objects.lire())

    def _entite(self, publication: Publication, choisie: Selection) -> HttpResponse:
        """The sheet as a GeoJSON feature."""
        export = self.export(choisie, [])
        ligne = Ligne(publication.document, publication.latitude, publication.longitude)
        return HttpResponse(ecrire_entite(export, ligne), content_type=FORMATS["geojson"].type_mime)


class ReferentielViewSet(ListeViewSet):
    """Read-only list, whole, and detail of a reference table."""

    erreurs_documentees: ClassVar[dict[str, tuple[str, ...]]] = {
        "list": ("400", "406"),
        "retrieve": ("400", "404", "406"),
    }
    pagination_class: Any = None
    lookup_value_regex = r"[-\w]+"

    def retrieve(self, request: Request, **cles: str) -> HttpResponseBase:
        """One entry, unless it has not changed."""
        choisie = self.selection()
        validateurs = de_la_generation(request._request, self.format_choisi, EtatPublic.objects.lire())

        def faire() -> HttpResponseBase:
            return en_json(choisie.texte(self.ligne(self.trouver(cles[self.lookup_field])).document))

        return repondre_si_change(request._request, validateurs, faire)

    def trouver(self, cle: str) -> Any:
        """Entry of the address; ``NotFound`` with a message when there is none."""
        raise NotImplementedError


class RechercheViewSet(ListeViewSet):
    """Search over all natures."""

    presentation = gettext_lazy("Recherche dans toutes les fiches ; « q » est requis")
    filtres_requis = ("q",)
    serializer_class = ResultatSerializer
    filterset_class = RechercheFilter
    queryset = Publication.objects.none()
    tableau = RESULTATS
    formats: ClassVar[dict[str, tuple[str, ...]]] = {"list": TABLEAUX}

    def get_queryset(self) -> PublicationQuerySet:
        """Everything public; a search says what it looks for."""
        if not self.request.query_params.get("q", "").strip():
            raise ValidationError({"q": [_("indiquez ce que vous cherchez.")]}, code="requis")
        return Publication.objects.vivantes()

    def titre(self) -> str:
        """What files are called."""
        return _("Résultats de recherche")
