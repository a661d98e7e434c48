"""Authorities side by side, row by row, from their documents and those that they lead."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from collectivites.fiche import projet_soutenu
from collectivites.models import Ruralite
from publication.models import Publication
from publication.natures import Nature
from publication.templatetags.presentation import euros, nombre

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from uuid import UUID

    Document = dict[str, Any]

AU_PLUS = 4
VIDE = "–"
ELEMENTS = 12
"""Longest list written in a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparee:
    """An authority with the documents of its policies and schemes, and the projects that it supported."""

    publication: Publication
    politiques: list[Document]
    dispositifs: list[Document]
    projets: list[dict[str, Any]]

    @property
    def fiche(self) -> Document:
        """Its document."""
        return self.publication.contenu


@dataclass(frozen=True, slots=True, kw_only=True)
class Rangee:
    """A row: what it compares, and for each authority a list of texts, empty when nothing is known."""

    libelle: str
    cellules: list[list[str]]

    @property
    def differe(self) -> bool:
        """Whether the authorities of which something is known do not all say the same."""
        connues = [cellule for cellule in self.cellules if cellule]
        return any(cellule != connues[0] for cellule in connues)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partie:
    """Rows under a heading."""

    titre: str
    rangees: list[Rangee]


def comparees(publications: Sequence[Publication]) -> list[Comparee]:
    """Gather what each authority leads and supports, in one query more."""
    uids = [publication.pk for publication in publications]
    liees: dict[tuple[UUID, str], list[Publication]] = defaultdict(list)
    for liee in Publication.objects.liees_a_l_une(uids):
        for uid in set(liee.liens) & set(uids):
            if liee.nature == Nature.PROJET or liee.porteuse == uid:
                liees[uid, liee.nature].append(liee)
    return [
        Comparee(
            publication=publication,
            politiques=[p.contenu for p in liees[publication.pk, Nature.POLITIQUE]],
            dispositifs=[d.contenu for d in liees[publication.pk, Nature.DISPOSITIF]],
            projets=[projet_soutenu(p, str(publication.pk)) for p in liees[publication.pk, Nature.PROJET]],
        )
        for publication in publications
    ]


def comparer(colonnes: Sequence[Comparee]) -> list[Partie]:
    """Rows of the comparison, part by part."""
    return [
        Partie(
            titre=str(titre),
            rangees=[
                Rangee(libelle=libelle, cellules=[list(lire(colonne)) for colonne in colonnes])
                for libelle, lire in lignes
            ],
        )
        for titre, lignes in _parties()
    ]


def _parties() -> list[tuple[str, list[tuple[str, Callable[[Comparee], Iterable[str]]]]]]:
    return [
        (
            _("Identité"),
            [
                (_("Type"), lambda c: [c.fiche["type_libelle"]]),
                (_("Région"), lambda c: _nom(c.fiche["region"])),
                (_("Département"), _departement),
                (_("Habitants"), lambda c: _si(c.fiche["population"], nombre)),
                (_("Rural ou urbain"), lambda c: _si(c.fiche["ruralite"], lambda r: str(Ruralite(r).label))),
                (_("Adhérente depuis"), lambda c: [str(c.fiche["adherente_depuis"] or _("pas d’adhésion connue"))]),
                (_("Politique ESS"), lambda c: [c.fiche["connaissance_politique_libelle"]]),
            ],
        ),
        (
            _("Moyens"),
            [
                (_("Dernier budget ESS connu"), _budget),
                (_("Par habitant"), _budget_par_habitant),
                (_("Équivalents temps plein"), lambda c: _derniers(c, "effectifs", "etp", nombre)),
            ],
        ),
        (
            _("Politique"),
            [
                (_("Orientations"), lambda c: _liste(o["titre"] for p in c.politiques for o in p["orientations"])),
                (_("Gouvernance"), lambda c: _liste(p["gouvernance"] for p in c.politiques)),
                (_("Engagements"), lambda c: _liste(e["nom"] for p in c.politiques for e in p["engagements"])),
                (_("Thèmes"), lambda c: _liste(sorted({t["nom"] for p in c.politiques for t in p["thematiques"]}))),
            ],
        ),
        (
            _("Aides et projets"),
            [
                (_("Dispositifs"), lambda c: _liste(d["titre"] for d in c.dispositifs)),
                (_("Natures d’aide"), lambda c: _liste(sorted({d["nature_aide_libelle"] for d in c.dispositifs}))),
                (_("Projets soutenus"), lambda c: _si(len(c.projets), str)),
                (_("Accordé, montants connus"), _accorde),
            ],
        ),
    ]  # fmt: skip


def _departement(colonne: Comparee) -> list[str]:
    """Its department; a region is in none."""
    return [_("sans objet")] if colonne.fiche["type"] == "region" else list(_nom(colonne.fiche["departement"]))


def _nom(lieu: Document | None) -> list[str]:
    return [lieu["nom"]] if lieu else []


def _si(valeur: Any, ecrire: Callable[[Any], str]) -> list[str]:
    return [ecrire(valeur)] if valeur else []


def _liste(textes: Iterable[str]) -> list[str]:
    retenus = [texte for texte in textes if texte]
    reste = len(retenus) - ELEMENTS
    return [*retenus[:ELEMENTS], _("et %(nombre)s autres") % {"nombre": reste}] if reste > 1 else retenus


def _derniers(colonne: Comparee, lignes: str, cle: str, ecrire: Callable[[Any], str]) -> list[str]:
    """Latest known figure of each policy, with its year."""
    textes = []
    for politique in colonne.politiques:
        for ligne in politique[lignes][:1]:
            annee = f" ({ligne['annee']})" if ligne["annee"] else ""
            textes.append(f"{ecrire(ligne[cle])}{annee}")
    return textes


def _budget(colonne: Comparee) -> list[str]:
    return _derniers(colonne, "budgets", "montant", euros)


def _budget_par_habitant(colonne: Comparee) -> list[str]:
    population = colonne.fiche["population"]
    montants = [Decimal(p["budgets"][0]["montant"]) for p in colonne.politiques if p["budgets"]]
    if not population or not montants:
        return []
    return [euros((sum(montants, Decimal(0)) / population).quantize(Decimal("0.01")))]


def _accorde(colonne: Comparee) -> list[str]:
    connus = [projet["accorde"] for projet in colonne.projets if projet["accorde"] is not None]
    return [euros(sum(connus, Decimal(0)))] if connus else []
