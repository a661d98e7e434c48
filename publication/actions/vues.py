"""Keep a view of a list, change it, make it what the list begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from publication.models import VueEnregistree, VueParDefaut
from publication.regles import est_de_l_equipe, voit

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

VUES_AU_PLUS = 100
"""Views that an account may keep, all lists together."""


class VueImpossible(Exception):
    """The view cannot be kept so; the message says why, in French."""


def tient(compte: Any, vue: VueEnregistree) -> bool:
    """Whether an account may change or delete a view: its own, or a shared one whose owner's account is closed."""
    if vue.compte_id == compte.pk:
        return True
    return bool(vue.est_partagee and not vue.compte.is_active and est_de_l_equipe(compte))


@transaction.atomic
def enregistrer_une_vue(*, vue: VueEnregistree, par: AbstractBaseUser) -> None:
    """Save a view, new or changed; one that is no longer shared opens no list of others. Raises ``VueImpossible``."""
    if vue._state.adding:
        _refuser_une_de_trop(par)
    elif not tient(par, VueEnregistree.objects.select_for_update(of=("self",)).select_related("compte").get(pk=vue.pk)):
        raise VueImpossible(_("Cette vue appartient à quelqu’un d’autre : enregistrez la vôtre sous un autre nom."))
    if vue.est_partagee and not est_de_l_equipe(par):
        raise VueImpossible(_("Seule l’équipe du réseau partage des vues."))
    if vue.modele is None or not voit(par, vue.modele):
        raise VueImpossible(_("Cette liste ne vous est pas ouverte."))
    try:
        vue.full_clean()
        with transaction.atomic():
            vue.save()
    except ValidationError as refus:
        raise VueImpossible(" ".join(refus.messages)) from refus
    except IntegrityError as refus:
        raise VueImpossible(_("Ce nom vient d’être pris sur cette liste : choisissez-en un autre.")) from refus
    if not vue.est_partagee:
        VueParDefaut.objects.filter(vue=vue).exclude(compte=vue.compte_id).delete()


@transaction.atomic
def ouvrir_sur(*, vue: VueEnregistree, par: AbstractBaseUser) -> None:
    """Let the list of a view begin with it, for ``par`` alone."""
    VueParDefaut.objects.update_or_create(compte_id=par.pk, liste=vue.liste, defaults={"vue": vue})


def ne_plus_ouvrir_sur(*, vue: VueEnregistree, par: AbstractBaseUser) -> None:
    """Let the list of a view begin whole again, for ``par`` alone."""
    VueParDefaut.objects.filter(compte=par.pk, vue=vue).delete()


def _refuser_une_de_trop(par: AbstractBaseUser) -> None:
    if VueEnregistree.objects.de(par).count() >= VUES_AU_PLUS:
        raise VueImpossible(
            _("Vous gardez déjà %(nombre)d vues : supprimez-en une d’abord.") % {"nombre": VUES_AU_PLUS}
        )
