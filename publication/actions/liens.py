"""Ask an authority to update its sheet by a link without an account; what it answers is a proposal."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publication.actions.proposer import PropositionInvalide, SansCompte, proposer
from publication.models import LienDeMiseAJour, Proposition
from publication.models.lien import DUREE_DU_LIEN
from publication.propositions.courriels import envoyer_l_invitation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from django.contrib.auth.models import AbstractBaseUser

    from publication.models import Fiche, Publication

journal = logging.getLogger(__name__)
GARDE_DES_ADRESSES = dt.timedelta(days=365)
"""How long after the end of a link its address stays in the journal."""


class LienImpossible(Exception):
    """The link cannot be sent; the message says why, in French."""


class LienPerime(Exception):
    """The link is too old, revoked, or its sheet is no longer public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reponse:
    """What the authority says of one sheet: values by field, and those that the form showed."""

    publication: Publication
    changements: Mapping[str, Any]
    vues: Mapping[str, Any]


@transaction.atomic
def envoyer_un_lien(
    *, fiche: Fiche, email: str, par: AbstractBaseUser, message: str = "", langue: str = "fr"
) -> LienDeMiseAJour:
    """Send a link that lets whoever holds it propose changes to one public sheet; it leaves after the commit.

    Raises ``LienImpossible`` for a sheet that is not public, or an address that is not one.
    """
    if not fiche.est_publique or fiche.publication is None:
        raise LienImpossible(_("« %(fiche)s » n’est pas publique : publiez-la d’abord.") % {"fiche": fiche})
    try:
        validate_email(email.strip())
    except ValidationError as refus:
        raise LienImpossible(_("« %(email)s » n’est pas une adresse électronique.") % {"email": email}) from refus
    maintenant = timezone.now()
    lien = LienDeMiseAJour.objects.create(
        publication=fiche.publication,
        email=email.strip().lower(),
        langue=langue,
        message=message.strip(),
        envoye_le=maintenant,
        envoye_par_id=par.pk,
        expire_le=maintenant + DUREE_DU_LIEN,
    )
    transaction.on_commit(partial(_faire_partir, lien))
    return lien


def _faire_partir(lien: LienDeMiseAJour) -> None:
    """Send the message; a refusal of the mail server leaves ``parti_le`` empty, and the journal shows it."""
    try:
        envoyer_l_invitation(lien)
    except OSError as erreur:
        journal.error("The update link %s could not leave: %s", lien.pk, type(erreur).__name__)
        return
    lien.parti_le = timezone.now()
    lien.save(update_fields=["parti_le"])


@transaction.atomic
def revoquer_un_lien(*, lien: LienDeMiseAJour, par: AbstractBaseUser) -> None:
    """Make a link useless at once; revoking it twice changes nothing."""
    verrouille = LienDeMiseAJour.objects.select_for_update(of=("self",)).get(pk=lien.pk)
    if verrouille.revoque_le is None:
        verrouille.revoque_le, verrouille.revoque_par_id = timezone.now(), par.pk
        verrouille.save()


def lien_ouvert(cle: UUID, *, le: dt.datetime) -> LienDeMiseAJour:
    """Link that still lets one answer at a moment. Raises ``LienPerime``."""
    lien = LienDeMiseAJour.objects.select_related("publication").filter(pk=cle).first()
    if lien is None or not lien.est_ouvert(le=le) or lien.publication.est_retiree:
        raise LienPerime
    return lien


@transaction.atomic
def repondre_par_lien(
    *, lien: LienDeMiseAJour, reponses: Iterable[Reponse], message: str, nom: str = ""
) -> list[Proposition]:
    """Put what the authority answers in the review queue, a proposal a sheet; the message goes with the first one.

    Raises ``PropositionInvalide``, whose fields are those of the sheet that is refused, and ``LienPerime``: nothing is
    kept then.
    """
    verrouille = LienDeMiseAJour.objects.select_for_update(of=("self",)).select_related("publication").get(pk=lien.pk)
    if not verrouille.est_ouvert(le=timezone.now()):
        raise LienPerime
    par = SansCompte(nom=nom.strip(), email=verrouille.email)
    faites: list[Proposition] = []
    changees = [reponse for reponse in reponses if reponse.changements]
    if message.strip() and verrouille.publication not in [reponse.publication for reponse in changees]:
        changees.insert(0, Reponse(publication=verrouille.publication, changements={}, vues={}))
    for reponse in changees or [Reponse(publication=verrouille.publication, changements={}, vues={})]:
        du_lien = reponse.publication == verrouille.publication
        try:
            faites.append(
                proposer(
                    publication=reponse.publication,
                    changements=reponse.changements,
                    vues=reponse.vues,
                    origine=Proposition.Origine.LIEN,
                    par=par,
                    message=message if du_lien else "",
                )
            )
        except PropositionInvalide as refus:
            refus.publication_id = reponse.publication.pk
            raise
    verrouille.repondu_le = timezone.now()
    verrouille.save(update_fields=["repondu_le"])
    return faites


def effacer_les_adresses(*, maintenant: dt.datetime) -> int:
    """Erase the addresses of the links that ended long ago; return their number."""
    return LienDeMiseAJour.objects.oublies(maintenant - GARDE_DES_ADRESSES).update(email="")
