"""What this floor adds to the tasks of the home of the administration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from collectivites.models import Collectivite, Contact
from publication.accueil import Tache, liste
from publication.regles import est_limite, lisibles, voit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator


ANNEES_D_ATTENTE = 2
"""Years before this one whose dissolutions still call for a successor."""


def taches(compte: Any, le: dt.date) -> Iterator[Tache]:
    """Contacts still shown although their mandate is over, authorities that are gone without a successor."""
    if voit(compte, Contact):
        lus: Any = lisibles(Contact.objects.all(), compte)
        libelle = _("contacts dont le mandat est expiré")
        yield Tache(nombre=lus.mandats_expires(le).count(), libelle=libelle, url=liste(Contact, mandat="expire"))
    if not est_limite(compte) and compte.has_perm("collectivites.change_collectivite"):
        attendent = Collectivite.objects.sans_successeur(depuis=le.year - ANNEES_D_ATTENTE)
        url = reverse("admin:collectivites_collectivite_succession")
        yield Tache(nombre=attendent.count(), libelle=_("collectivités dissoutes sans successeur connu"), url=url)
