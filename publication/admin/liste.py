"""Lists: their columns are chosen, and what they show is kept under a name (``VueEnregistree``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publication.actions.vues import tient
from publication.admin.requete import (
    COLONNES,
    TRI,
    VUE,
    Liste,
    canonique,
    deplier,
    libelle,
    tri_par_noms,
)
from publication.models import VueEnregistree
from publication.regles import est_de_l_equipe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.admin.views.main import ChangeList
    from django.http import HttpRequest, HttpResponse

ONGLETS = 12
"""Views shown above a list; the others are one link away."""
TOUT = "0"
"""Value of the parameter ``vue`` for a list that begins whole, whatever it begins with otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colonne:
    """A column that may be chosen."""

    nom: str
    libelle: str
    est_affichee: bool


class Barre:
    """What stands above a list: the views that the account may open, what may be done with the one that is open."""

    def __init__(self, ecran: Any, request: HttpRequest) -> None:
        """Read the views; one query."""
        self.ecran, self.request = ecran, request
        demandee = request.GET.get(VUE, "")
        cle = int(demandee) if demandee.isdecimal() else 0
        compte: Any = request.user
        self.est_de_l_equipe = est_de_l_equipe(compte)
        self.peut_enregistrer = compte.has_perm("publication.add_vueenregistree")
        vues: Any = VueEnregistree.objects.ouvertes_a(compte, avec_les_partagees=self.est_de_l_equipe)
        vues = vues.de_la_liste(ecran.opts.label, d_abord=cle).select_related("compte")
        self.lues = list(vues[: ONGLETS + 1])
        self.demandee = next((vue for vue in self.lues if vue.pk == cle), None)
        self.manque = demandee not in {"", TOUT} and self.demandee is None
        self.par_defaut = next((vue for vue in self.lues if vue.est_par_defaut), None)

    @cached_property
    def requete(self) -> str:
        """What the list shows, as a view would keep it."""
        return canonique(self.ecran, self.request)

    @cached_property
    def courante(self) -> Any:
        """The view that the list began with, or that it happens to show."""
        return self.demandee or next((vue for vue in self.lues if vue.requete == self.requete), None)

    @property
    def est_entiere(self) -> bool:
        """Whether the list shows everything, as it does without any view."""
        return not self.requete and self.courante is None

    @property
    def est_modifiee(self) -> bool:
        """Whether the list is no longer what its view says."""
        return self.courante is not None and self.courante.requete != self.requete

    @property
    def est_tenue(self) -> bool:
        """Whether the account may change the view that is open."""
        return self.courante is not None and tient(self.request.user, self.courante)

    @property
    def onglets(self) -> list[Any]:
        """Views to show, mine first."""
        return sorted(self.lues[:ONGLETS], key=lambda vue: (vue.compte_id != self.request.user.pk, vue.nom.casefold()))

    @property
    def reste(self) -> str:
        """Address of the views that are not shown; empty when all are."""
        toutes = reverse("admin:publication_vueenregistree_changelist")
        return f"{toutes}?{urlencode({'liste': self.ecran.opts.label})}" if len(self.lues) > ONGLETS else ""

    @property
    def adresse(self) -> str:
        """Whole address of the view that is open, to share."""
        return self.request.build_absolute_uri(f"{self.request.path}?{VUE}={self.courante.pk}")

    @property
    def liste(self) -> str:
        """Name of the list, as views keep it."""
        label: str = self.ecran.opts.label
        return label

    @property
    def colonnes(self) -> list[Colonne]:
        """Columns that may be chosen: all but the first, which leads to the record."""
        affichees = self.ecran.get_list_display(self.request)
        offertes = self.ecran.colonnes_offertes(self.request)[1:]
        return [Colonne(nom=n, libelle=libelle(self.ecran, n), est_affichee=n in affichees) for n in offertes]

    @property
    def autres_parametres(self) -> list[tuple[str, str]]:
        """What the choice of columns keeps of the address: the order by name, since ranks change with the columns."""
        laisses = {COLONNES, PAGE_VAR, "o", TRI}
        gardes = [(nom, v) for nom, vs in self.request.GET.lists() for v in vs if nom not in laisses]
        tri = tri_par_noms(self.ecran, self.request)
        return [*gardes, (TRI, tri)] if tri else gardes


