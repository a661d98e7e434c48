"""What this floor adds to the home of the administration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from programmes.models import Dispositif
from programmes.models.calendrier import EtatDispositif
from publication.accueil import Tache, liste
from publication.regles import lisibles, voit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator


def taches(compte: Any, le: dt.date) -> Iterator[Tache]:
    """Public schemes that close within thirty days: the time to ask whether they go on."""
    if not voit(compte, Dispositif):
        return
    bientot = EtatDispositif.FERME_BIENTOT.value
    lus: Any = lisibles(Dispositif.fiches(), compte)
    nombre = lus.publiees().dans_etat(bientot, le=le).count()
    url = liste(Dispositif, statut__exact="publiee", calendrier=bientot)
    yield Tache(nombre=nombre, libelle=_("dispositifs qui ferment dans les trente jours"), url=url)
