"""Views of an account on the home of the administration, each with its number of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count, IntegerField, Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publication.accueil import Renvoi
from publication.admin.requete import deplier, sans_lignes
from publication.admin.vue import adresse_de
from publication.models import VueEnregistree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest

MONTREES = 12


def mes_vues(request: HttpRequest) -> list[Renvoi]:
    """Some of the account's own views and where they lead: a query for the views, and one to count all their records.

    A view without a number says something that its list no longer understands.
    """
    compte: Any = request.user
    siennes: Any = VueEnregistree.objects.ouvertes_a(compte, avec_les_partagees=False)
    vues = [(vue, ecran) for vue in siennes.pour_accueil()[:MONTREES] if (ecran := _ecran(request, vue))]
    nombres = _compter(request, vues)
    return [Renvoi(_nommer(vue, ecran, nombres), adresse_de(vue), nombres.get(vue.pk)) for vue, ecran in vues]


def _ecran(request: HttpRequest, vue: VueEnregistree) -> Any:
    """Screen of the list of a view, when the account may open it."""
    ecran = admin.site._registry.get(vue.modele) if vue.modele else None
    return ecran if ecran is not None and ecran.has_view_or_change_permission(request) else None


def _compter(request: HttpRequest, vues: Sequence[tuple[VueEnregistree, Any]]) -> dict[int, int]:
    lues: dict[int, QuerySet[Any]] = {}
    for vue, ecran in vues:
        depliee = deplier(ecran, request, vue.requete)
        if not depliee.perdus:
            lues[vue.pk] = sans_lignes(ecran, request, depliee.paires).queryset
    if not lues:
        return {}
    premier, *autres = (_nombre(cle, lignes) for cle, lignes in lues.items())
    return dict.fromkeys(lues, 0) | dict(premier.union(*autres, all=True))


def _nombre(cle: int, lignes: QuerySet[Any]) -> Any:
    """Key of a view and number of its records, as a part of one query."""
    comptees = lignes.model._base_manager.filter(pk__in=lignes.order_by().values("pk"))
    groupees = comptees.order_by().annotate(vue=Value(cle, output_field=IntegerField())).values("vue")
    return groupees.annotate(nombre=Count("pk")).values_list("vue", "nombre")


def _nommer(vue: VueEnregistree, ecran: Any, nombres: dict[int, int]) -> str:
    nom = f"{vue.nom} ({capfirst(str(ecran.opts.verbose_name_plural))})"
    return nom if vue.pk in nombres else _("%(nom)s : à revoir, un filtre n’existe plus") % {"nom": nom}
