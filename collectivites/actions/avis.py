"""Tell a person before something of them is published, publish when they did not object, stop at once when they do."""

from __future__ import annotations

import datetime as dt
import logging
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from collectivites.courriels import envoyer_avis
from collectivites.models import Avis, Consentement, Contact
from publication.actions import fiches_concernees, synchroniser

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from django.contrib.auth.models import AbstractBaseUser

journal = logging.getLogger(__name__)
DELAI = dt.timedelta(days=15)
"""Time that a person has to object before anything is public; they may still object after."""
BASES_SANS_ACCORD = (Consentement.Base.MANDAT_PUBLIC, Consentement.Base.INTERET_PUBLIC)
"""Legal bases that ask for a notice and not for an answer: silence is no consent."""
OPPOSITION = "Opposition de la personne"
PREVENUE = "Publié après un avis resté sans opposition"


class AvisImpossible(Exception):
    """The notice cannot be sent; the message says why, in French."""


class AvisInconnu(Exception):
    """The notice is gone, and what was kept of the person with it."""


@transaction.atomic
def prevenir(
    *, contact: Contact, champs: Collection[str], base_legale: str, par: AbstractBaseUser, langue: str = "fr"
) -> Avis:
    """Announce to a person that ``champs`` will be published in ``DELAI``; the message leaves after the commit.

    Raises ``AvisImpossible`` when it cannot leave, when nothing would be published, or when the person said no.
    """
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    _refuser_l_impossible(contact, champs, base_legale)
    maintenant = timezone.now()
    avis = Avis.objects.create(
        contact=contact,
        email=contact.email,
        champs=[champ for champ in Consentement.Champ.values if champ in champs],
        base_legale=base_legale,
        langue=langue,
        envoye_le=maintenant,
        envoye_par_id=par.pk,
        publication_le=timezone.localdate(maintenant) + DELAI,
    )
    transaction.on_commit(partial(_faire_partir, avis))
    return avis


@transaction.atomic
def publier_les_prevenus(le: dt.date) -> int:
    """Publish what the notices announced for the day ``le`` or before, if nobody objected; return their number.

    What the person took back meanwhile is left alone.
    """
    dus = list(Avis.objects.dus(le).select_related("contact").select_for_update(of=("self", "contact")))
    accordes = [accord for avis in dus for champ in avis.champs if (accord := _accorder(avis, champ, le))]
    for avis in dus:
        avis.publie_le = timezone.now()
        avis.save(update_fields=["publie_le"])
    synchroniser(fiches_concernees(accordes))
    return len(dus)


@transaction.atomic
def s_opposer(*, cle: UUID) -> Contact:
    """Take back at once all that is public of the person of a notice, and let no legal basis publish it again.

    Objecting twice changes nothing. Raises ``AvisInconnu``.
    """
    avis = Avis.objects.filter(pk=cle).first()
    contact = Contact.objects.select_for_update(of=("self",)).filter(pk=avis.contact_id).first() if avis else None
    if contact is None:
        raise AvisInconnu
    jour = timezone.localdate()
    en_vigueur = contact.consentements.filter(retire_le=None).select_for_update(of=("self",))
    retires = [accord for accord in en_vigueur if contact.admet(accord)]
    if contact.oppose_le is not None and not retires:
        return contact
    for accord in retires:
        accord.retire_le = max(jour, accord.accorde_le)
        accord._change_reason = OPPOSITION
        accord.save()
    contact.oppose_le, contact._change_reason = jour, OPPOSITION
    contact.save()
    Avis.objects.filter(pk=cle).update(oppose_le=timezone.now())
    synchroniser(fiches_concernees([contact]))
    return contact


def lire_avis(cle: UUID) -> Avis:
    """Notice of a link, with its contact. Raises ``AvisInconnu``."""
    avis = Avis.objects.pour_admin().filter(pk=cle).first()
    if avis is None:
        raise AvisInconnu
    return avis


def _refuser_l_impossible(contact: Contact, champs: Collection[str], base_legale: str) -> None:
    """Say why the notice cannot be sent, if it cannot."""
    if contact.oppose_le is not None:
        raise AvisImpossible(_("Cette personne s’est opposée : seul un accord qu’elle donne la rend publique."))
    if not contact.email:
        raise AvisImpossible(_("Ce contact n’a pas de courriel : ajoutez-le d’abord."))
    if contact.est_archive:
        raise AvisImpossible(_("Ce contact est archivé : rien n’en sera publié."))
    if base_legale not in BASES_SANS_ACCORD:
        raise AvisImpossible(_("Le silence ne vaut pas accord : choisissez une autre base légale."))
    if not champs:
        raise AvisImpossible(_("Choisissez au moins un champ à publier."))
    accords = {accord.champ: accord for accord in contact.consentements.all()}
    annonces = {champ for avis in contact.avis.en_attente() for champ in avis.champs}
    for champ in Consentement.Champ:
        if champ in champs:
            _refuser_le_champ(contact, champ, accords.get(champ), annonce=champ in annonces)


def _refuser_le_champ(
    contact: Contact, champ: Consentement.Champ, accord: Consentement | None, *, annonce: bool
) -> None:
    nom = {"champ": champ.label}
    if not contact.renseigne(champ):
        raise AvisImpossible(_("« %(champ)s » est vide : rien ne serait publié.") % nom)
    if annonce:
        raise AvisImpossible(_("« %(champ)s » : un avis est déjà parti, sa publication est prévue.") % nom)
    if accord is not None and accord.retire_le is None:
        raise AvisImpossible(_("« %(champ)s » est déjà public.") % nom)
    if accord is not None and accord.est_revoque:
        raise AvisImpossible(_("« %(champ)s » : la personne a retiré son accord.") % nom)


def _accorder(avis: Avis, champ: str, le: dt.date) -> Consentement | None:
    """Write the right to publish a field; ``None`` when there is one already, or when the person took it back."""
    fin = avis.contact.mandat_fin
    if fin is not None and fin <= le:
        return None
    accord = Consentement.objects.filter(contact=avis.contact, champ=champ).first()
    if accord is not None and (accord.retire_le is None or accord.est_revoque):
        return None
    accord = accord or Consentement(contact=avis.contact, champ=champ)
    accord.base_legale, accord.accorde_le, accord.expire_le, accord.retire_le = avis.base_legale, le, fin, None
    accord._history_user, accord._change_reason = avis.envoye_par, PREVENUE
    accord.save()
    return accord


def _faire_partir(avis: Avis) -> None:
    """Send the message; a refusal of the mail server leaves ``parti_le`` empty: nothing will be published then."""
    try:
        envoyer_avis(avis)
    except OSError as erreur:
        journal.error("The notice %s could not leave: %s", avis.pk, type(erreur).__name__)
        return
    avis.parti_le = timezone.now()
    avis.save(update_fields=["parti_le"])
