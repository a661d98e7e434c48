"""What this floor teaches to search: communes and what stands above them, names of places to suggest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from collectivites.models import Collectivite, Commune, Departement, Region
from publication.recherche import GroupeDeSuggestions, Lieu, Suggestion, plier
from publication.recherche.mots import ABREVIATIONS, normer_codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collectivites.models.territoire import CommuneQuerySet, TerritoireQuerySet

LIEUX_AU_PLUS = 5
VOISINES_AU_PLUS = 8
COMMUNES_AU_PLUS = 4
HOMONYMES_AU_PLUS = 50
TERRITOIRES_AU_PLUS = 2


def lieux(plie: str) -> list[Lieu]:
    """Communes that a folded text designates, with the public authorities above each; the largest first.

    At most four queries, whatever the text.
    """
    trouvees = Commune.objects.designees(_entier(plie)).avec_groupements()
    communes = list(trouvees[:LIEUX_AU_PLUS])
    if not communes:
        return []
    autorites = Collectivite.objects.publiees().du_code(
        communes=[c.pk for c in communes],
        departements=[c.departement_id for c in communes],
        regions=[c.region_id for c in communes],
    )
    publiques = list(autorites)
    return [_lieu(commune, publiques) for commune in communes]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunesTrouvees:
    """Communes that a text designates; when it designates none, those whose name is close to it.

    ``insee`` is the INSEE code that the text is for one of them though no postal code.
    """

    exactes: list[Commune]
    proches: list[Commune]
    insee: str = ""


def chercher_communes(texte: str) -> CommunesTrouvees:
    """Find communes by name, postal code or INSEE code, the largest first; two queries at most."""
    plie = _entier(normer_codes(plier(texte)))
    if not plie:
        return CommunesTrouvees(exactes=[], proches=[])
    exactes = list(Commune.objects.designees(plie).avec_groupements()[:HOMONYMES_AU_PLUS])
    proches = [] if exactes else list(Commune.objects.voisines(plie).avec_groupements()[:VOISINES_AU_PLUS])
    insee = next((c.pk for c in exactes if c.pk == plie.upper() and c.pk not in c.codes_postaux), "")
    return CommunesTrouvees(exactes=exactes, proches=proches, insee=insee)


def _entier(plie: str) -> str:
    """« st malo » is « saint malo »."""
    return " ".join(ABREVIATIONS[mot][0] if mot in ("st", "ste") else mot for mot in plie.split())


def _lieu(commune: Commune, autorites: Iterable[Collectivite]) -> Lieu:
    return Lieu(
        nom=commune.nom,
        precision=_precision(commune),
        url=_adresse(commune),
        collectivites=tuple(_au_dessus(commune, autorites)),
    )


def _au_dessus(commune: Commune, autorites: Iterable[Collectivite]) -> list[str]:
    """Slugs, from the commune itself to its region."""
    par_code = {(autorite.type, autorite.code_insee): autorite for autorite in autorites}
    particuliere = [par_code.get(("statut_particulier", code)) for code in (commune.departement_id, commune.region_id)]
    chaine = [
        par_code.get(("commune", commune.pk)),
        par_code.get(("statut_particulier", commune.pk)),
        commune.epci,
        *commune.groupements.all(),
        par_code.get(("departement", commune.departement_id)),
        *particuliere,
        par_code.get(("region", commune.region_id)),
    ]
    return [autorite.slug for autorite in chaine if autorite is not None and autorite.est_publique]


def _adresse(commune: Commune) -> str:
    """Address of the page that says who governs the commune and what applies there."""
    return reverse("programmes:ma_commune", args=[commune.pk])


def _precision(commune: Commune) -> str:
    """« 35170 · Ille-et-Vilaine »: what tells a commune from its namesakes."""
    codes = commune.codes_postaux
    postal = f"{codes[0]}…" if len(codes) > 1 else "".join(codes)
    return " · ".join(filter(None, [postal, commune.departement.nom]))


def voisins(mot: str) -> list[str]:
    """Folded names of communes that hold a word close to ``mot``."""
    return [plier(commune.nom) for commune in Commune.objects.voisines(mot)[:VOISINES_AU_PLUS]]


def suggestions(plie: str) -> list[GroupeDeSuggestions]:
    """Communes, regions and departments that begin as a folded text."""
    return _groupes(
        Commune.objects.commencant(_entier(plie)),
        Region.objects.de_plein_exercice().commencant(plie),
        Departement.objects.de_plein_exercice().commencant(plie),
    )


def proches(plie: str) -> list[GroupeDeSuggestions]:
    """Communes, regions and departments with a name close to a folded text."""
    return _groupes(
        Commune.objects.voisines(_entier(plie)),
        Region.objects.de_plein_exercice().proches(plie),
        Departement.objects.de_plein_exercice().proches(plie),
    )


def _groupes(
    communes: CommuneQuerySet, regions: TerritoireQuerySet[Region], departements: TerritoireQuerySet[Departement]
) -> list[GroupeDeSuggestions]:
    trouvees = communes.select_related("departement")[:COMMUNES_AU_PLUS]
    return [
        GroupeDeSuggestions(
            titre=_("Communes"),
            rang=1,
            suggestions=[Suggestion(libelle=c.nom, precision=_precision(c), url=_adresse(c)) for c in trouvees],
        ),
        GroupeDeSuggestions(
            titre=_("Régions"),
            rang=2,
            suggestions=[
                Suggestion(libelle=region.nom, url=region.get_absolute_url())
                for region in regions[:TERRITOIRES_AU_PLUS]
            ],
        ),
        GroupeDeSuggestions(
            titre=_("Départements"),
            rang=3,
            suggestions=[
                Suggestion(libelle=d.nom, precision=d.code, url=d.get_absolute_url())
                for d in departements[:TERRITOIRES_AU_PLUS]
            ],
        ),
    ]