class ListeMixin:
    """Lists whose columns are chosen, and whose state is kept; ``colonnes_en_plus`` are offered, not shown at first."""

    model: type[Any]
    opts: Any
    colonnes_en_plus: ClassVar[Sequence[str]] = ()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Lists that know of our parameters."""
        return Liste

    def colonnes_d_office(self, request: HttpRequest) -> list[str]:
        """Columns of a list for which none were chosen."""
        return list(super().get_list_display(request))  # type: ignore[misc]  # ModelAdmin has it

    def colonnes_offertes(self, request: HttpRequest) -> list[str]:
        """Columns that may be chosen."""
        return [*self.colonnes_d_office(request), *self.colonnes_en_plus]

    def get_list_display(self, request: HttpRequest) -> Any:
        """Columns chosen; the first one, which leads to the record, is always there."""
        premiere, *autres = self.colonnes_offertes(request)
        choisies = request.GET.get(COLONNES, "").split(",")
        gardees = [nom for nom in autres if nom in choisies]
        return [premiere, *gardees] if gardees or premiere in choisies else self.colonnes_d_office(request)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, or lead to where its view opens."""
        suite: Any = super().changelist_view  # type: ignore[misc]  # ModelAdmin has it
        if IS_POPUP_VAR in request.GET or not self.has_view_or_change_permission(request):  # type: ignore[attr-defined]
            simple: HttpResponse = suite(request, extra_context)
            return simple
        barre = Barre(self, request)
        ailleurs = self._ailleurs(request, barre) if request.method == "GET" else ""
        if ailleurs:
            return HttpResponseRedirect(f"{request.path}{ailleurs}")
        if ERROR_FLAG in request.GET:
            texte = _("L’adresse demandait un filtre que cette liste ne connaît pas : voici la liste entière.")
            messages.warning(request, texte)
        titre = capfirst(self.model._meta.verbose_name_plural)
        reponse: HttpResponse = suite(request, {"title": titre, "vues": barre, **(extra_context or {})})
        return reponse

    def _ailleurs(self, request: HttpRequest, barre: Barre) -> str:
        """Query string that shows what was asked for; empty when the request already does."""
        if barre.manque:
            texte = _("Cette vue n’existe pas, ou n’est pas partagée avec vous : voici la liste entière.")
            messages.warning(request, texte)
            return f"?{VUE}={TOUT}"
        vue = barre.demandee if set(request.GET) == {VUE} else barre.par_defaut if not request.GET else None
        if vue is not None:
            return self._ouvrir_la_vue(request, vue)
        if TRI in request.GET or len(request.GET.getlist(COLONNES)) > 1:
            return self._recomposer(request)
        return ""

    def _ouvrir_la_vue(self, request: HttpRequest, vue: VueEnregistree) -> str:
        depliee = deplier(self, request, vue.requete)
        if depliee.perdus:
            texte = _(
                "La vue « %(vue)s » ne montre plus tout à fait ce qu’elle montrait : la liste n’a plus %(perdus)s. "
                "Réglez la liste et mettez la vue à jour, ou supprimez-la."
            )
            messages.warning(request, texte % {"vue": vue, "perdus": ", ".join(depliee.perdus)})
        adresse = f"?{urlencode([*depliee.paires, (VUE, str(vue.pk))])}"
        return "" if QueryDict(adresse[1:]) == request.GET else adresse

    def _recomposer(self, request: HttpRequest) -> str:
        """Columns ticked one by one and an order by name, as the addresses of lists say them."""
        affichees = ",".join(request.GET.getlist(COLONNES))
        autres = [(n, v) for n, vs in request.GET.lists() for v in vs if n not in {COLONNES, TRI}]
        voulue = deplier(self, request, urlencode({COLONNES: affichees, TRI: request.GET.get(TRI, "")}))
        return f"?{urlencode([*autres, *voulue.paires])}"
