"""Coverage of the directory: of the public authorities, whose policy is known, by region and by type."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from collectivites.models import Collectivite, TypeCollectivite
from publication.accueil import Renvoi, liste
from publication.graphiques import Rang, graphique
from publication.regles import voit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from publication.graphiques import Graphique

CAS = list(Collectivite.ConnaissancePolitique)


def couverture(compte: Any, le: dt.date) -> Iterator[Graphique]:
    """Two charts from one query: how many public authorities of each region and type have a policy that is known."""
    if not voit(compte, Collectivite):
        return
    comptes = list(Collectivite.objects.couverture())
    par_region: Counter[Any] = Counter()
    par_type: Counter[Any] = Counter()
    for region, nom, type_, connaissance, nombre in comptes:
        par_region[(nom or _("sans région"), region), connaissance] += nombre
        par_type[type_, connaissance] += nombre
    regions = sorted({lieu for lieu, _cas in par_region})
    types = [type_ for type_ in TypeCollectivite if any((type_.value, cas.value) in par_type for cas in CAS)]
    adresses = {lieu: _adresse(region__code__exact=lieu[1]) if lieu[1] else "" for lieu in regions}
    rangs = [Rang(lieu[0], adresses[lieu], _valeurs(par_region, lieu)) for lieu in regions]
    yield _graphique(rangs, _("Couverture par région"), _("Région"))
    rangs = [Rang(capfirst(t.label), _adresse(type__exact=t.value), _valeurs(par_type, t.value)) for t in types]
    yield _graphique(rangs, _("Couverture par type de collectivité"), _("Type"))


def _valeurs(comptes: Counter[Any], groupe: Any) -> list[Decimal]:
    return [Decimal(comptes[groupe, cas.value]) for cas in CAS]


def _adresse(**filtres: Any) -> str:
    return liste(Collectivite, statut__exact="publiee", **filtres)


def _graphique(rangs: list[Rang], titre: str, entete: str) -> Graphique:
    series = [cas.label for cas in CAS]
    return graphique(rangs, titre=titre, entete=entete, unite="", series=series)


def raccourcis(compte: Any) -> Iterator[Renvoi]:
    """Lead a referent to the sheet of its authority, and whoever answers people to what is kept of them."""
    if compte.collectivite_id and voit(compte, Collectivite):
        adresse = reverse("admin:collectivites_collectivite_change", args=[compte.collectivite_id])
        yield Renvoi(_("Ma collectivité"), adresse)
    if compte.has_perm("collectivites.add_effacement"):
        yield Renvoi(_("Données d’une personne"), reverse("admin:collectivites_contact_recherche"))
