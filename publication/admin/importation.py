"""Imports and exports of files: give a file, see what it would do, write it, read the report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from publication.actions.importer import ImportImpossible, deposer, ecrire_import, est_long, lancer, verifier_import
from publication.admin.base import LectureSeuleMixin, ModelAdmin
from publication.exports import FORMATS
from publication.imports.export import FORMATS_DE_TABLE, exporter
from publication.imports.genres import genres
from publication.imports.lecture import TAILLE_MAXIMALE
from publication.imports.rapport import Rapport, Sort, fichier_des_erreurs, nombres
from publication.models import Import

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, HttpResponseBase
    from django.utils.safestring import SafeString

PAR_PAGE = 50


class DepotForm(forms.Form):
    """A file, and what it holds."""

    genre = forms.ChoiceField(label=_("Ce que le fichier contient"))
    fichier = forms.FileField(
        label=_("Fichier"),
        help_text=_("CSV, Excel (XLSX) ou OpenDocument (ODS), 20 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.ods"}),
    )

    def __init__(self, *args: Any, compte: Any, **kwargs: Any) -> None:
        """Offer what the account may write."""
        super().__init__(*args, **kwargs)
        permis = [(genre.cle, genre.libelle) for genre in genres if genre.est_permis(compte)]
        self.fields["genre"].choices = permis  # type: ignore[attr-defined]

    def clean_fichier(self) -> Any:
        """Refuse what is too large before it is read."""
        fichier = self.cleaned_data["fichier"]
        if fichier.size > TAILLE_MAXIMALE:
            raise forms.ValidationError(_("Le fichier dépasse 20 Mo : découpez-le en plusieurs fichiers."))
        return fichier


@admin.register(Import)
class ImportAdmin(LectureSeuleMixin, ModelAdmin):
    """The journal of imports; the page of one shows its report, and writes it."""

    change_list_template = "admin/publication/import_liste.html"
    list_display = ("nom", "genre_lisible", "etat", "bilan_lisible", "depose_le", "depose_par")
    list_filter = ("etat",)
    search_fields = ("nom",)
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Import]:
        """Imports of what the account may read."""
        lisibles = [genre.cle for genre in genres if genre.est_lisible(request.user)]
        return Import.objects.lisibles(lisibles)

    def get_urls(self) -> list[URLPattern]:
        """Add the screens of an import."""
        vue = self.admin_site.admin_view
        return [
            path("deposer/", vue(self.deposer), name="publication_import_deposer"),
            path("exporter/<slug:cle>.<str:extension>", vue(self.exporter), name="publication_import_exporter"),
            path("<int:pk>/lancer/", vue(require_POST(self.lancer)), name="publication_import_lancer"),
            path("<int:pk>/etat.json", vue(require_GET(self.etat_json)), name="publication_import_etat"),
            path("<int:pk>/erreurs.csv", vue(require_GET(self.erreurs)), name="publication_import_erreurs"),
            *super().get_urls(),
        ]

    @admin.display(description=_("contenu"), ordering="genre")
    def genre_lisible(self, depose: Import) -> str:
        """Kind of file, in words."""
        return genres[depose.genre].libelle if depose.genre in genres else depose.genre

    @admin.display(description=_("lignes"))
    def bilan_lisible(self, depose: Import) -> SafeString | str:
        """Number of lines by fate."""
        dites = [f"{nombre} {Sort(cle).label}" for cle, nombre in depose.bilan.items() if nombre]
        return format_html("{}", ", ".join(dites)) if dites else "–"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Journal, with the ways to import and to export."""
        tables = [g for g in genres if g.est_table and g.est_lisible(request.user)]
        contexte: dict[str, Any] = {
            "genres_exportables": tables,
            "formats": {c: FORMATS[c].libelle for c in FORMATS_DE_TABLE},
        }
        contexte["peut_deposer"] = any(genre.est_permis(request.user) for genre in genres)
        return super().changelist_view(request, {**contexte, **(extra_context or {})})

    def deposer(self, request: HttpRequest) -> HttpResponse:
        """Take a file and verify it, here or by a job when it is long."""
        formulaire = DepotForm(
            request.POST or None,
            request.FILES or None,
            compte=request.user,
            initial={"genre": request.GET.get("genre")},
        )
        if not formulaire.fields["genre"].choices:  # type: ignore[attr-defined]
            raise PermissionDenied
        if request.method == "POST" and formulaire.is_valid():
            fichier = formulaire.cleaned_data["fichier"]
            genre = formulaire.cleaned_data["genre"]
            depose = deposer(genre=genre, nom=fichier.name, contenu=fichier.read(), par=request.user)
            self._faire(depose, "verifier_depot", verifier_import)
            return HttpResponseRedirect(reverse("admin:publication_import_change", args=[depose.pk]))
        contexte = self._contexte(request, _("Importer un fichier"), formulaire=formulaire, genres=list(genres))
        return TemplateResponse(request, "admin/publication/import_deposer.html", contexte)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Page of an import: where it stands, what it would do or did, line by line."""
        depose = self._trouver(request, object_id)
        rapport = Rapport.depuis(depose.rapport) if depose.rapport else Rapport()
        choisi = request.GET.get("sort", "")
        lignes = [r for r in rapport.resultats if choisi in ("", r.sort.value)]
        pages = Paginator(lignes, PAR_PAGE)
        contexte = self._contexte(
            request,
            str(depose),
            depose=depose,
            genre=genres[depose.genre],
            rapport=rapport,
            comptes=[(sort, nombre) for sort, nombre in rapport.par_sort().items() if nombre],
            choisi=choisi,
            page=pages.get_page(request.GET.get("page")),
            gardees=nombres([r.numero for r in rapport.gardees]),
            refusees=nombres([r.numero for r in rapport.refusees]),
            a_dire=any(r.erreurs or r.remarques for r in rapport.resultats),
            muet=depose.est_muet(timezone.now()),
            peut_lancer=genres[depose.genre].est_permis(request.user) and bool(depose.contenu),
        )
        return TemplateResponse(request, "admin/publication/import.html", {**contexte, **(extra_context or {})})

    def lancer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write what was verified, all of it or the good lines alone."""
        self._trouver(request, str(pk))
        try:
            depose = lancer(cle=pk, partiel=request.POST.get("mode") == "partiel", par=request.user)
        except ImportImpossible as refus:
            messages.error(request, str(refus))
        else:
            self._faire(depose, "ecrire_depot", partial(ecrire_import, par=request.user), par=request.user.pk)
        return HttpResponseRedirect(reverse("admin:publication_import_change", args=[pk]))

    def etat_json(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Where a job is, for the page that waits."""
        depose = self._trouver(request, str(pk))
        return JsonResponse(
            {"en_cours": depose.est_en_cours, "avancement": depose.avancement, "lignes": depose.lignes},
            headers={"Cache-Control": "no-store"},
        )

    def erreurs(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Errors and remarks, for a spreadsheet."""
        depose = self._trouver(request, str(pk))
        rapport = Rapport.depuis(depose.rapport) if depose.rapport else Rapport()
        reponse = StreamingHttpResponse(fichier_des_erreurs(rapport), content_type="text/csv; charset=utf-8")
        reponse.headers["Content-Disposition"] = f'attachment; filename="erreurs-import-{pk}.csv"'
        return reponse

    def exporter(self, request: HttpRequest, cle: str, extension: str) -> HttpResponseBase:
        """Whole table, to correct in a spreadsheet and import again."""
        if cle not in genres or not genres[cle].est_table or extension not in FORMATS_DE_TABLE:
            raise Http404
        if not genres[cle].est_lisible(request.user):
            raise PermissionDenied
        le = timezone.localdate()
        format_ = FORMATS[extension]
        export = exporter(genres[cle], racine=request.build_absolute_uri("/").rstrip("/"), le=le)
        reponse = StreamingHttpResponse(format_.ecrire(export), content_type=format_.type_mime)
        reponse.headers["Content-Disposition"] = f'attachment; filename="{cle}-{le.isoformat()}.{extension}"'
        return reponse

    def _trouver(self, request: HttpRequest, cle: str) -> Import:
        if not self.has_view_permission(request):
            raise PermissionDenied
        trouve = Import.objects.filter(pk=int(cle)).first() if cle.isdigit() else None
        if trouve is None or trouve.genre not in genres:
            raise Http404
        if not genres[trouve.genre].est_lisible(request.user):
            raise PermissionDenied
        return trouve

    def _faire(self, depose: Import, tache: str, geste: Any, **arguments: Any) -> None:
        """Do it here when it is short, or hand it to a job once the import is committed."""
        if not est_long(depose):
            geste(depose.pk)
            return
        from publication import tasks

        transaction.on_commit(partial(getattr(tasks, tache).defer, cle=depose.pk, **arguments))

    def _contexte(self, request: HttpRequest, titre: Any, **contexte: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": titre, "opts": self.opts, **contexte}
