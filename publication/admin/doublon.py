"""Pairs that look like one record: why, and what to do of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from publication.actions.doublons import chercher_doublons, ecarter, reprendre
from publication.admin.base import LectureSeuleMixin, ModelAdmin, compte
from publication.admin.filtres import AttenteFilter
from publication.admin.fusionner import adresse_de_la_fusion, par_preference
from publication.admin.requete import Liste
from publication.doublons import detecteurs
from publication.models import Doublon, Fiche
from publication.regles import peut_publier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from django.utils.safestring import SafeString

MOTIFS = {
    "titre": _("même titre"),
    "nom": _("même nom, catégorie à part"),
    "code:siren": _("même SIREN"),
    "code:page": _("même page web"),
    "code:courriel": _("même courriel"),
    "code:telephone": _("même téléphone"),
    "contexte:collectivite": _("même collectivité"),
    "contexte:commune": _("même commune"),
    "contexte:departement": _("même département"),
    "contexte:genre": _("même genre"),
    "contexte:organisme": _("même porteur"),
}
MESURES = {
    "proche": _("titres ressemblants à %s %%"),
    "distance": _("à %s km l’un de l’autre"),
    "loin": _("mais à %s km l’un de l’autre"),
}
A_TRANCHER, ECARTES, TOUS = "a_trancher", "ecartes", "tous"


class RubriqueFilter(admin.SimpleListFilter):
    """Which records."""

    title = _("rubrique")
    parameter_name = "rubrique"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Models whose records can be merged."""
        return [(m._meta.label, str(capfirst(str(m._meta.verbose_name_plural)))) for m in lus(request)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep one."""
        valeur = self.value()
        return queryset.du_modele(valeur) if valeur else queryset


class DecisionFilter(AttenteFilter):
    """What waits comes first: it is what the page is opened for."""

    title = _("décision")
    parameter_name = "decision"
    attente = A_TRANCHER

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The three cases."""
        return [(A_TRANCHER, _("à trancher")), (ECARTES, _("écartés")), (TOUS, _("tous"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep one case."""
        if self.value() == TOUS:
            return queryset
        return queryset.a_trancher() if self.value() == A_TRANCHER else queryset.exclude(ecarte_le=None)


class ListeNommee(Liste):
    """A page of pairs, with the records that they name: one query a model."""

    def get_results(self, request: HttpRequest) -> None:
        """Read the page, then the records."""
        super().get_results(request)
        nommer(self.result_list)


def nommer(doublons: Iterable[Any]) -> None:
    """Give each pair its two records, ``None`` for one that is no more."""
    cles: dict[type[Model], set[int]] = defaultdict(set)
    for doublon in doublons:
        cles[doublon.classe] |= {doublon.gauche, doublon.droite}
    objets = {modele: modele._base_manager.in_bulk(list(voulues)) for modele, voulues in cles.items()}
    for doublon in doublons:
        trouves = objets[doublon.classe]
        doublon.objets = [trouves.get(doublon.gauche), trouves.get(doublon.droite)]


def lus(request: HttpRequest) -> list[type[Model]]:
    """Models whose pairs the account may see."""
    utilisateur: Any = compte(request)
    return [m for m in detecteurs if utilisateur.has_perm(f"{m._meta.app_label}.view_{m._meta.model_name}")]


@admin.register(Doublon)
class DoublonAdmin(LectureSeuleMixin, ModelAdmin):
    """Pairs to decide upon, the likeliest first."""

    change_list_template = "admin/publication/doublons.html"
    list_display = ("score_dit", "rubrique_dite", "les_deux", "raisons", "geste")
    list_display_links = None
    list_filter = (DecisionFilter, RubriqueFilter)
    search_fields = ("modele",)
    list_per_page = 50
    actions = ("ecarter_choisis", "reprendre_choisis")

    def get_urls(self) -> list[URLPattern]:
        """Add the button that looks again."""
        vue = require_POST(self.admin_site.admin_view(self.chercher))
        return [path("chercher/", vue, name="publication_doublon_chercher"), *super().get_urls()]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Liste]:
        """Read the records with the page."""
        return ListeNommee

    def get_queryset(self, request: HttpRequest) -> QuerySet[Doublon]:
        """Pairs of the models that the account may see."""
        return Doublon.objects.des_modeles([m._meta.label for m in lus(request)])

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Doublon], search_term: str
    ) -> tuple[QuerySet[Doublon], bool]:
        """Pairs of which one record answers, as the search of its own list finds it."""
        if not search_term.strip():
            return queryset, False
        condition = Q(pk__in=[])
        for modele in lus(request):
            ecran = self.admin_site._registry[modele]
            trouves, _repete = ecran.get_search_results(request, modele._base_manager.all(), search_term)
            cles = trouves.order_by().values("pk")
            condition |= Q(modele=modele._meta.label) & (Q(gauche__in=cles) | Q(droite__in=cles))
        return queryset.filter(condition), False

    def has_publier_permission(self, request: HttpRequest) -> bool:
        """Decide upon pairs: the team."""
        utilisateur: Any = compte(request)
        return bool(utilisateur.has_perm("publication.change_doublon") and peut_publier(utilisateur))

    def chercher(self, request: HttpRequest) -> HttpResponse:
        """Look for pairs now."""
        if not self.has_publier_permission(request):
            raise PermissionDenied
        nombre = chercher_doublons()
        texte = ngettext("%(nombre)d paire à trancher.", "%(nombre)d paires à trancher.", nombre)
        messages.success(request, texte % {"nombre": nombre})
        return HttpResponseRedirect(reverse("admin:publication_doublon_changelist"))

    @admin.action(description=_("Ce ne sont pas des doublons : ne plus les proposer"), permissions=["publier"])
    def ecarter_choisis(self, request: HttpRequest, doublons: QuerySet[Doublon]) -> None:
        """Set the chosen pairs aside."""
        nombre = ecarter(cles=list(doublons.values_list("pk", flat=True)), par=compte(request))
        texte = ngettext("%(nombre)d paire écartée.", "%(nombre)d paires écartées.", nombre)
        messages.success(request, texte % {"nombre": nombre})

    @admin.action(description=_("Proposer de nouveau les paires écartées"), permissions=["publier"])
    def reprendre_choisis(self, request: HttpRequest, doublons: QuerySet[Doublon]) -> None:
        """Propose the chosen pairs again."""
        nombre = reprendre(cles=list(doublons.values_list("pk", flat=True)))
        texte = ngettext("%(nombre)d paire proposée de nouveau.", "%(nombre)d paires proposées de nouveau.", nombre)
        messages.success(request, texte % {"nombre": nombre})

    @admin.display(description=_("ressemblance"), ordering="score")
    def score_dit(self, doublon: Doublon) -> str:
        """Score in percent."""
        return f"{doublon.score} %"

    @admin.display(description=_("rubrique"), ordering="modele")
    def rubrique_dite(self, doublon: Doublon) -> str:
        """Model of the records."""
        return str(capfirst(doublon.nom_de_rubrique))

    @admin.display(description=_("les deux"))
    def les_deux(self, doublon: Any) -> SafeString:
        """Both records, each with its state and its own page."""
        return format_html("{}<br>{}", *map(_lien, _objets(doublon)))

    @admin.display(description=_("pourquoi"))
    def raisons(self, doublon: Doublon) -> str:
        """Reasons in words."""
        return str(capfirst(", ".join(map(en_mots, doublon.motifs))))

    @admin.display(description=_("que faire"))
    def geste(self, doublon: Any) -> SafeString | str:
        """Way to the comparison, or who set the pair aside."""
        objets = _objets(doublon)
        if doublon.ecarte_le:
            return _("écarté par %(qui)s") % {"qui": doublon.ecarte_par}
        if None in objets:
            return "–"
        texte = format_html('{}<span class="visually-hidden"> : {}</span>', _("Comparer et fusionner"), objets[0])
        return format_html('<a href="{}">{}</a>', adresse_de_la_fusion(*par_preference(*objets)), texte)


def en_mots(motif: str) -> str:
    """A reason, for people."""
    genre, _deux, valeur = motif.partition(":")
    if genre not in MESURES:
        return str(MOTIFS.get(motif, motif))
    mesure = round(float(valeur) * 100) if genre == "proche" else float(valeur)
    return str(MESURES[genre]) % number_format(mesure)


def _objets(doublon: Any) -> list[Any]:
    if not hasattr(doublon, "objets"):
        nommer([doublon])
    objets: list[Any] = doublon.objets
    return objets


def _lien(objet: Any) -> SafeString | str:
    if objet is None:
        return gettext("(supprimée)")
    meta = objet._meta
    etat = f" · {objet.get_statut_display()}" if isinstance(objet, Fiche) else ""
    adresse = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[objet.pk])
    return format_html('<a href="{}">{}</a>{}', adresse, objet, etat)
