"""What the page of a region or of a department shows: what the network does there, counted, mapped, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from collectivites.carte_territoire import Point, carte_territoire
from collectivites.models import Region, TypeCollectivite
from publication.donnees_liees import decrire
from publication.models import Publication
from publication.natures import Nature, registre
from publication.soutiens import soutiens

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from collectivites.models import Departement
    from publication.donnees_liees import DonneesLiees
    from publication.fiches import Contexte
    from publication.models import PublicationQuerySet
    from publication.soutiens import Soutiens

FICHES_D_UNE_REGION, FICHES_D_UN_DEPARTEMENT = 24, 12
"""Sheets of each nature on the page, those of members first; the list has them all."""


def fiches_de(territoire: Region | Departement) -> PublicationQuerySet:
    """Public sheets of a territory."""
    lieu = "region" if isinstance(territoire, Region) else "departement"
    return Publication.objects.du_territoire(**{lieu: territoire.pk})


def soutiens_dans(territoire: Region | Departement) -> Soutiens:
    """Grants to the public projects of a territory."""
    est_region = isinstance(territoire, Region)
    return soutiens(region=territoire.pk) if est_region else soutiens(departement=territoire.pk)


def portrait(territoire: Region | Departement, departements: Sequence[str], *, le: dt.date) -> Contexte:
    """Context of the page on the day ``le``, in a constant number of queries.

    ``departements`` are the codes that the map draws.
    """
    fiches = fiches_de(territoire)
    nombre = FICHES_D_UNE_REGION if isinstance(territoire, Region) else FICHES_D_UN_DEPARTEMENT
    montrees = fiches.premieres_par_nature(nombre)
    sommes = fiches.sommes_par_nature(le=le)
    return {
        "territoire": territoire,
        "le": le,
        "sommes": sommes,
        "soutiens": soutiens_dans(territoire),
        "groupes": [groupe for groupe in _groupes(territoire, montrees, sommes) if groupe["publications"]],
        "carte": carte_territoire(departements, points(montrees[Nature.COLLECTIVITE])),
    }


def territoire_decrit(territoire: Region | Departement, racine: str) -> DonneesLiees:
    """schema.org description of a territory; ``racine`` is the address of the site, without a final slash."""
    region = None if isinstance(territoire, Region) else territoire.region.nom
    return decrire(
        "AdministrativeArea",
        nom=territoire.nom,
        adresse=f"{racine}{territoire.get_absolute_url()}",
        identifier={"@type": "PropertyValue", "propertyID": "INSEE", "value": territoire.pk},
        containedInPlace={"@type": "AdministrativeArea", "name": region} if region else None,
    )


def _groupes(territoire: Region | Departement, montrees: Any, sommes: Any) -> Iterable[Contexte]:
    """Sheets of each nature, how many there are, and the address of the list of them all."""
    lieu = "region" if isinstance(territoire, Region) else "departement"
    titres = {
        Nature.COLLECTIVITE: _("Collectivités"),
        Nature.POLITIQUE: _("Politiques ESS"),
        Nature.DISPOSITIF: _("Dispositifs d’aide"),
        Nature.PROJET: _("Projets soutenus"),
        Nature.RESSOURCE: _("Ressources"),
    }
    for nature, titre in titres.items():
        yield {
            "id": f"{nature.value}s",
            "titre": titre,
            "publications": montrees[nature],
            "nombre": sommes[nature].nombre,
            "tout": f"{reverse(registre[nature].liste)}?{lieu}={territoire.pk}",
        }


def points(collectivites: Iterable[Publication]) -> list[Point]:
    """Places of the authorities that are somewhere: a region is everywhere at home."""
    return [
        Point(nom=c.titre, url=c.get_absolute_url(), latitude=c.latitude, longitude=c.longitude)
        for c in collectivites
        if c.latitude is not None and c.longitude is not None and c.contenu["type"] != TypeCollectivite.REGION
    ]
