"""The map of a list: its sheets by region or department, shaded by a figure, and the places where they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collectivites.cartes import HAUTEUR, LARGEUR
from collectivites.fond_de_carte import ECHELLE, contours, fenetres, placer
from collectivites.models import Departement, Region
from collectivites.paliers import PARTS, en_paliers, niveau, paliers
from publication.lieux_en_memoire import bilans, grille, situees
from publication.models.lieux import Bilan
from publication.presentation import avec, filtres_seuls
from publication.templatetags.presentation import avec_unite

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from django.http import QueryDict

    from collectivites.paliers import Palier
    from publication.facettes import Comptage
    from publication.models import FicheQuerySet

    Comptes = Mapping[str, Any]

CENT = Decimal(100)
DIXIEME = Decimal("0.1")
PAS = 0.6
"""Degrees: side of the squares in which the drawing of the server gathers sheets."""
RAYON, RAYON_PAR_CHIFFRE = 45, 40
"""Units of the plane: radius of the mark of a sheet, and what each binary digit of a number of sheets adds to it."""


class Maille(NamedTuple):
    """A cut of the country: its name, the filter and the column of its codes, its territories, how to name the rest."""

    cle: str
    libelle: Any
    entete: Any
    filtre: str
    modele: Any
    reste: Any
    sans_rien: Any


MAILLES = {
    maille.cle: maille
    for maille in (
        Maille("regions", _("Par région"), _("Région"), "region", Region, _("Sans région"), _("régions")),
        Maille(
            "departements",
            _("Par département"),
            _("Département"),
            "departement",
            Departement,
            _("Sans département (une région entière, le plus souvent)"),
            _("départements"),
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Something to shade by. ``definition`` says what it counts, ``rien`` what no shade means.

    It reads the ``Bilan`` of a territory, or ``compter`` counts it for all of them: ``(sheets, column) -> by code``.
    """

    cle: str
    libelle: Any
    definition: Any
    rien: Any
    unite: str = ""
    lire: Callable[[Bilan], Decimal | None] | None = None
    compter: Callable[[FicheQuerySet[Any], str], Comptes] | None = None

    def paliers(self, valeurs: Sequence[Decimal]) -> list[Palier]:
        """Classes of the values: those of shares are always the same."""
        return en_paliers(PARTS) if self.unite == "%" else paliers(valeurs)

    def dire(self, palier: Palier) -> str:
        """Words of a class for the legend."""
        bas = avec_unite(palier.bas, self.unite)
        if palier.haut is None:
            return gettext("%(bas)s et plus") % {"bas": bas}
        if self.unite:
            bornes = {"bas": bas, "haut": avec_unite(palier.haut, self.unite)}
            return gettext("de %(bas)s à moins de %(haut)s") % bornes
        dernier = palier.haut - 1
        if dernier == palier.bas:
            return bas
        return gettext("de %(bas)s à %(haut)s") % {"bas": bas, "haut": avec_unite(dernier, "")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """A territory: what its sheets come to, the figure and its level; ``url`` lists these sheets, ``page`` shows it."""

    nom: str
    bilan: Bilan
    valeur: Decimal | None
    code: str = ""
    niveau: int = 0
    url: str = ""
    page: str = ""


class Trace(NamedTuple):
    """Outline of a territory, the words that say its figure, and the query string of its sheets or nothing."""

    code: str
    d: str
    dit: str
    niveau: int
    url: str


def fiches(libelle: Any, definition: Any) -> Figure:
    """Figure: how many sheets."""
    return Figure(
        cle="fiches",
        libelle=libelle,
        definition=definition,
        rien=_("aucune fiche"),
        lire=lambda bilan: Decimal(bilan.fiches),
    )


def part(libelle: Any, definition: Any) -> Figure:
    """Figure: the share of the sheets that members have, in percent; unknown where there is no sheet."""
    return Figure(
        cle="part", libelle=libelle, definition=definition, rien=_("aucune fiche"), unite="%", lire=part_des_adherentes
    )


def part_des_adherentes(bilan: Bilan) -> Decimal | None:
    """Share of members, in percent to a tenth."""
    return (CENT * bilan.adherentes / bilan.fiches).quantize(DIXIEME) if bilan.fiches else None


def montant(libelle: Any, definition: Any) -> Figure:
    """Figure: the total of the known amounts, in euros."""
    return Figure(
        cle="montant",
        libelle=libelle,
        definition=definition,
        rien=_("aucun montant connu"),
        unite="€",
        lire=lambda bilan: bilan.montant,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CarteDeListe:
    """How a nature is mapped: the figures it offers, the first one unasked, and the URL of its places.

    ``adherentes`` names the column of members, ``adherente`` says of a sheet that it is one of them.
    """

    figures: tuple[Figure, ...]
    points: str
    adherentes: Any
    adherente: Any

    def __call__(self, requete: QueryDict, comptage: Comptage) -> dict[str, Any]:
        """Context of the map of what ``comptage`` counts, in a constant number of queries."""
        maille = MAILLES.get(requete.get("mailles", ""), MAILLES["regions"])
        figure = next((une for une in self.figures if une.cle == requete.get("figure")), self.figures[0])
        decompte = Decompte(
            figure=figure,
            bilans=bilans(comptage.memoire, comptage.ensemble, maille.filtre),
            comptes=figure.compter(comptage.filtre.qs, maille.filtre) if figure.compter else None,
        )
        territoires = {territoire.pk: territoire for territoire in maille.modele.objects.en_vigueur()}
        hors = decompte.codes - set(territoires)
        classes = figure.paliers([v for code in decompte.codes - hors if (v := decompte.valeur([code])) is not None])
        lignes = [
            decompte.ligne(
                str(territoires[code]),
                [code],
                code=code,
                niveau=niveau(decompte.valeur([code]), classes),
                url=_adresse(requete, maille.filtre, code) if code in decompte.bilans else "",
                page=territoires[code].get_absolute_url(),
            )
            for code in decompte.codes - hors
        ]
        places, placees = _places(comptage)
        filtres = filtres_seuls(requete)
        return {
            "maille": maille,
            "mailles": MAILLES.values(),
            "figure": figure,
            "figures": self.figures,
            "est_en_plus": figure.cle not in {"fiches", "adherentes"},
            "adherentes": self.adherentes,
            "adherente": self.adherente,
            "largeur": LARGEUR * ECHELLE,
            "hauteur": HAUTEUR * ECHELLE,
            "fenetres": fenetres(),
            "traces": _traces(maille, figure, territoires, lignes),
            "places": places,
            "placees": placees,
            "lignes": sorted(lignes, key=lambda ligne: (-(ligne.valeur or 0), ligne.nom)),
            "sans_rien": len(contours(maille.cle)) - sum(ligne.code in contours(maille.cle) for ligne in lignes),
            "reste": decompte.ligne(str(maille.reste), hors) if hors else None,
            "ensemble": decompte.ligne("", decompte.codes),
            "legende": [(0, figure.rien), *((palier.niveau, figure.dire(palier)) for palier in classes)],
            "points": f"{reverse(self.points)}?{filtres}" if filtres else reverse(self.points),
            "vise": any(requete.getlist(nom) for nom in ("region", "departement", "epci", "commune")),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Decompte:
    """The sheets of a list by code of a territory: what they come to, and the figure when it is counted apart."""

    figure: Figure
    bilans: Mapping[str, Bilan]
    comptes: Comptes | None

    @property
    def codes(self) -> set[str]:
        """Codes under which there is something; the empty one is that of sheets that are in no territory."""
        return {*self.bilans, *(self.comptes or ())}

    def bilan(self, codes: Collection[str]) -> Bilan:
        """What the sheets of some codes come to together."""
        bilans = [self.bilans[code] for code in codes if code in self.bilans]
        montants = [bilan.montant for bilan in bilans if bilan.montant is not None]
        return Bilan(
            fiches=sum(bilan.fiches for bilan in bilans),
            adherentes=sum(bilan.adherentes for bilan in bilans),
            montant=sum(montants, Decimal(0)) if montants else None,
        )

    def valeur(self, codes: Collection[str]) -> Decimal | None:
        """Value of the figure for some codes together."""
        if self.comptes is not None:
            return sum((Decimal(self.comptes.get(code, 0)) for code in codes), Decimal(0))
        return self.figure.lire(self.bilan(codes)) if self.figure.lire else None

    def ligne(self, nom: str, codes: Collection[str], **reste: Any) -> Ligne:
        """Row of some codes together."""
        return Ligne(nom=nom, bilan=self.bilan(codes), valeur=self.valeur(codes), **reste)


def _adresse(requete: QueryDict, filtre: str, code: str) -> str:
    """Query string of the list of the sheets of a territory, under the same filters."""
    filtres = requete.copy()
    for nom in ("vue", "mailles", "figure"):
        filtres.pop(nom, None)
    return avec(filtres, filtre, [code])


def _traces(maille: Maille, figure: Figure, territoires: Mapping[str, Any], lignes: Sequence[Ligne]) -> list[Trace]:
    """Outlines of all the territories, those where there is nothing included."""
    par_code = {ligne.code: ligne for ligne in lignes}
    return [_trace(code, d, figure, territoires, par_code.get(code)) for code, d in contours(maille.cle).items()]


def _trace(code: str, d: str, figure: Figure, territoires: Mapping[str, Any], ligne: Ligne | None) -> Trace:
    nom = str(territoires.get(code, code))
    valeur = str(figure.rien) if ligne is None or ligne.valeur is None else avec_unite(ligne.valeur, figure.unite)
    return Trace(
        code=code,
        d=d,
        dit=f"{nom} – {valeur}",
        niveau=ligne.niveau if ligne else 0,
        url=ligne.url if ligne else "",
    )


def _places(comptage: Comptage) -> tuple[list[dict[str, Any]], int]:
    """Marks of the sheets that the plane shows, the largest below, and how many sheets these are."""
    cases = grille(comptage.memoire, situees(comptage.memoire, comptage.ensemble), PAS)
    visibles = [(case, point) for case in cases if (point := placer(case.latitude, case.longitude))]
    visibles.sort(key=lambda visible: -visible[0].nombre)
    titres = comptage.filtre.queryset.titres([case.cle for case, _point in visibles if case.nombre == 1])
    marques = [
        {
            "case": case,
            "point": point,
            "rayon": RAYON + RAYON_PAR_CHIFFRE * (case.nombre.bit_length() - 1),
            **dict(zip(("slug", "titre"), titres.get(case.cle, ("", "")), strict=True)),
        }
        for case, point in visibles
    ]
    return marques, sum(case.nombre for case, _point in visibles)
