"""Ask many authorities at once to update their sheets, each by its own link, none twice in a month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from publication.models import LienDeMiseAJour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publication.models import Fiche

DELAI_ENTRE_DEMANDES = dt.timedelta(days=30)
"""How long an authority that was asked is left in peace."""
DEPART = dt.timedelta(minutes=10)
"""How long a message may take to leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demande:
    """What asking for one sheet would do: to which address, or why not."""

    fiche: Fiche
    email: str = ""
    qui: str = ""
    empechement: str = ""


def deja_demandees(fiches: Iterable[Fiche], *, maintenant: dt.datetime) -> dict[Any, dt.datetime]:
    """When those of some sheets that were asked about lately were, by key of their publication."""
    return LienDeMiseAJour.objects.dernieres_demandes(
        [fiche.publication_id for fiche in fiches if fiche.publication_id],
        depuis=maintenant - DELAI_ENTRE_DEMANDES,
        tout_juste=maintenant - DEPART,
    )


def preparer(fiches: Iterable[Fiche], *, maintenant: dt.datetime) -> list[Demande]:
    """Say to whom each request would go, without sending anything; one query besides the addresses."""
    choisies = list(fiches)
    demandees = deja_demandees(choisies, maintenant=maintenant)
    return [_demande(fiche, demandees.get(fiche.publication_id)) for fiche in choisies]


def _demande(fiche: Fiche, demandee_le: dt.datetime | None) -> Demande:
    if not fiche.est_publique:
        return Demande(fiche=fiche, empechement=_("La fiche n’est pas publique."))
    if demandee_le is not None:
        phrase = _("Déjà demandée le %(jour)s : %(jours)d jours doivent passer.")
        jour = timezone.localtime(demandee_le).strftime("%d/%m/%Y")
        return Demande(fiche=fiche, empechement=phrase % {"jour": jour, "jours": DELAI_ENTRE_DEMANDES.days})
    adresses = fiche.adresses_connues()
    if not adresses:
        return Demande(fiche=fiche, empechement=_("Aucun contact n’a d’adresse : ajoutez-en une."))
    email, qui = adresses[0]
    return Demande(fiche=fiche, email=email, qui=qui)
