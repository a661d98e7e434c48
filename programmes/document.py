"""All the sheets of a region or of a department as one document, to print or to keep.

What it holds is bounded, so that the largest region costs no more than a page should; it says what it leaves out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from collectivites.carte_territoire import carte_territoire
from collectivites.fiche import moyens, projet_soutenu, temoignages, total_connu
from collectivites.models import Region, TypeCollectivite
from collectivites.portrait import fiches_de, points, soutiens_dans
from programmes.territoires import places
from publication.models import Publication
from publication.natures import Nature, registre

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from collectivites.models import Departement
    from programmes.territoires import Place
    from publication.fiches import Contexte

COLLECTIVITES_AU_PLUS = 40
PORTEES_AU_PLUS = 30
"""Policies and schemes of one authority."""
PROJETS_AU_PLUS = 150
RESSOURCES_AU_PLUS = 60
ORDRE = {valeur: rang for rang, valeur in enumerate(TypeCollectivite.values)}
"""The region first, then the departments, then groupings, as the list of types has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapitre:
    """An authority with all that it leads and supports; ``total`` is what it granted, in euros, where it is known."""

    publication: Publication
    politiques: list[Contexte] = field(default_factory=list)
    dispositifs: list[Contexte] = field(default_factory=list)
    projets: list[Contexte] = field(default_factory=list)
    total: Decimal | None = None
    temoignages: list[Contexte] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Anchor of the chapter."""
        return f"c-{self.publication.slug}"

    @property
    def fiche(self) -> dict[str, Any]:
        """Document of the authority."""
        return self.publication.contenu

    @property
    def permanente(self) -> str:
        """Address that no change of name will break."""
        return registre.adresse_permanente(self.publication)


def document(territoire: Region | Departement, departements: Sequence[str], *, le: dt.date) -> Contexte:
    """Context of the document on the day ``le``, in a number of queries that does not depend on what there is."""
    fiches = fiches_de(territoire)
    sommes = fiches.sommes_par_nature(le=le)
    collectivites = fiches.de_nature(Nature.COLLECTIVITE).premieres_par_nature(COLLECTIVITES_AU_PLUS)
    retenues = sorted(collectivites[Nature.COLLECTIVITE], key=lambda c: (ORDRE[c.contenu["type"]], c.titre_cle))
    uids = [collectivite.pk for collectivite in retenues]
    portees = list(Publication.objects.portees_par(uids, PORTEES_AU_PLUS))
    projets = list(fiches.projets_d_ici_ou_de(uids)[:PROJETS_AU_PLUS])
    ressources = list(fiches.ressources_d_ici_ou_sur(uids)[:RESSOURCES_AU_PLUS])
    return {
        "territoire": territoire,
        "est_region": isinstance(territoire, Region),
        "le": le,
        "sommes": sommes,
        "soutiens": soutiens_dans(territoire),
        "carte": carte_territoire(departements, points(retenues)),
        "chapitres": list(_chapitres(retenues, portees, projets, ressources)),
        "projets": projets,
        "ressources": ressources,
        "restes": {
            "collectivite": sommes[Nature.COLLECTIVITE].nombre - len(retenues),
            "dispositif": sommes[Nature.POLITIQUE].nombre + sommes[Nature.DISPOSITIF].nombre - len(portees),
            "projet": sommes[Nature.PROJET].nombre - sum(_est_d_ici(projet, territoire) for projet in projets),
        },
    }


def _est_d_ici(publication: Publication, territoire: Region | Departement) -> bool:
    lieu = publication.region if isinstance(territoire, Region) else publication.departement
    return lieu == territoire.pk


def _chapitres(
    collectivites: Iterable[Publication],
    portees: Sequence[Publication],
    projets: Sequence[Publication],
    ressources: list[Publication],
) -> Iterable[Chapitre]:
    dispositifs = [portee for portee in portees if portee.nature == Nature.DISPOSITIF]
    politiques = [portee for portee in portees if portee.nature == Nature.POLITIQUE]
    connues = places(code for d in dispositifs for nom in ("territoires", "exclusions") for code in d.contenu[nom])
    for collectivite in collectivites:
        uid = collectivite.pk
        soutenus = [projet_soutenu(projet, str(uid)) for projet in projets if uid in projet.liens]
        yield Chapitre(
            publication=collectivite,
            politiques=[_politique(politique) for politique in politiques if politique.porteuse == uid],
            dispositifs=[_dispositif(d.contenu, connues) for d in dispositifs if d.porteuse == uid],
            projets=soutenus,
            total=total_connu(projet["accorde"] for projet in soutenus),
            temoignages=list(temoignages([r for r in ressources if uid in r.liens], str(uid))),
        )


def _politique(politique: Publication) -> Contexte:
    return {"p": politique.contenu, "graphiques": moyens(politique.contenu)}


def _dispositif(contenu: dict[str, Any], connues: Mapping[str, Place]) -> Contexte:
    return {
        "d": contenu,
        **{nom: [connues[code] for code in contenu[nom]] for nom in ("territoires", "exclusions")},
    }
