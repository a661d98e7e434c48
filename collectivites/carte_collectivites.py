"""What the map of the authorities can be shaded by."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from collectivites.carte_liste import CarteDeListe, Figure, fiches, part
from publication.models import Publication
from publication.natures import Nature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publication.models import FicheQuerySet


def portees(nature: Nature, collectivites: FicheQuerySet[Any], colonne: str) -> Mapping[str, int]:
    """Number of public sheets of a nature that the authorities lead, by place."""
    return Publication.objects.portees_par_lieu(nature, collectivites.order_by().values("publication_id"), colonne)


def budgets(collectivites: FicheQuerySet[Any], colonne: str) -> Mapping[str, Decimal]:
    """Total of the latest known budgets of the policies of the authorities, by place."""
    return Publication.objects.budgets_par_lieu(collectivites.order_by().values("publication_id"), colonne)


def soutenus(collectivites: FicheQuerySet[Any], colonne: str) -> Mapping[str, int]:
    """Number of public projects that the authorities support, by place of the project."""
    return Publication.objects.soutenus_par_lieu(collectivites, colonne)


CARTE_DES_COLLECTIVITES = CarteDeListe(
    points="collectivites:collectivites_carte",
    adherentes=_("Adhérentes"),
    adherente=_("adhérente"),
    figures=(
        fiches(_("Collectivités"), _("Nombre de collectivités de la liste.")),
        Figure(
            cle="adherentes",
            libelle=_("Adhérentes"),
            definition=_("Nombre de collectivités de la liste qui adhèrent au réseau."),
            rien=_("aucune adhérente"),
            lire=lambda bilan: Decimal(bilan.adherentes),
        ),
        part(
            _("Part d’adhérentes"),
            _("Part des collectivités de la liste qui adhèrent au réseau."),
        ),
        Figure(
            cle="dispositifs",
            libelle=_("Dispositifs"),
            definition=_("Nombre de dispositifs publiés que portent les collectivités de la liste."),
            rien=_("aucun dispositif"),
            compter=partial(portees, Nature.DISPOSITIF),
        ),
        Figure(
            cle="projets",
            libelle=_("Projets soutenus"),
            definition=_("Nombre de projets publiés que soutiennent ces collectivités, là où ils ont lieu."),
            rien=_("aucun projet"),
            compter=soutenus,
        ),
        Figure(
            cle="budgets",
            libelle=_("Budgets ESS"),
            definition=_("Somme du dernier budget connu des politiques que portent les collectivités de la liste."),
            rien=_("aucun budget connu"),
            unite="€",
            compter=budgets,
        ),
    ),
)
