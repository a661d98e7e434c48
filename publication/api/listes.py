"""Lists: filtered, counted, cut in pages or written whole, in the format asked."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, ClassVar

import orjson
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.viewsets import GenericViewSet

from publication.api import curseurs, inclusion
from publication.api import selection as champs
from publication.api.base import TABLEAUX, LectureMixin, en_json, sans_corps
from publication.api.conditions import de_la_generation, repondre_si_change
from publication.api.pagination import PARAMETRES, Pagination
from publication.exports import FORMATS, Export
from publication.exports.source import Ligne
from publication.models import EtatPublic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpResponseBase
    from rest_framework.request import Request

    from publication.tableaux import Tableau

LOT = 500
UN_JOUR = 86_400
PRESENTATION = {*PARAMETRES, "format", champs.PARAMETRE, inclusion.PARAMETRE}
"""Parameters that change how results are shown, not which they are nor in what order."""


class ListeViewSet(LectureMixin, GenericViewSet[Any]):
    """A list whose documents the serializer writes on read.

    A concrete class sets ``queryset``, ``serializer_class``, ``filterset_class`` and ``tableau``, the columns of its
    files. ``cle_de_curseur`` is the path from a row to its public identifier.
    """

    filterset_class: Any = None
    pagination_class: Any = Pagination
    tableau: ClassVar[Tableau]
    formats: ClassVar[dict[str, tuple[str, ...]]] = {"list": TABLEAUX}
    cle_de_curseur: ClassVar[str] = "uid"
    peut_inclure: ClassVar[bool] = False
    numero = 0

    def parametres_connus(self) -> list[str]:
        """Filters, pages and ``champs``; ``inclure`` where documents cite sheets."""
        propres = [champs.PARAMETRE, *([inclusion.PARAMETRE] if self.peut_inclure else [])]
        if self.action != "list":
            return propres
        filtres = list(self.filterset_class.base_filters) if self.filterset_class else []
        return [*filtres, *(PARAMETRES if self.pagination_class else ()), *propres]

    def list(self, request: Request) -> HttpResponseBase:
        """Answer with the list, unless it has not changed."""
        etat = EtatPublic.objects.lire()
        self.numero = etat.numero
        validateurs = de_la_generation(request._request, self.format_choisi, etat)
        return repondre_si_change(request._request, validateurs, self._liste)

    def _liste(self) -> HttpResponseBase:
        choisie = self.selection()
        natures = self.natures_a_inclure()
        lignes = self.lignes()
        if self.format_choisi != "json" and not set(PARAMETRES) & set(self.request.query_params):
            return self.fichier(self.lues(lignes).iterator(chunk_size=LOT), choisie)
        page = self.page(lignes)
        if self.pagination_class:
            self.liens = self.paginator.liens()  # type: ignore[union-attr]  # ours has them
        if self.format_choisi != "json":
            return self.fichier(page, choisie)
        entiers = [self.ligne(brute).document for brute in page]
        documents = [choisie.texte(document) for document in entiers]
        if not self.pagination_class:
            return en_json(f"[{','.join(documents)}]")
        reponse: HttpResponse = self.paginator.reponse(  # type: ignore[union-attr]  # as above
            documents, inclusion.inclus(entiers, natures)
        )
        return reponse

    def lignes(self) -> Any:
        """Rows that answer the filters, in order."""
        return self.filter_queryset(self.get_queryset()) if self.filterset_class else self.get_queryset()

    def lues(self, lignes: QuerySet[Any]) -> QuerySet[Any]:
        """What is read of each row."""
        return lignes

    def toutes(self) -> QuerySet[Any]:
        """Every row, as it is read: what full exports write, with no request."""
        return self.lues(self.get_queryset())

    def ligne(self, brute: Any) -> Ligne:
        """Document of a row, and where it is."""
        document = orjson.dumps(self.representant.to_representation(brute)).decode()
        return Ligne(document, getattr(brute, "latitude", None), getattr(brute, "longitude", None))

    def place(self, brute: Any) -> tuple[Any, Any]:
        """Value of a row in the order followed, and its identifier."""
        return getattr(brute, curseurs.VALEUR), getattr(brute, self.cle_de_curseur)

    @property
    def representant(self) -> Any:
        """Serializer that writes every row: building its fields costs more than using them."""
        if not hasattr(self, "_representant"):
            self._representant = self.get_serializer()
        return self._representant

    def page(self, lignes: Any) -> Any:
        """Rows of the page asked, all of them when the list is not cut."""
        if not self.pagination_class:
            return self.lues(lignes)
        if curseurs.PARAMETRE not in self.request.query_params:
            return self.paginator.paginate_queryset(  # type: ignore[union-attr]  # there is a paginator
                self.lues(lignes), self.request, view=self
            )
        tri = self.request.query_params.get("tri", "")
        filtre = self.filterset_class.base_filters.get("tri") if self.filterset_class else None
        ordre = curseurs.Ordre(cle=self.cle_de_curseur, tri=tri, colonne=filtre.colonnes[tri] if filtre and tri else "")
        return self.paginator.suivre(self.request, ordre, lignes, self)  # type: ignore[union-attr]  # as above

    def total(self, lignes: Any) -> int:
        """How many rows answer the filters: counted once in a state of the public data, the same day."""
        criteres = sorted(
            (nom, valeurs)
            for nom, valeurs in self.request.query_params.lists()
            if nom not in PRESENTATION and nom != "tri"
        )
        dependances = (self.numero, settings.RELEASE, timezone.localdate().isoformat(), self.request.path, criteres)
        cle = f"api-total-{hashlib.sha256(repr(dependances).encode()).hexdigest()[:32]}"
        nombre: int | None = cache.get_or_set(cle, lignes.count, UN_JOUR)
        assert nombre is not None
        return nombre

    def selection(self) -> champs.Selection:
        """Fields asked: those of the document, or for a table its columns; they are listed when some are asked."""
        if champs.PARAMETRE not in self.request.query_params:
            return champs.Selection(self.request, ())
        return champs.Selection(self.request, self._champs_du(self.format_choisi), self.champs_possibles())

    def champs_possibles(self) -> Sequence[str]:
        """Names that ``champs`` takes in one format or another: fields of the document, then columns."""
        formats = [rendu.format for rendu in self.get_renderers()]
        return tuple(dict.fromkeys(nom for format_ in formats for nom in self._champs_du(format_)))

    def _champs_du(self, format_: str) -> Sequence[str]:
        if format_ in {"json", "jsonl"}:
            return tuple(self.representant.fields)
        return [colonne.cle for colonne in self.tableau.colonnes]

    def natures_a_inclure(self) -> Any:
        """Natures of sheets asked beside the documents."""
        if not self.peut_inclure:
            return []
        natures = inclusion.lire(self.request)
        if natures and self.format_choisi != "json":
            message = _("seul le format JSON porte des fiches incluses.")
            raise ValidationError({inclusion.PARAMETRE: [message]}, code="format_sans_inclusion")
        return natures

    def fichier(self, brutes: Iterable[Any], choisie: champs.Selection) -> StreamingHttpResponse:
        """File of some rows, written as they are read."""
        format_, lignes = FORMATS[self.format_choisi], (self.ligne(brute) for brute in brutes)
        if self.format_choisi == "jsonl":
            lignes = (ligne._replace(document=choisie.texte(ligne.document)) for ligne in lignes)
        export = self.export(choisie, lignes)
        reponse = StreamingHttpResponse(format_.ecrire(export), content_type=format_.type_mime)
        nom = f"{self.basename}-{export.le.isoformat()}.{self.format_choisi}"
        reponse.headers["Content-Disposition"] = f'attachment; filename="{nom}"'
        return sans_corps(reponse) if self.request.method == "HEAD" else reponse

    def export(self, choisie: champs.Selection, lignes: Iterable[Ligne]) -> Export:
        """What the format writes."""
        return Export(
            titre=self.titre(),
            adresse=self.request.build_absolute_uri(),
            racine=self.request.build_absolute_uri("/").rstrip("/"),
            le=timezone.localdate(),
            colonnes=choisie.colonnes(self.tableau.colonnes),
            lignes=lignes,
        )

    def titre(self) -> str:
        """What the list is called in its files."""
        return capfirst(str(self.get_queryset().model._meta.verbose_name_plural))
