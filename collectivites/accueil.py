"""What this floor adds to the tasks of the home of the administration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from collectivites.models import Contact
from publication.accueil import Tache, liste, voit
from publication.regles import lisibles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator


def taches(compte: Any, le: dt.date) -> Iterator[Tache]:
    """Contacts still shown although their mandate is over."""
    if voit(compte, Contact):
        lus: Any = lisibles(Contact.objects.all(), compte)
        libelle = _("contacts dont le mandat est expiré")
        yield Tache(nombre=lus.mandats_expires(le).count(), libelle=libelle, url=liste(Contact, mandat="expire"))
