"""What the network does, in numbers: each chart says what it counts and on how many sheets it rests."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _paresseux
from django.utils.translation import ngettext

from collectivites.models import Adhesion, Collectivite, TypeCollectivite
from programmes.models import Dispositif, Effectif, Politique, Subvention
from programmes.models.thematique import noms_des_thematiques
from publication.graphiques import Rang, graphique
from publication.models.verification import Verification

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from publication.graphiques import Graphique

    Fabrique = Callable[[dt.date], Graphique]

THEMES = 15
CENTIME = Decimal("0.01")
INCONNU = "–"


def _types() -> dict[str, str]:
    return {valeur: capfirst(str(libelle)) for valeur, libelle in TypeCollectivite.choices}


def _sommes(lignes: Iterable[tuple[Decimal, str]]) -> dict[str, tuple[Decimal, int]]:
    """Sum and number of the amounts of each group."""
    groupes: dict[str, list[Decimal]] = defaultdict(list)
    for montant, groupe in lignes:
        groupes[groupe].append(montant)
    return {groupe: (sum(montants, Decimal(0)), len(montants)) for groupe, montants in groupes.items()}


def _par_somme(lignes: Iterable[tuple[Decimal, str]], noms: Mapping[str, str] | None = None) -> list[Rang]:
    """Rows by decreasing sum: « Région (2) », the number being that of the policies."""
    sommes = sorted(_sommes(lignes).items(), key=lambda groupe: (-groupe[1][0], groupe[0]))
    return [
        Rang(f"{(noms or {}).get(groupe, groupe) or INCONNU} ({nombre})", "", [somme])
        for groupe, (somme, nombre) in sommes
    ]


def _par_nombre(comptes: Mapping[str, int], noms: Mapping[str, str]) -> list[Rang]:
    rangees = sorted(comptes.items(), key=lambda compte: (-compte[1], compte[0]))
    return [Rang(capfirst(str(noms.get(code, code))), "", [Decimal(nombre)]) for code, nombre in rangees]


def _politiques(nombre: int) -> str:
    phrase = ngettext("Repose sur %(nombre)s politique.", "Repose sur %(nombre)s politiques.", nombre)
    return phrase % {"nombre": nombre}


def budgets_par_type(_le: dt.date) -> Graphique:
    """Latest known budgets by type of authority."""
    lignes = [(montant, type_) for montant, type_, _region in Politique.objects.budgets_connus()]
    rangs = _par_somme(lignes, _types())
    return _budgets(_("Budgets ESS par type de collectivité"), _("Type (politiques)"), rangs, len(lignes))


def budgets_par_region(_le: dt.date) -> Graphique:
    """Latest known budgets by region."""
    lignes = [(montant, region or "") for montant, _type, region in Politique.objects.budgets_connus()]
    return _budgets(_("Budgets ESS par région"), _("Région (politiques)"), _par_somme(lignes), len(lignes))


def _budgets(titre: str, entete: str, rangs: list[Rang], nombre: int) -> Graphique:
    definition = _("Somme du dernier budget connu de chaque politique publiée, toutes années confondues.")
    texte = f"{definition} {_politiques(nombre)}"
    return graphique(rangs, titre=titre, entete=entete, unite="€", series=[_("Budget")], definition=texte)


def equipes_par_type(_le: dt.date) -> Graphique:
    """Latest known staff by type of authority."""
    lignes = [(etp, type_) for etp, type_, _region in Effectif.objects.derniers()]
    rangs = _par_somme(lignes, _types())
    return _equipes(_("Équipes ESS par type de collectivité"), _("Type (politiques)"), rangs, len(lignes))


def equipes_par_region(_le: dt.date) -> Graphique:
    """Latest known staff by region."""
    lignes = [(etp, region or "") for etp, _type, region in Effectif.objects.derniers()]
    return _equipes(_("Équipes ESS par région"), _("Région (politiques)"), _par_somme(lignes), len(lignes))


def _equipes(titre: str, entete: str, rangs: list[Rang], nombre: int) -> Graphique:
    definition = _("Somme du dernier effectif connu de chaque politique publiée, en équivalents temps plein.")
    serie = _("Équivalents temps plein")
    texte = f"{definition} {_politiques(nombre)}"
    return graphique(rangs, titre=titre, entete=entete, unite="ETP", series=[serie], definition=texte)


def dispositifs_par_nature(_le: dt.date) -> Graphique:
    """Schemes by kind of aid."""
    comptes = Dispositif.objects.publiees().compter_par("nature_aide")
    noms = {valeur: str(libelle) for valeur, libelle in Dispositif.NatureAide.choices}
    return _dispositifs(_("Dispositifs par nature d’aide"), _("Nature"), _par_nombre(comptes, noms))


def dispositifs_par_instruction(_le: dt.date) -> Graphique:
    """Schemes by the way applications are taken."""
    comptes = Dispositif.objects.publiees().compter_par("instruction")
    noms = {valeur: str(libelle) for valeur, libelle in Dispositif.Instruction.choices}
    return _dispositifs(_("Dispositifs par mode d’instruction"), _("Instruction"), _par_nombre(comptes, noms))


def dispositifs_par_theme(_le: dt.date) -> Graphique:
    """Schemes by theme, the most frequent ones."""
    comptes = Dispositif.objects.publiees().compter_par_theme()
    rangs = _par_nombre(comptes, dict(noms_des_thematiques()))[:THEMES]
    definition = _(
        "Un dispositif compte pour chacun de ses thèmes et pour le thème au-dessus ; les quinze plus fréquents."
    )
    return _dispositifs(_("Dispositifs par thème"), _("Thème"), rangs, definition)


def _dispositifs(titre: str, entete: str, rangs: list[Rang], definition: str = "") -> Graphique:
    texte = definition or _("Dispositifs publiés, ouverts ou non.")
    return graphique(rangs, titre=titre, entete=entete, unite="", series=[_("Dispositifs")], definition=texte)


def subventions_par_annee(_le: dt.date) -> Graphique:
    """Grants over the years."""
    inconnue = _("année inconnue")
    rangs = [
        Rang(f"{annee or inconnue} ({nombre})", "", [accorde and accorde.quantize(CENTIME)])
        for annee, nombre, accorde in Subvention.objects.publiques().par_annee()
    ]
    definition = _(
        "Montant conventionné, sinon voté, part du bénéficiaire, des subventions de collectivités publiées à des "
        "projets publiés ; entre parenthèses leur nombre, montant connu ou non."
    )
    titre, entete, serie = _("Subventions par année"), _("Année (subventions)"), _("Accordé")
    return graphique(rangs, titre=titre, entete=entete, unite="€", series=[serie], definition=definition)


def adhesions_par_annee(le: dt.date) -> Graphique:
    """Members at the end of each year."""
    periodes = list(Adhesion.objects.annees())
    premiere = min((debut for debut, _fin in periodes), default=le.year)
    rangs = [
        Rang(annee, "", [Decimal(sum(debut <= annee and (fin is None or fin >= annee) for debut, fin in periodes))])
        for annee in range(premiere, le.year + 1)
    ]
    definition = _("Collectivités publiées qui étaient adhérentes cette année-là.")
    titre, entete, serie = _("Adhérentes au fil des ans"), _("Année"), _("Adhérentes")
    return graphique(rangs, titre=titre, entete=entete, unite="", series=[serie], definition=definition)


def connaissance_par_type(_le: dt.date) -> Graphique:
    """What is known of policies, by type of authority."""
    return _connaissance(_("Ce que le réseau sait, par type"), _("Type"), "type", _types())


def connaissance_par_region(_le: dt.date) -> Graphique:
    """What is known of policies, by region."""
    return _connaissance(_("Ce que le réseau sait, par région"), _("Région"), "region__nom", {})


def _connaissance(titre: str, entete: str, colonne: str, noms: Mapping[str, str]) -> Graphique:
    comptes: dict[str, Counter[str]] = defaultdict(Counter)
    for groupe, connaissance, nombre in Collectivite.objects.compter_par_connaissance(colonne):
        comptes[groupe or ""][connaissance] = nombre
    cas = Collectivite.ConnaissancePolitique
    ordonnes = sorted(comptes.items(), key=lambda groupe: (-groupe[1].total(), groupe[0]))
    rangs = [
        Rang(noms.get(groupe, groupe) or INCONNU, "", [Decimal(compte[un.value]) for un in cas])
        for groupe, compte in ordonnes
    ]
    series = [capfirst(str(un.label)) for un in cas]
    definition = _("Collectivités publiées. « Pas encore demandé » n’est pas « aucune politique ».")
    return graphique(rangs, titre=titre, entete=entete, unite="", series=series, definition=definition)


def verification(le: dt.date) -> Graphique:
    """Sheets of authorities by state of their verification on the day ``le``."""
    comptes = Collectivite.objects.publiees().compter_par(Verification.cas(le=le))
    rangs = [Rang(capfirst(str(cas.label)), "", [Decimal(comptes.get(cas.value, 0))]) for cas in Verification]
    definition = _("Collectivités publiées, selon leur dernière vérification et le délai prévu pour la refaire.")
    titre, entete, serie = _("Fiches vérifiées"), _("Vérification"), _("Collectivités")
    return graphique(rangs, titre=titre, entete=entete, unite="", series=[serie], definition=definition)


CHAPITRES: dict[Any, tuple[Fabrique, ...]] = {
    _paresseux("Moyens"): (budgets_par_type, budgets_par_region, equipes_par_type, equipes_par_region),
    _paresseux("Dispositifs"): (dispositifs_par_nature, dispositifs_par_instruction, dispositifs_par_theme),
    _paresseux("Subventions"): (subventions_par_annee,),
    _paresseux("Le réseau"): (adhesions_par_annee,),
    _paresseux("Le répertoire lui-même"): (connaissance_par_type, connaissance_par_region, verification),
}


def nom_de_fichier(fabrique: Fabrique) -> str:
    """Name of the file of a chart, without its extension."""
    return fabrique.__name__.replace("_", "-")


FABRIQUES: dict[str, Fabrique] = {
    nom_de_fichier(fabrique): fabrique for fabriques in CHAPITRES.values() for fabrique in fabriques
}
"""Each chart by the name of its file."""
