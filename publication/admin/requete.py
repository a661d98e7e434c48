"""What a list shows, as a query string that lasts: columns and order by name, periods that follow the day.

A query string of Django's lists says « third column » and « from the 2nd to the 9th of March ». The one that a saved
view keeps says ``tri=-verifiee_le`` and ``periode.creee_le=semaine``, its parts in order, so that the same list is
always written the same way.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qsl, urlencode

from django.contrib.admin import DateFieldListFilter, SimpleListFilter
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IS_FACETS_VAR, IS_POPUP_VAR, TO_FIELD_VAR, IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path, label_for_field
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, ORDER_VAR, PAGE_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import FieldError, ValidationError
from django.db.models import DateField
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest

COLONNES, TRI, VUE = "colonnes", "tri", "vue"
"""Parameters of our lists beside Django's."""
PERIODE = "periode."
PERIODES = ("", "jour", "semaine", "mois", "annee")
"""Names of the choices of a filter by date that follow the day, in the order in which Django offers them."""
PASSAGERS = frozenset({PAGE_VAR, ALL_VAR, ERROR_FLAG, IS_FACETS_VAR, IS_POPUP_VAR, TO_FIELD_VAR, VUE})
"""What says where one is in a list, not what the list is."""
HORS_FILTRES = PASSAGERS | {SEARCH_VAR, ORDER_VAR, TRI, COLONNES}
INCOMPRIS = (IncorrectLookupParameters, DisallowedModelAdminLookup, FieldError, ValidationError, ValueError)

Paires: TypeAlias = list[tuple[str, str]]


