"""Mandates that end: after an election, those of many elected contacts at once; and those that go on after all."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from collectivites.models import Contact
from publication.actions import fiches_concernees, synchroniser
from publication.actions.ecrire import ecrire
from publication.actions.lots.geste import GesteEnLot

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from publication.actions.lots.geste import Refus, Saisie
    from publication.models import LotLigne

A_VENIR = gettext_lazy("La fin des mandats ne peut pas être à venir : corrigez la date.")


class GesteSurMandats(GesteEnLot):
    """A gesture on the mandates of elected contacts; undoing writes what they were."""

    champs = ("mandat_fin", "est_archive")

    def nommer(self, objet: Contact) -> str:
        """The person or the function, and where."""
        return f"{objet}, {objet.collectivite}"

    def lire(self, modele: Any, cles: Collection[Any], *, verrou: bool = False) -> list[Any]:
        """Contacts, with their authorities."""
        contacts = modele._base_manager.filter(pk__in=cles).select_related("collectivite").order_by("pk")
        return list(contacts.select_for_update(of=("self",)) if verrou else contacts)

    def defaire(self, objets: Sequence[Contact], lignes: Mapping[Any, LotLigne], par: Any, raison: str) -> Refus:
        """Write the former ends."""
        for contact in objets:
            avant = lignes[contact.pk].avant
            fin = avant["mandat_fin"]
            contact.mandat_fin, contact.est_archive = fin and dt.date.fromisoformat(fin), avant["est_archive"]
        self._ecrire(objets, par, raison)
        return {}

    def dire(self, _modele: Any, etat: Mapping[str, Any]) -> str:
        """Whether the mandate goes on, and whether the contact is shown."""
        if not etat:
            return ""
        fin = etat["mandat_fin"]
        dit = _("fini le %(jour)s") % {"jour": _jour(dt.date.fromisoformat(fin))} if fin else _("en cours")
        return _("%(mandat)s, archivé") % {"mandat": dit} if etat["est_archive"] else str(dit)

    def _ecrire(self, contacts: Sequence[Contact], par: Any, raison: str) -> None:
        ecrire(contacts, self.champs, par=par, raison=raison)
        synchroniser(fiches_concernees(contacts))


class TerminerMandats(GesteSurMandats):
    """End the mandates in course; a mandate that began after the last day is a new one, and goes on."""

    cle = "terminer_mandats"
    libelle = gettext_lazy("Terminer les mandats")
    effet = ngettext_lazy("%(nombre)d mandat sera terminé.", "%(nombre)d mandats seront terminés.", "nombre")
    fait = ngettext_lazy("%(nombre)d mandat terminé.", "%(nombre)d mandats terminés.", "nombre")
    bouton = ngettext_lazy("Terminer %(nombre)d mandat", "Terminer %(nombre)d mandats", "nombre")
    explication = gettext_lazy(
        "Seuls les élus en cours de mandat sont concernés. Les fiches publiques suivent aussitôt."
    )
    retour = gettext_lazy("Annuler rouvre ces mandats, et remet sur les fiches les contacts archivés avec eux.")
    depend_de_la_saisie = True

    def empechements(self, objets: Sequence[Contact], saisie: Saisie, _par: Any) -> Refus:
        """Contacts that hold no mandate in course, and those whose mandate began later."""
        fin = dt.date.fromisoformat(saisie["fin"]) if "fin" in saisie else None
        raisons = {contact.pk: _pourquoi(contact, fin) for contact in objets}
        return {cle: str(raison) for cle, raison in raisons.items() if raison}

    def faire(self, objets: Sequence[Contact], saisie: Saisie, par: Any, raison: str) -> None:
        """End them; who is archived leaves the public sheets."""
        for contact in objets:
            contact.mandat_fin, contact.est_archive = dt.date.fromisoformat(saisie["fin"]), saisie["archiver"]
        self._ecrire(objets, par, raison)

    def dire_la_saisie(self, saisie: Saisie) -> str:
        """The last day, and whether the contacts are archived."""
        dit = _("Dernier jour : %(jour)s") % {"jour": _jour(dt.date.fromisoformat(saisie["fin"]))}
        return _("%(dit)s ; contacts archivés") % {"dit": dit} if saisie["archiver"] else dit


class RouvrirMandats(GesteSurMandats):
    """Make ended mandates go on: those who were archived with them are back."""

    cle = "rouvrir_mandats"
    libelle = gettext_lazy("Rouvrir les mandats terminés")
    effet = ngettext_lazy("%(nombre)d mandat sera rouvert.", "%(nombre)d mandats seront rouverts.", "nombre")
    fait = ngettext_lazy("%(nombre)d mandat rouvert.", "%(nombre)d mandats rouverts.", "nombre")
    bouton = ngettext_lazy("Rouvrir %(nombre)d mandat", "Rouvrir %(nombre)d mandats", "nombre")
    explication = gettext_lazy("Leur fin est effacée, et les contacts archivés reviennent sur les fiches publiques.")
    retour = gettext_lazy("Annuler rend à chaque mandat la fin qu’il avait.")

    def empechements(self, objets: Sequence[Contact], _saisie: Saisie, _par: Any) -> Refus:
        """Contacts whose mandate has no end."""
        autres = [c for c in objets if c.role != Contact.Role.ELU or c.mandat_fin is None]
        return {contact.pk: _("Ce n’est pas un mandat terminé.") for contact in autres}

    def faire(self, objets: Sequence[Contact], _saisie: Saisie, par: Any, raison: str) -> None:
        """Take the ends away."""
        for contact in objets:
            contact.mandat_fin, contact.est_archive = None, False
        self._ecrire(objets, par, raison)


def _pourquoi(contact: Contact, fin: dt.date | None) -> Any:
    """Why a mandate does not end on a day; empty when it does."""
    if contact.role != Contact.Role.ELU:
        return _("Ce n’est pas un élu.")
    if contact.mandat_fin is not None:
        return _("Son mandat est déjà fini, le %(jour)s.") % {"jour": _jour(contact.mandat_fin)}
    if contact.est_archive:
        return _("Le contact est archivé.")
    if fin is not None and fin > timezone.localdate():
        return A_VENIR
    if fin is not None and contact.mandat_debut is not None and contact.mandat_debut > fin:
        return _("Son mandat a commencé après, le %(jour)s : il continue.") % {"jour": _jour(contact.mandat_debut)}
    return ""


def _jour(jour: dt.date) -> str:
    return date_format(jour, "j F Y")


SUR_LES_MANDATS = (TerminerMandats(), RouvrirMandats())
