"""Remember the addresses that public sheets leave, and keep them from other sheets."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from publication.models import AncienneAdresse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from publication.models import Publication


class AdresseReservee(Exception):
    """A sheet would take the former address of another one; the message says which, in French."""


def deplacer(actuelles: Mapping[UUID, Publication], voulues: Iterable[Publication]) -> None:
    """Write down the addresses that ``voulues``, about to replace ``actuelles``, leave; nothing when none moves.

    Raise ``AdresseReservee`` when one of them takes an address that another sheet had. Our turn to write has come:
    nobody else moves meanwhile.
    """
    quittees: list[AncienneAdresse] = []
    demandes: dict[str, dict[str, UUID]] = defaultdict(dict)
    for voulue in voulues:
        actuelle = actuelles.get(voulue.pk)
        if actuelle is not None and actuelle.slug == voulue.slug:
            continue
        demandes[voulue.nature][voulue.slug] = voulue.pk
        if actuelle is not None:
            quittees.append(AncienneAdresse(nature=actuelle.nature, slug=actuelle.slug, uid=actuelle.pk))
    for nature, demandees in demandes.items():
        refuser_les_reservees(nature, demandees)
        if quittees:
            AncienneAdresse.objects.reprises(nature, demandees).delete()
    AncienneAdresse.objects.bulk_create(quittees)


def refuser_les_reservees(nature: str, demandes: Mapping[str, UUID]) -> None:
    """Raise ``AdresseReservee`` for the first address that was another sheet's."""
    for refus in adresses_reservees(nature, demandes).values():
        raise AdresseReservee(refus)


def adresses_reservees(nature: str, demandes: Mapping[str, UUID]) -> dict[str, str]:
    """Addresses, among those asked for, that were another sheet's, each with the sentence that refuses it."""
    phrase = _("L’adresse « %(slug)s » a été celle d’une autre fiche : elle y mène toujours. Choisissez-en une autre.")
    reservees = AncienneAdresse.objects.d_autres(nature, demandes).order_by("pk").values_list("slug", flat=True)
    return {slug: phrase % {"slug": slug} for slug in reservees}
