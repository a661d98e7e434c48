"""Tokens of partners: made, revoked, and what they were used for written down."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from publication.debits import du_jour
from publication.models import Jeton, Rejouable, Usage

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from publication.models import Partenaire

GROUPE = "partenaire"
GARDE_DES_USAGES = dt.timedelta(days=400)
GARDE_DES_REPONSES = dt.timedelta(days=7)
LONGUEUR_DU_COMPTE = 120


@transaction.atomic
def ouvrir_un_compte(*, partenaire: Partenaire) -> AbstractBaseUser:
    """Give a partner an account of its own, by which nobody logs in."""
    comptes = get_user_model()
    base = f"api-{slugify(partenaire.nom)[:LONGUEUR_DU_COMPTE].strip('-') or 'partenaire'}"
    pris = comptes.objects.filter(username=base).exists()
    nom = f"{base}-{timezone.now():%Y%m%d%H%M%S%f}" if pris else base
    compte = comptes.objects.create_user(username=nom, email=partenaire.courriel, password=None)
    compte.groups.add(Group.objects.get_or_create(name=GROUPE)[0])
    partenaire.compte = compte
    return compte


@transaction.atomic
def creer_jeton(*, jeton: Jeton, par: AbstractBaseUser) -> str:
    """Save a new token and return it: it is kept nowhere, and cannot be shown again."""
    jeton.digest, secret = get_digest_token()
    jeton.token_key = secret[: CONSTANTS.TOKEN_KEY_LENGTH]
    jeton.user = jeton.partenaire.compte
    jeton.cree_par_id = par.pk
    jeton.save()
    return str(secret)


@transaction.atomic
def revoquer_jeton(*, jeton: Jeton, par: AbstractBaseUser) -> None:
    """Close a token at once and for good; a second call changes nothing."""
    verrouille = Jeton.objects.select_for_update().get(pk=jeton.pk)
    if verrouille.revoque_le is None:
        verrouille.revoque_le, verrouille.revoque_par_id = timezone.now(), par.pk
        verrouille.save(update_fields=["revoque_le", "revoque_par"])


@transaction.atomic
def relever_les_usages(*, maintenant: dt.datetime) -> int:
    """Write down what the cache has counted since yesterday, a statement a day; return how many tokens were used today.

    Requests themselves write nothing: what a cache lost is not counted.
    """
    jetons = {jeton.compteur: jeton for jeton in Jeton.objects.order_by("pk")}
    aujourdhui = timezone.localtime(maintenant).date()
    comptes: dict[str, int] = {}
    for jour in (aujourdhui - dt.timedelta(days=1), aujourdhui):
        comptes = du_jour(list(jetons), jour)
        Usage.objects.relever(
            Usage(jeton=jetons[qui], jour=jour, demandes=nombre, releve_le=maintenant)
            for qui, nombre in comptes.items()
        )
    return len(comptes)


@transaction.atomic
def purger_les_acces(*, maintenant: dt.datetime) -> int:
    """Forget usages after 400 days, and the answers kept for repeated requests after seven; return how many."""
    usages, _par_modele = Usage.objects.anciens(timezone.localtime(maintenant).date() - GARDE_DES_USAGES).delete()
    gardees, _par_modele = Rejouable.objects.anciennes(maintenant - GARDE_DES_REPONSES).delete()
    return usages + gardees
