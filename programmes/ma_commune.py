"""Who governs a commune, what they do for the ESS, which schemes apply there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from collectivites.models import Collectivite, TypeCollectivite
from collectivites.models.collectivite import EPCI
from programmes.models import Dispositif, Projet
from programmes.models.calendrier import EtatDispositif, etat_dispositif

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from collectivites.models import Commune
    from publication.models import Publication

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
    """A level, the authorities there (with a public sheet or not), and the schemes under way that they lead."""

    nom: Any
    collectivites: list[Collectivite]
    dispositifs: list[Publication]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known of a commune; ``ailleurs`` are the schemes that apply there though led from elsewhere.

    The ``en_cours`` schemes are those of the levels and ``ailleurs``; the closed ones and those to come are apart.
    """

    niveaux: list[Niveau]
    ailleurs: list[Publication]
    en_cours: int
    closes: list[Publication]
    a_venir: list[Publication]
    adherentes: list[Collectivite]
    projets: list[Publication]


def situation(commune: Commune, *, le: dt.date) -> Situation:
    """Levels above a commune, from the nearest, with what applies there on the day ``le``; three queries."""
    collectivites = list(Collectivite.objects.au_dessus_de(commune))
    codes = _codes(commune, collectivites)
    applicables = Dispositif.objects.applicables(codes=codes, collectivites=[c.pk for c in collectivites])
    par_etat = _par_etat(applicables.publications(), le=le)
    dispositifs = [dispositif for etat in EtatDispositif.en_cours() for dispositif in par_etat[etat]]
    dispositifs.sort(key=lambda dispositif: (dispositif.titre_cle, dispositif.pk))
    niveaux = [niveau for niveau in _niveaux(collectivites, dispositifs) if niveau.collectivites]
    places = {dispositif.pk for niveau in niveaux for dispositif in niveau.dispositifs}
    return Situation(
        niveaux=niveaux,
        ailleurs=[dispositif for dispositif in dispositifs if dispositif.pk not in places],
        en_cours=len(dispositifs),
        closes=par_etat[EtatDispositif.CLOS],
        a_venir=par_etat[EtatDispositif.A_VENIR],
        adherentes=[c for c in collectivites if c.est_publique and c.publication and c.publication.adherente],
        projets=Projet.objects.autour_de(commune).publications()[:PROJETS],
    )


def _par_etat(dispositifs: Iterable[Publication], *, le: dt.date) -> dict[EtatDispositif, list[Publication]]:
    """Schemes by their state on the day ``le``; every state has a key."""
    par_etat: dict[EtatDispositif, list[Publication]] = {etat: [] for etat in EtatDispositif}
    for dispositif in dispositifs:
        par_etat[etat_dispositif(dispositif.debut, dispositif.fin, le=le)].append(dispositif)
    return par_etat


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


def _niveaux(collectivites: list[Collectivite], dispositifs: list[Publication]) -> Iterable[Niveau]:
    for nom, types in NIVEAUX:
        ici = [collectivite for collectivite in collectivites if collectivite.type in types]
        uids = {collectivite.uid for collectivite in ici}
        yield Niveau(
            nom=nom,
            collectivites=ici,
            dispositifs=[dispositif for dispositif in dispositifs if dispositif.porteuse in uids],
        )
