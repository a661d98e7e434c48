"""What the page of an authority shows beside its document."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from collectivites.carte_territoire import Point, carte_territoire
from collectivites.comparables import comparables
from collectivites.models import Commune, Departement, TypeCollectivite
from collectivites.models.codes import SANS_CODE
from publication.graphiques import Rang, graphique
from publication.natures import Nature
from publication.soutiens import soutiens
from publication.vocabulaires import choix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publication.fiches import Contexte, Liees
    from publication.graphiques import Graphique
    from publication.models import Publication

COMMUNES_MONTREES = 1500


def completer(publication: Publication, liees: Liees) -> Contexte:
    """Means over the years, grants, testimonies, map, communes, comparable authorities."""
    fiche = publication.contenu
    uid = str(publication.pk)
    communes = _communes(publication, fiche)
    projets = [projet_soutenu(projet, uid) for projet in liees[Nature.PROJET]]
    return {
        "politiques": [
            {"publication": politique, "p": politique.contenu, "graphiques": moyens(politique.contenu)}
            for politique in liees[Nature.POLITIQUE]
            if politique.porteuse == publication.pk
        ],
        "citee_par": [politique for politique in liees[Nature.POLITIQUE] if politique.porteuse != publication.pk],
        "projets": projets,
        "total_accorde": soutiens(collectivite=publication.pk).total,
        "temoignages": list(temoignages(liees[Nature.RESSOURCE], uid)),
        "carte": _carte(publication, fiche),
        "communes": communes,
        "communes_inconnues": not communes and fiche["type"] in SANS_CODE,
        "comparables": comparables(publication, dict(choix("thematiques")())),
    }


def moyens(politique: dict[str, Any]) -> list[Graphique]:
    """Charts of the budgets and of the staff of a policy, from the first year to the last; two years at least."""
    budgets = [budget for budget in reversed(politique["budgets"]) if budget["annee"]]
    effectifs = [effectif for effectif in reversed(politique["effectifs"]) if effectif["annee"]]
    dessines = []
    if len(budgets) > 1:
        dessines.append(_budgets(budgets))
    if len(effectifs) > 1:
        rangs = [Rang(effectif["annee"], "", [Decimal(effectif["etp"])]) for effectif in effectifs]
        titre, serie = _("Équipe ESS au fil des ans"), _("Équivalents temps plein")
        dessines.append(graphique(rangs, titre=titre, entete=_("Année"), unite="ETP", series=[serie]))
    return dessines


def _budgets(budgets: list[dict[str, Any]]) -> Graphique:
    """Chart of the budgets of some years, in two parts when each of them is told so."""
    parties = ("fonctionnement", "investissement")
    en_deux = all(budget[partie] is not None for budget in budgets for partie in parties)
    lus = parties if en_deux else ("montant",)
    series = [_("Fonctionnement"), _("Investissement")] if en_deux else [_("Budget")]
    rangs = [Rang(budget["annee"], "", [Decimal(budget[nom]) for nom in lus]) for budget in budgets]
    return graphique(rangs, titre=_("Budget ESS au fil des ans"), entete=_("Année"), unite="€", series=series)


def projet_soutenu(projet: Publication, uid: str) -> Contexte:
    """A project, what this authority granted to it (euros, what is known), and the years of its grants."""
    siennes = [s for s in projet.contenu["subventions"] if s["collectivite"] and s["collectivite"]["uid"] == uid]
    annees = {s["annee"] or int(s["date_convention"][:4]) for s in siennes if s["annee"] or s["date_convention"]}
    return {
        "publication": projet,
        "accorde": total_connu(None if s["part"] is None else Decimal(s["part"]) for s in siennes),
        "annees": sorted(annees),
    }


def total_connu(montants: Iterable[Decimal | None]) -> Decimal | None:
    """Sum of the amounts that are known, ``None`` when none is."""
    connus = [montant for montant in montants if montant is not None]
    return sum(connus, Decimal(0)) if connus else None


def temoignages(ressources: list[Publication], uid: str) -> Iterator[Contexte]:
    """What was said in the name of the authority, with the resource that holds it."""
    for ressource in ressources:
        for intervention in ressource.contenu["interventions"]:
            if intervention["collectivite"] and intervention["collectivite"]["uid"] == uid:
                yield {"ressource": ressource, "i": intervention}


def _communes(publication: Publication, fiche: dict[str, Any]) -> list[tuple[str, str]]:
    """Codes and names of the communes of a grouping or of a department; those of a region would be thousands."""
    if fiche["type"] == TypeCollectivite.REGION:
        return []
    departement = fiche["code_insee"] if fiche["type"] == TypeCollectivite.DEPARTEMENT else ""
    membres = Commune.objects.membres_de(publication.pk, departement=departement)
    return list(membres.values_list("code", "nom")[:COMMUNES_MONTREES])


def _carte(publication: Publication, fiche: dict[str, Any]) -> Contexte | None:
    """Departments of the region of the authority, its own set apart, and where it is."""
    if not publication.region:
        return None
    codes = list(Departement.objects.de_la_region(publication.region).values_list("code", flat=True))
    points = []
    if publication.latitude is not None and publication.longitude is not None and fiche["type"] != "region":
        points = [Point(nom=fiche["nom"], url="", latitude=publication.latitude, longitude=publication.longitude)]
    return carte_territoire(codes, points, mis_en_avant=publication.departement)
