"""What the referent of an authority reads and writes on this floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from programmes.models import (
    Action,
    Budget,
    ChiffreCle,
    Dispositif,
    Effectif,
    Engagement,
    ImageProjet,
    Organisme,
    Orientation,
    Partenariat,
    Politique,
    Projet,
    Subvention,
    Thematique,
)
from publication.perimetres import CORRECTION, REDACTION, Perimetre, perimetres

if TYPE_CHECKING:
    from django.db.models import Model

FINANCE = "subventions__collectivite"


def tous() -> Q:
    """Everything: themes are public."""
    return Q(pk__isnull=False)


def organismes_publics() -> Q:
    """Organisations that a public document shows."""
    return Q(pk__in=Organisme.objects.cites().order_by().values("pk"))


def declarer() -> None:
    """Policies and schemes are the authority's; the projects that it funds are read, and changed when it alone does.

    Grants are figures of the network: they are read. Resources speak of several authorities: they stay with the team,
    and whoever wants to read those that are public has the site.
    """
    perimetres.inscrire(Politique, Perimetre(chemins=("collectivite",), verbes=REDACTION))
    perimetres.inscrire(Dispositif, Perimetre(chemins=("collectivite",), verbes=REDACTION))
    perimetres.inscrire(Projet, Perimetre(chemins=(FINANCE,), verbes=CORRECTION, partage=FINANCE))
    for modele in (Budget, Effectif, Orientation, Action, Engagement):
        _partie(modele, "politique", "collectivite")
    _partie(Partenariat, "dispositif", "collectivite")
    perimetres.inscrire(Subvention, Perimetre(chemins=("collectivite",), fiches=("projet",)))
    perimetres.inscrire(
        ImageProjet, Perimetre(chemins=(f"projet__{FINANCE}",), fiches=("projet",), partage=f"projet__{FINANCE}")
    )
    perimetres.inscrire(
        ChiffreCle,
        Perimetre(
            chemins=(
                "politique__collectivite",
                "action__politique__collectivite",
                "dispositif__collectivite",
                f"projet__{FINANCE}",
            ),
            verbes=REDACTION,
            fiches=("politique", "action.politique", "dispositif", "projet"),
            partage=f"projet__{FINANCE}",
        ),
    )
    perimetres.inscrire(Thematique, Perimetre(publics=tous, se_choisit=True))
    perimetres.inscrire(
        Organisme,
        Perimetre(
            chemins=(FINANCE, f"projets__{FINANCE}", "partenariats__dispositif__collectivite"),
            publics=organismes_publics,
        ),
    )


def _partie(modele: type[Model], fiche: str, chemin: str) -> None:
    perimetres.inscrire(modele, Perimetre(chemins=(f"{fiche}__{chemin}",), verbes=REDACTION, fiches=(fiche,)))