class Liste(ChangeList):
    """A list whose address may also say which columns it has, and which view it began with."""

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """Parameters that filter."""
        filtres = super().get_filters_params(params)
        return {nom: valeur for nom, valeur in filtres.items() if nom not in {COLONNES, VUE}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Depliee:
    """A kept query string as the list takes it today, and what it said that the list no longer has."""

    paires: Paires = field(default_factory=list)
    perdus: list[str] = field(default_factory=list)


def canonique(ecran: Any, request: HttpRequest) -> str:
    """Query string to keep for the list that a request shows."""
    paires = [(nom, v) for nom, valeurs in request.GET.lists() for v in valeurs if nom not in HORS_FILTRES]
    paires = list(_par_periodes(ecran, request, paires))
    if recherche := request.GET.get(SEARCH_VAR, "").strip():
        paires.append((SEARCH_VAR, recherche))
    if tri := tri_par_noms(ecran, request):
        paires.append((TRI, tri))
    affichees = list(ecran.get_list_display(request))
    if affichees != ecran.colonnes_d_office(request):
        paires.append((COLONNES, ",".join(affichees)))
    return urlencode(sorted(paires))


def deplier(ecran: Any, request: HttpRequest, requete: str) -> Depliee:
    """Parameters that show again what was kept, without those that the list does not understand."""
    paires: Paires = []
    perdus: list[str] = []
    reglages = {TRI: "", COLONNES: ""}
    for nom, valeur in parse_qsl(requete):
        if nom in reglages:
            reglages[nom] = valeur
        elif nom.startswith(PERIODE):
            bornes = _bornes(ecran, request, nom.removeprefix(PERIODE), valeur)
            paires += bornes
            perdus += [] if bornes else [nom.removeprefix(PERIODE)]
        else:
            paires.append((nom, valeur))
    refuses = incompris(ecran, request, paires)
    perdus = [_("filtre « %(nom)s »") % {"nom": nom} for nom in [*perdus, *refuses]]
    paires = [(nom, valeur) for nom, valeur in paires if nom not in refuses]
    colonnes, inconnues = _colonnes_connues(ecran, request, reglages[COLONNES])
    paires += [(COLONNES, colonnes)] if colonnes else []
    rangs, sans_rang = _tri_par_rangs(ecran, request, reglages[TRI], colonnes)
    paires += [(ORDER_VAR, rangs)] if rangs else []
    perdus += [_("colonne « %(nom)s »") % {"nom": nom} for nom in inconnues]
    perdus += [_("tri par « %(nom)s »") % {"nom": nom} for nom in sans_rang]
    return Depliee(paires=sorted(paires), perdus=perdus)


def incompris(ecran: Any, request: HttpRequest, paires: Paires) -> list[str]:
    """Names of the parameters that the list refuses, or whose value is none of the choices that it offers."""
    if _est_comprise(ecran, request, paires):
        return []
    noms = dict.fromkeys(nom for nom, _valeur in paires)
    return [nom for nom in noms if not _est_comprise(ecran, request, [p for p in paires if p[0] == nom])]


def sans_lignes(ecran: Any, request: HttpRequest, paires: Paires, filtres: Iterable[Any] | None = None) -> Any:
    """The list that parameters give, before its rows are read; with the filters that do more than Django by itself."""
    demande = autre_demande(request, paires)

    class SansLignes(ecran.get_changelist(demande)):  # type: ignore[misc]  # each screen has its own
        def get_results(self, request: HttpRequest) -> None:
            """Read nothing."""

    noms = [nom for nom, _valeur in paires]
    offerts = ecran.get_list_filter(demande)
    colonnes = ecran.get_list_display(demande)
    return SansLignes(
        demande,
        ecran.model,
        colonnes,
        (),
        list(_filtres_propres(offerts, noms) if filtres is None else filtres),
        ecran.date_hierarchy,
        ecran.get_search_fields(demande),
        (),
        ecran.list_per_page,
        ecran.list_max_show_all,
        (),
        ecran,
        colonnes,
        ecran.search_help_text,
    )


def en_mots(ecran: Any, request: HttpRequest, requete: str) -> list[tuple[str, str]]:
    """What was kept, for people: name of each part and its value."""
    depliee = deplier(ecran, request, requete)
    liste = sans_lignes(ecran, request, depliee.paires, ecran.get_list_filter(request))
    dits = [(_("Recherche"), liste.query)] if liste.query else []
    restent = {nom: valeur for nom, valeur in depliee.paires if nom not in HORS_FILTRES}
    for filtre in liste.filter_specs:
        siens = restent.keys() & set(filtre.expected_parameters())
        choisis = [str(choix["display"]) for choix in filtre.choices(liste) if choix["selected"]] if siens else []
        if choisis:
            dits.append((capfirst(str(filtre.title)), ", ".join(choisis)))
            restent = {nom: valeur for nom, valeur in restent.items() if nom not in siens}
    dits += restent.items()
    for nom, valeur in parse_qsl(requete):
        if nom == TRI:
            dits.append((_("Tri"), ", ".join(_dire_le_tri(ecran, cle) for cle in valeur.split(","))))
        elif nom == COLONNES:
            dits.append((_("Colonnes"), ", ".join(libelle(ecran, colonne) for colonne in valeur.split(","))))
    return [*dits, *((_("N’existe plus"), perdu) for perdu in depliee.perdus)]


def tri_par_noms(ecran: Any, request: HttpRequest) -> str:
    """Order that a request asks for, by the names of the columns."""
    affichees = _avec_la_case(ecran, request)
    noms = []
    for cle in request.GET.get(ORDER_VAR, "").split("."):
        _rien, signe, rang = cle.rpartition("-")
        if rang.isdecimal() and int(rang) < len(affichees):
            noms.append(signe + affichees[int(rang)])
    return ",".join(noms)


def autre_demande(request: HttpRequest, paires: Paires) -> HttpRequest:
    """The same request, with other parameters."""
    demande = copy.copy(request)
    demande.GET = QueryDict(urlencode(paires))
    return demande


def libelle(ecran: Any, colonne: str) -> str:
    """Name of a column, as people read it."""
    try:
        return capfirst(str(label_for_field(colonne, ecran.model, ecran)))
    except AttributeError:
        return colonne


def _est_comprise(ecran: Any, request: HttpRequest, paires: Paires) -> bool:
    try:
        liste = sans_lignes(ecran, request, paires)
    except INCOMPRIS:
        return False
    return all(_est_un_choix(filtre) for filtre in liste.filter_specs)


def _est_un_choix(filtre: Any) -> bool:
    """Whether a filter of our own offers the value that it was given."""
    if not isinstance(filtre, SimpleListFilter):
        return True
    demande = filtre.used_parameters.get(str(filtre.parameter_name))
    return demande is None or demande in {str(valeur) for valeur, _nom in filtre.lookup_choices}


def _filtres_propres(filtres: Iterable[Any], noms: list[str]) -> Iterator[Any]:
    """Filters with code of their own. Those of a plain field filter as Django does without them, and read choices."""
    for filtre in filtres:
        precise = isinstance(filtre, tuple | list)
        if callable(filtre) or (precise and any(nom.startswith(f"{filtre[0]}__") for nom in noms)):
            yield filtre


def _periodes(ecran: Any, request: HttpRequest) -> Iterator[tuple[str, str, Paires]]:
    """Periods that the filters by date offer: path of the field, name of the period, and its bounds today."""
    for chemin in ecran.get_list_filter(request):
        champ = get_fields_from_path(ecran.model, chemin)[-1] if isinstance(chemin, str) else None
        if isinstance(champ, DateField):
            filtre = DateFieldListFilter(champ, request, {}, ecran.model, ecran, chemin)
            for periode, (_titre, bornes) in list(zip(PERIODES, filtre.links, strict=False))[1:]:
                yield chemin, periode, [(nom, str(valeur)) for nom, valeur in bornes.items()]


def _par_periodes(ecran: Any, request: HttpRequest, paires: Paires) -> Paires:
    """The same conditions, where those that are a period of today say which."""
    for chemin, periode, bornes in _periodes(ecran, request):
        if set(bornes) <= set(paires):
            paires = [*(paire for paire in paires if paire not in bornes), (PERIODE + chemin, periode)]
    return paires


def _bornes(ecran: Any, request: HttpRequest, chemin: str, periode: str) -> Paires:
    """Bounds of a period today; none when the list no longer offers it."""
    offertes = _periodes(ecran, request)
    return next((bornes for autre, nom, bornes in offertes if (autre, nom) == (chemin, periode)), [])


def _colonnes_connues(ecran: Any, request: HttpRequest, colonnes: str) -> tuple[str, list[str]]:
    noms = colonnes.split(",") if colonnes else []
    offertes = ecran.colonnes_offertes(request)
    return ",".join(nom for nom in noms if nom in offertes), [nom for nom in noms if nom not in offertes]


def _tri_par_rangs(ecran: Any, request: HttpRequest, tri: str, colonnes: str) -> tuple[str, list[str]]:
    """Order as Django reads it among the columns shown, and the columns that it names and are not there."""
    affichees = _avec_la_case(ecran, autre_demande(request, [(COLONNES, colonnes)]))
    rangs, inconnus = [], []
    for cle in tri.split(",") if tri else []:
        nom = cle.removeprefix("-")
        if nom in affichees:
            rangs.append(f"{cle[: len(cle) - len(nom)]}{affichees.index(nom)}")
        else:
            inconnus.append(nom)
    return ".".join(rangs), inconnus


def _avec_la_case(ecran: Any, request: HttpRequest) -> list[str]:
    """Columns as the list numbers them: the box of the actions comes first, where there are actions."""
    affichees = list(ecran.get_list_display(request))
    return ["action_checkbox", *affichees] if ecran.get_actions(request) else affichees


def _dire_le_tri(ecran: Any, cle: str) -> str:
    nom = libelle(ecran, cle.removeprefix("-"))
    return _("%(colonne)s, décroissant") % {"colonne": nom} if cle.startswith("-") else nom
