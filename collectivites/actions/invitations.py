"""Invite someone to open an account, and open it when they answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from collectivites.comptes.courriels import envoyer_invitation
from collectivites.models import Groupe, Invitation, Utilisateur

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

ENTRENT_DANS_L_ADMINISTRATION = frozenset({Groupe.ADMINISTRATION, Groupe.REDACTION, Groupe.REFERENT})


class InvitationImpossible(Exception):
    """The invitation cannot be sent or accepted; the message says why, in French."""


@transaction.atomic
def inviter(*, invitation: Invitation, par: AbstractBaseUser | Any) -> None:
    """Send ``invitation``, for the first time or again: the links sent before no longer work.

    Raises ``InvitationImpossible`` when it was accepted, or when an account has its address.
    """
    if invitation.acceptee_le is not None:
        raise InvitationImpossible(_("%(invitation)s : déjà acceptée.") % {"invitation": invitation})
    if Utilisateur.objects.filter(email__iexact=invitation.email).exists():
        raise InvitationImpossible(_("%(invitation)s : un compte porte cette adresse.") % {"invitation": invitation})
    invitation.envoyee_le, invitation.envoyee_par_id = timezone.now(), par.pk
    invitation._history_user = par
    invitation.save()
    transaction.on_commit(partial(envoyer_invitation, invitation))


@transaction.atomic
def accepter(*, cle: int, prenom: str, nom: str, mot_de_passe: str) -> Utilisateur:
    """Open the account of the invitation ``cle``, with the password that its owner has chosen.

    Raises ``InvitationImpossible`` when it was accepted or withdrawn meanwhile.
    """
    invitation = Invitation.objects.en_attente().select_for_update().filter(pk=cle).first()
    if invitation is None or Utilisateur.objects.filter(email__iexact=invitation.email).exists():
        raise InvitationImpossible(_("Cette invitation ne sert plus."))
    compte = Utilisateur(
        username=invitation.email.lower(),
        email=invitation.email.lower(),
        first_name=prenom,
        last_name=nom,
        collectivite_id=invitation.collectivite_id,
        is_staff=invitation.groupe in ENTRENT_DANS_L_ADMINISTRATION,
    )
    compte.set_password(mot_de_passe)
    compte.save()
    compte.groups.add(Group.objects.get_or_create(name=invitation.groupe)[0])
    EmailAddress.objects.create(user=compte, email=compte.email, primary=True, verified=True)
    invitation.compte, invitation.acceptee_le = compte, timezone.now()
    invitation._history_user = compte
    invitation.save()
    return compte
