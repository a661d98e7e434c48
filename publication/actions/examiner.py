"""Decide upon a proposal: write on the sheet what is accepted, refuse the rest, answer its author."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publication.actions.proposer import PropositionInvalide, lire
from publication.actions.publier import verrouiller
from publication.actions.synchroniser import synchroniser
from publication.actions.verrou import verrouiller_revisions
from publication.models import ChangementPropose, Proposition
from publication.propositions.courriels import envoyer_la_decision
from publication.valeurs import actuelle, canonique, libelle, valider

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.contrib.auth.models import AbstractBaseUser

    from publication.models import Fiche

journal = logging.getLogger(__name__)
LONGUEUR_DE_RAISON = 100
Decision = ChangementPropose.Decision


class ExamenImpossible(Exception):
    """The decision cannot be taken; ``erreurs`` says why, French sentences by field, the whole under the empty name."""

    def __init__(self, erreurs: Mapping[str, list[str]]) -> None:
        """Keep the reasons."""
        super().__init__(" ".join(phrase for phrases in erreurs.values() for phrase in phrases))
        self.erreurs = dict(erreurs)


class ValeurChangee(ExamenImpossible):
    """A field no longer holds what the author saw, nor what the examiner says he saw."""


@transaction.atomic
def appliquer(
    *,
    proposition: Proposition,
    retenues: Mapping[str, Any],
    par: AbstractBaseUser,
    reponse: str = "",
    constatees: Mapping[str, Any] | None = None,
) -> None:
    """Write ``retenues`` (the accepted value of each accepted field) on the sheet; the other fields are refused.

    A value may differ from the one proposed: it was corrected. ``constatees`` gives the present values that ``par``
    saw when deciding; without them a field whose value is no longer the one that the author saw is refused. A proposal
    that is a mere message is applied with nothing: the team dealt with it. Its author is answered after the commit.

    Raises ``ValeurChangee``, or ``ExamenImpossible`` when the proposal was decided upon, when nothing is retained, when
    a field is not one of the proposal, or when the model refuses a value. Nothing is written then.
    """
    verrouiller_revisions()
    verrouillee = _verrouiller(proposition)
    changements = {changement.champ: changement for changement in verrouillee.changements.all()}
    if set(retenues) - set(changements) or (changements and not retenues):
        raise ExamenImpossible({"": [_("Acceptez au moins un des champs proposés, ou refusez la proposition.")]})
    if retenues:
        fiche = verrouiller(verrouillee.fiche())
        _refuser_si_changee(fiche, [changements[nom] for nom in retenues], constatees or {})
        _ecrire(fiche, retenues, verrouillee, par)
        synchroniser([fiche])
    for nom, changement in changements.items():
        changement.decision = Decision.ACCEPTE if nom in retenues else Decision.REFUSE
        if nom in retenues:
            champ = verrouillee.modele._meta.get_field(nom)
            changement.retenue = canonique(champ, retenues[nom])
        changement._history_user = par  # type: ignore[attr-defined]  # read by django-simple-history
        changement.save()
    _conclure(verrouillee, Proposition.Statut.APPLIQUEE, reponse, par)


@transaction.atomic
def refuser(
    *,
    proposition: Proposition,
    reponse: str,
    par: AbstractBaseUser,
) -> None:
    """Refuse a whole proposal; ``reponse`` says why to its author, and to the team later.

    Raises ``ExamenImpossible`` without an answer, or when the proposal was decided upon already.
    """
    if not reponse.strip():
        raise ExamenImpossible({"": [_("Écrivez une réponse : elle dit à l’auteur pourquoi vous refusez.")]})
    verrouillee = _verrouiller(proposition)
    for changement in verrouillee.changements.all():
        changement.decision = Decision.REFUSE
        changement._history_user = par  # type: ignore[attr-defined]  # read by django-simple-history
        changement.save()
    _conclure(verrouillee, Proposition.Statut.REFUSEE, reponse, par)


def repondre(*, proposition: Proposition) -> bool:
    """Send the decision to the author when an address is known; whether it left. Nothing is sent twice.

    What the message says and whom it goes to is never logged.
    """
    if not proposition.adresse_de_reponse or proposition.reponse_envoyee_le:
        return False
    try:
        envoyer_la_decision(proposition)
    except OSError as erreur:
        journal.error("The answer to proposal %s could not leave: %s", proposition.pk, type(erreur).__name__)
        return False
    proposition.reponse_envoyee_le = timezone.now()
    proposition.save()
    return True


def _verrouiller(proposition: Proposition) -> Proposition:
    propositions = Proposition.objects.select_for_update(of=("self",)).select_related("publication")
    verrouillee = propositions.get(pk=proposition.pk)
    if not verrouillee.est_a_examiner:
        phrase = _("%(qui)s a déjà examiné cette proposition : elle est %(statut)s.")
        valeurs = {"qui": verrouillee.examinee_par, "statut": verrouillee.get_statut_display()}
        raise ExamenImpossible({"": [phrase % valeurs]})
    return verrouillee


def _refuser_si_changee(fiche: Fiche, changements: Iterable[ChangementPropose], constatees: Mapping[str, Any]) -> None:
    """Nobody overwrites a value that neither the author nor the examiner has seen."""
    erreurs = {}
    for changement in changements:
        champ = fiche._meta.get_field(changement.champ)
        vue = constatees.get(changement.champ, changement.avant)
        if actuelle(fiche, changement.champ) != canonique(champ, vue):
            phrase = _("« %(champ)s » a changé depuis : relisez la valeur d’aujourd’hui, puis décidez.")
            erreurs[changement.champ] = [phrase % {"champ": libelle(champ)}]
    if erreurs:
        raise ValeurChangee(erreurs)


def _ecrire(fiche: Fiche, retenues: Mapping[str, Any], proposition: Proposition, par: AbstractBaseUser) -> None:
    try:
        valeurs = lire(type(fiche), retenues)
    except PropositionInvalide as refus:
        raise ExamenImpossible(refus.erreurs) from refus
    if erreurs := valider(fiche, valeurs):
        raise ExamenImpossible(erreurs)
    fiche._history_user = par
    raison = _("Proposition n° %(numero)d, %(origine)s") % {
        "numero": proposition.pk,
        "origine": proposition.get_origine_display(),
    }
    fiche._change_reason = raison[:LONGUEUR_DE_RAISON]
    fiche.save()


def _conclure(proposition: Proposition, statut: str, reponse: str, par: AbstractBaseUser) -> None:
    proposition.statut, proposition.reponse = statut, reponse.strip()
    proposition.examinee_le, proposition.examinee_par_id = timezone.now(), par.pk
    proposition._history_user = par  # type: ignore[attr-defined]  # read by django-simple-history
    proposition.save()
    transaction.on_commit(partial(repondre, proposition=proposition))
