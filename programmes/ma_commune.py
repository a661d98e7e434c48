"""Who governs a commune, what they do for the ESS, which schemes apply there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from collectivites.models import Collectivite, TypeCollectivite
from collectivites.models.types import EPCI
from programmes.models import Dispositif
from programmes.models.calendrier import EtatDispositif, etat_dispositif
from programmes.territoires import places
from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from collectivites.models import Commune
    from programmes.territoires import Place

NIVEAUX: tuple[tuple[Any, frozenset[str]], ...] = (
    (_("Commune"), frozenset({TypeCollectivite.COMMUNE})),
    (_("Intercommunalité"), frozenset({*EPCI, TypeCollectivite.EPT})),
    (_("Pays et syndicats"), frozenset({TypeCollectivite.PETR, TypeCollectivite.SYNDICAT_MIXTE})),
    (_("Département"), frozenset({TypeCollectivite.DEPARTEMENT, TypeCollectivite.STATUT_PARTICULIER})),
    (_("Région"), frozenset({TypeCollectivite.REGION})),
)
PROJETS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Niveau:
    """A level, the authorities there (with a public sheet or not), and the schemes under way that they lead.

    ``incertaines`` are the pays and mixed syndicates around, of which nobody has written the communes: the commune may
    or may not be one of them.
    """

    nom: Any
    collectivites: list[Collectivite]
    dispositifs: list[Publication]
    incertaines: list[Collectivite]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclu:
    """A scheme that would apply but for its exclusions, with the places of these that the commune belongs to."""

    publication: Publication
    places: list[Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known of a commune; ``ailleurs`` are the schemes that apply there though led from elsewhere.

    The schemes of the levels and ``ailleurs`` are the ``en_cours`` ones, in which one can apply, and those without
    a date nor a verification that still holds, ``a_confirmer``; closed ones, those to come and ``exclus`` are apart.
    """

    niveaux: list[Niveau]
    ailleurs: list[Publication]
    en_cours: int
    a_confirmer: int
    exclus: list[Exclu]
    closes: list[Publication]
    a_venir: list[Publication]
    adherentes: list[Collectivite]
    projets: list[Publication]


def situation(commune: Commune, *, le: dt.date) -> Situation:
    """Levels above a commune, from the nearest, with what applies there on the day ``le``; few queries, always."""
    collectivites = list(Collectivite.objects.au_dessus_de(commune))
    codes = _codes(commune, collectivites)
    couvrants = Dispositif.objects.couvrant(codes=codes, collectivites=[c.pk for c in collectivites]).publications()
    exclus = _exclus(couvrants, set(codes))
    hors = {exclu.publication.pk for exclu in exclus}
    par_etat = _par_etat([couvrant for couvrant in couvrants if couvrant.pk not in hors], le=le)
    montres = (*EtatDispositif.en_cours(), EtatDispositif.A_CONFIRMER)
    dispositifs = [dispositif for etat in montres for dispositif in par_etat[etat]]
    dispositifs.sort(key=lambda dispositif: (dispositif.titre_cle, dispositif.pk))
    incertaines = list(Collectivite.objects.sans_communes_connues(commune.departement_id))
    niveaux = list(_niveaux(collectivites, dispositifs, incertaines))
    epci = commune.epci.siren or "" if commune.epci else ""
    ranges = {dispositif.pk for niveau in niveaux for dispositif in niveau.dispositifs}
    return Situation(
        niveaux=[niveau for niveau in niveaux if niveau.collectivites or niveau.incertaines],
        ailleurs=[dispositif for dispositif in dispositifs if dispositif.pk not in ranges],
        en_cours=len(dispositifs) - len(par_etat[EtatDispositif.A_CONFIRMER]),
        a_confirmer=len(par_etat[EtatDispositif.A_CONFIRMER]),
        exclus=exclus,
        closes=par_etat[EtatDispositif.CLOS],
        a_venir=par_etat[EtatDispositif.A_VENIR],
        adherentes=[c for c in collectivites if c.est_publique and c.publication and c.publication.adherente],
        projets=list(Publication.objects.premieres_autour(Nature.PROJET, PROJETS, commune=commune.pk, epci=epci)),
    )


def _par_etat(dispositifs: Iterable[Publication], *, le: dt.date) -> dict[EtatDispositif, list[Publication]]:
    """Schemes by their state on the day ``le``; every state has a key."""
    par_etat: dict[EtatDispositif, list[Publication]] = {etat: [] for etat in EtatDispositif}
    for dispositif in dispositifs:
        etat = etat_dispositif(dispositif.debut, dispositif.fin, a_revoir_le=dispositif.a_revoir_le, le=le)
        par_etat[etat].append(dispositif)
    return par_etat


def _exclus(couvrants: Iterable[Publication], codes: set[str]) -> list[Exclu]:
    """Schemes that exclude a place of the codes, with the names of these places."""
    exclus = [(c, [code for code in c.contenu["exclusions"] if code in codes]) for c in couvrants]
    nommees = places({code for _couvrant, hors in exclus for code in hors})
    return [Exclu(publication=c, places=[nommees[code] for code in hors]) for c, hors in exclus if hors]


def _codes(commune: Commune, collectivites: Iterable[Collectivite]) -> list[str]:
    """Codes of the national schema that designate the place or what it belongs to."""
    groupements = [f"EPCI-{c.siren}" for c in collectivites if c.siren and c.type in NIVEAUX[1][1]]
    return [
        "PAYS-FR",
        f"REG-{commune.region_id}",
        f"DEP-{commune.departement_id}",
        *groupements,
        f"COM-{commune.pk}",
    ]


def _niveaux(
    collectivites: list[Collectivite], dispositifs: list[Publication], incertaines: list[Collectivite]
) -> Iterable[Niveau]:
    for nom, types in NIVEAUX:
        ici = [collectivite for collectivite in collectivites if collectivite.type in types]
        uids = {collectivite.uid for collectivite in ici}
        yield Niveau(
            nom=nom,
            collectivites=ici,
            dispositifs=[dispositif for dispositif in dispositifs if dispositif.porteuse in uids],
            incertaines=[incertaine for incertaine in incertaines if incertaine.type in types],
        )
