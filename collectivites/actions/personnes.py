"""What is kept of a person: give it, erase it, and forget by itself what has served its time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core import serializers
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.text import capfirst

from collectivites.models import Avis, Consentement, Contact, Effacement, Invitation, Utilisateur
from publication.actions import fiches_concernees, synchroniser
from publication.models import Alerte, LienDeMiseAJour, Proposition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import QuerySet

GARDE = dt.timedelta(days=365)
"""How long a contact that no longer serves is kept."""
VIDE: dict[str, Any] = {"prenom": "", "nom": "", "email": "", "telephone": "", "autres_mandats": ""}
VIDE |= {"mandat_debut": None, "mandat_fin": None, "oppose_le": None}
RAISON = "Données personnelles effacées"


def tout_ce_qui_est_garde(*, contacts: Iterable[Contact], adresses: Iterable[str]) -> dict[str, Any]:
    """Return everything held about a person, by kind: the contacts and their past states, and what bears an address."""
    cles = [contact.pk for contact in contacts]
    adresses = {adresse.lower() for adresse in adresses if adresse}
    accords = Consentement.history.filter(contact_id__in=cles)
    return {
        "contacts": _lignes(Contact.objects.filter(pk__in=cles)),
        "contacts_historique": _lignes(Contact.history.filter(id__in=cles)),
        "accords": _lignes(Consentement.objects.filter(contact__in=cles)),
        "accords_historique": _lignes(accords),
        "avis": _lignes(Avis.objects.filter(contact__in=cles)),
        "propositions": _lignes(Proposition.objects.filter(auteur_email__in=_ecritures(adresses, Proposition))),
        "liens_de_mise_a_jour": _lignes(LienDeMiseAJour.objects.filter(email__in=adresses)),
        "alertes": _lignes(Alerte.objects.filter(email__in=adresses)),
        "invitations": _lignes(_a(adresses, Invitation.objects.all())),
        "comptes": list(
            _a(adresses, Utilisateur.objects.all()).values(
                "username", "email", "first_name", "last_name", "date_joined", "last_login"
            )
        ),
    }


def adresses_de(contact: Contact) -> set[str]:
    """Addresses that the contact has or had, and that no other contact shares."""
    passees = Contact.history.filter(id=contact.pk).values_list("email", flat=True)
    siennes = {adresse.lower() for adresse in (contact.email, *passees) if adresse}
    autres = _a(siennes, Contact.objects.exclude(pk=contact.pk)).values_list("email", flat=True)
    return siennes - {adresse.lower() for adresse in autres}


@transaction.atomic
def effacer(
    *, contact: Contact, par: AbstractBaseUser | None, motif: str = Effacement.Motif.DEMANDE, le: dt.date
) -> Effacement:
    """Erase everything held about a contact, past states included, and what bears an address that is its alone.

    The function stays, unless its term is over on the day ``le``: it is then archived. The journal names nobody.
    """
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    concernees = fiches_concernees([contact])
    lignes = _effacer_les_traces(adresses_de(contact))
    lignes += contact.avis.count() + contact.consentements.count()
    contact.avis.all().delete()
    contact.consentements.all().delete()
    Consentement.history.filter(contact_id=contact.pk).delete()
    if contact.mandat_fin is not None and contact.mandat_fin < le:
        contact.est_archive = True
    for champ, valeur in VIDE.items():
        setattr(contact, champ, valeur)
    contact.fonction = contact.fonction or capfirst(str(contact.get_role_display()))
    contact.save()
    lignes += Contact.history.filter(id=contact.pk).update(**VIDE, history_change_reason="")
    synchroniser([*concernees, *fiches_concernees([contact])])
    return Effacement.objects.create(
        motif=motif, auteur_id=par.pk if par else None, collectivite_id=contact.collectivite_id, lignes=lignes
    )


@transaction.atomic
def effacer_l_adresse(*, adresse: str, par: AbstractBaseUser) -> Effacement:
    """Erase what bears the address of someone who is no contact: proposals, links, alerts. The journal names nobody."""
    lignes = _effacer_les_traces({adresse.lower()})
    return Effacement.objects.create(motif=Effacement.Motif.DEMANDE, auteur_id=par.pk, lignes=lignes)


def anonymiser(le: dt.date, *, simuler: bool = False) -> int:
    """Erase the contacts that no longer serve since ``GARDE`` on the day ``le``; return their number.

    ``simuler`` only counts. Past states of the contacts deleted as long ago are emptied as well.
    """
    anciens = list(Contact.objects.anciens(le - GARDE))
    if not simuler:
        for contact in anciens:
            effacer(contact=contact, par=None, motif=Effacement.Motif.ANCIENNETE, le=le)
        _oublier_les_supprimes(le - GARDE)
    return len(anciens)


def _oublier_les_supprimes(avant: dt.date) -> None:
    """Empty what the history still says of contacts that were deleted before a day."""
    partis = Contact.history.filter(history_type="-", history_date__date__lte=avant)
    cles = partis.exclude(id__in=Contact.objects.values("pk")).order_by().values("id")
    Contact.history.filter(id__in=cles).update(**VIDE, history_change_reason="")


def _effacer_les_traces(adresses: set[str]) -> int:
    """Erase what bears an address outside contacts; accounts are closed by who runs them."""
    siennes = _ecritures(adresses, Proposition)
    vide = {"auteur_nom": "", "auteur_email": "", "message": "", "reponse": ""}
    lignes: int = Proposition.objects.filter(auteur_email__in=siennes).update(**vide)
    lignes += Proposition.history.filter(auteur_email__in=siennes).update(**vide)
    lignes += LienDeMiseAJour.objects.filter(email__in=adresses).update(email="", message="")
    return lignes + Alerte.objects.filter(email__in=adresses).delete()[0]


def _a(adresses: Iterable[str], lignes: QuerySet[Any]) -> QuerySet[Any]:
    """Rows that bear one of these addresses, however its letters were typed."""
    trouvees: QuerySet[Any] = lignes.annotate(bas=Lower("email")).filter(bas__in=list(adresses))
    return trouvees


def _ecritures(adresses: Iterable[str], modele: type[Proposition]) -> list[str]:
    """Ways in which authors of proposals wrote these addresses: their case was kept."""
    lues = modele.history.annotate(bas=Lower("auteur_email")).filter(bas__in=list(adresses))
    return [*lues.order_by().values_list("auteur_email", flat=True).distinct()]


def _lignes(lignes: QuerySet[Any]) -> list[dict[str, Any]]:
    return [{"cle": ligne["pk"], **ligne["fields"]} for ligne in serializers.serialize("python", lignes)]
