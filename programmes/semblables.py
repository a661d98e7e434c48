"""Schemes and projects like this one, and in what they are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from programmes.models.thematique import noms_des_thematiques
from publication.models import Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

CANDIDATES = 60
POIDS_THEME, POIDS_AIDE, POIDS_DEPARTEMENT, POIDS_REGION = 2.0, 1.5, 1.0, 0.5
THEMES_CITES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Semblable:
    """A sheet, why it is proposed, and how near it is: more is nearer."""

    publication: Publication
    raisons: list[str]
    note: float

    @property
    def porteuse(self) -> str:
        """Name of the authority that leads a scheme; empty for a project."""
        porteuse = self.publication.contenu.get("collectivite")
        return porteuse["nom"] if porteuse else ""


def semblables(publication: Publication, nombre: int = 4) -> list[Semblable]:
    """Public sheets of the same nature that share themes, the nearest first, among those modified last; two queries."""
    candidates = list(Publication.objects.du_meme_theme(publication)[:CANDIDATES])
    if not candidates:
        return []
    noms = dict(noms_des_thematiques())
    notees = [_noter(publication, candidate, noms) for candidate in candidates]
    return sorted(notees, key=lambda s: (-s.note, s.publication.titre_cle, s.publication.pk))[:nombre]


def _noter(moi: Publication, elle: Publication, noms: Mapping[str, str]) -> Semblable:
    communs = sorted(set(moi.thematiques) & set(elle.thematiques))
    cites = [noms.get(slug, slug) for slug in communs[:THEMES_CITES]]
    raisons = [_("thèmes communs : %(themes)s") % {"themes": ", ".join(cites)}]
    note = POIDS_THEME * len(communs)
    if _aide(moi) and _aide(moi) == _aide(elle):
        raisons.append(_("même aide : %(aide)s") % {"aide": _(elle.contenu["nature_aide_libelle"])})
        note += POIDS_AIDE
    if moi.departement and moi.departement == elle.departement:
        raisons.append(_("même département"))
        note += POIDS_DEPARTEMENT
    elif moi.region and moi.region == elle.region:
        raisons.append(_("même région"))
        note += POIDS_REGION
    return Semblable(publication=elle, raisons=raisons, note=note)


def _aide(publication: Publication) -> Any:
    """Kind of support of a scheme; a project has none of its own."""
    return publication.contenu.get("nature_aide")
