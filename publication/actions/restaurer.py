"""Bring back what a record said: one field, a whole version with its parts, or a record that was deleted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publication.actions.adresses import AdresseReservee
from publication.actions.concernees import fiches_concernees
from publication.actions.synchroniser import synchroniser
from publication.actions.verrou import verrouiller_revisions
from publication.models.historique import ETAT_DE_FICHE, UN_GESTE, champs_suivis, etat, histoire, moments, parties
from publication.models.listes_suivies import listes, listes_suivies
from publication.valeurs import libelle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model

    from publication.models.historique import Etat

LONGUEUR_DE_RAISON = 100
UN_INSTANT = dt.timedelta(microseconds=1)


class RestaurationImpossible(Exception):
    """What was cannot come back; the message says why, in French."""


@transaction.atomic
def restaurer_champ(
    *, modele: type[Model], cle: Any, champ: str, le: dt.datetime, par: AbstractBaseUser, motif: str = ""
) -> None:
    """Give a field the value that it had at a moment.

    Raises ``RestaurationImpossible`` when the record is gone, when it did not exist then, when the field is not one
    that people write, and when the model refuses the old value today.
    """
    verrouiller_revisions()
    _refuser_l_interdit(modele)
    objet = _present(modele, cle)
    ligne = etat(modele, cle, le=le).get((modele, cle))
    suivis = (*champs_suivis(modele), *listes_suivies(modele))
    suivi = next((s for s in suivis if s.name == champ and champ not in ETAT_DE_FICHE), None)
    if objet is None or ligne is None or suivi is None:
        raise RestaurationImpossible(_("Cette valeur n’existe pas, ou ne se restaure pas."))
    avant = fiches_concernees([objet])
    raison = motif or _("%(champ)s : valeur du %(jour)s") % {"champ": libelle(suivi), "jour": _jour(le)}
    _signer(objet, par, raison)
    if suivi.many_to_many:
        getattr(objet, champ).set(listes(ligne)[champ])
    else:
        setattr(objet, suivi.attname, getattr(ligne, suivi.attname))
        _enregistrer(objet)
    _synchroniser([*avant, *fiches_concernees([objet])])


@transaction.atomic
def restaurer(*, modele: type[Model], cle: Any, le: dt.datetime, par: AbstractBaseUser, motif: str = "") -> None:
    """Bring a record and its parts back to what they were at a moment, were it deleted since.

    Parts that were there come back, parts that came since go. What says where a sheet stands is not touched; a sheet
    that was deleted comes back as a draft. Models that are not ``restaurable``, such as consents, are left as they are:
    a right that was taken back is never given again by this way.

    Raises ``RestaurationImpossible``; nothing is written then.
    """
    verrouiller_revisions()
    _refuser_l_interdit(modele)
    voulues = etat(modele, cle, le=le)
    if not voulues:
        raise RestaurationImpossible(_("Il n’y avait rien à ce moment-là."))
    raison = motif or _("Version du %(jour)s restaurée") % {"jour": _jour(le)}
    presentes = _presentes(modele, cle)
    avant = fiches_concernees(presentes.values())
    _retirer_les_nouvelles(presentes, voulues, le, par, raison)
    revenues = [_rendre(presentes.get(connue), ligne, par, raison) for connue, ligne in voulues.items()]
    _synchroniser([*avant, *fiches_concernees([revenue for revenue in revenues if revenue is not None])])


def _refuser_l_interdit(modele: Any) -> None:
    if not getattr(modele, "restaurable", False):
        phrase = _("L’historique des « %(noms)s » se lit, mais ne se restaure pas.")
        raise RestaurationImpossible(phrase % {"noms": modele._meta.verbose_name_plural})


def _present(modele: type[Model], cle: Any) -> Any:
    return modele._base_manager.select_for_update(of=("self",)).filter(pk=cle).first()


def _presentes(modele: type[Model], cle: Any) -> dict[tuple[type[Model], Any], Any]:
    """Record and parts as they are now, locked."""
    objet = _present(modele, cle)
    trouvees: dict[tuple[type[Model], Any], Any] = {(modele, cle): objet} if objet is not None else {}
    for partie in parties(modele):
        parentes = [pk for (autre, pk) in trouvees if autre is partie.parente]
        siennes = partie.modele._base_manager.filter(**{f"{partie.champ}__in": parentes})
        trouvees |= {(partie.modele, sienne.pk): sienne for sienne in siennes.select_for_update(of=("self",))}
    return trouvees


def _retirer_les_nouvelles(
    presentes: dict[tuple[type[Model], Any], Any], voulues: Etat, le: dt.datetime, par: AbstractBaseUser, raison: str
) -> None:
    """Delete the parts that were born after ``le``; what has no history was there before, and stays."""
    for (modele, cle), presente in reversed(presentes.items()):
        if (modele, cle) in voulues or not getattr(modele, "restaurable", False):
            continue
        naissance = histoire(modele).filter(**{modele._meta.pk.attname: cle}).order_by("history_date").first()
        if naissance is not None and naissance.history_type == "+" and naissance.history_date > le:
            _signer(presente, par, raison)
            try:
                presente.delete()
            except ProtectedError as refus:
                phrase = _("« %(objet)s » est venu depuis et sert ailleurs : retirez-le d’abord.")
                raise RestaurationImpossible(phrase % {"objet": presente}) from refus


def _rendre(presente: Any, ligne: Any, par: AbstractBaseUser, raison: str) -> Any:
    """Write a row of the history over its record, or make it again; ``None`` when nothing had to be written."""
    modele = ligne.instance_type
    if not getattr(modele, "restaurable", False):
        return None
    objet = ligne.instance
    objet._state.adding = presente is None
    for nom in ETAT_DE_FICHE & {champ.name for champ in modele._meta.concrete_fields}:
        champ = modele._meta.get_field(nom)
        setattr(objet, champ.attname, getattr(presente, champ.attname) if presente else champ.get_default())
    tenues = listes(ligne)
    change = presente is None or any(
        getattr(presente, champ.attname) != getattr(objet, champ.attname) for champ in _ecrits(modele)
    )
    _signer(objet, par, raison)
    if change:
        _enregistrer(objet)
    changees = [
        nom for nom, voulus in tenues.items() if set(getattr(objet, nom).values_list("pk", flat=True)) != voulus
    ]
    for nom in changees:
        getattr(objet, nom).set(tenues[nom])
    return objet if change or changees else None


def _ecrits(modele: type[Model]) -> Iterable[Any]:
    return [champ for champ in modele._meta.concrete_fields if champ.name not in {"modifiee_le", "creee_le"}]


def _enregistrer(objet: Any) -> None:
    try:
        objet.full_clean()
    except ValidationError as refus:
        phrases = [
            message if nom == "__all__" else f"{libelle(objet._meta.get_field(nom))} : {message}"
            for nom, messages in refus.message_dict.items()
            for message in messages
        ]
        sujet = _("« %(objet)s » ne peut pas revenir ainsi.") % {"objet": objet}
        raise RestaurationImpossible(" ".join([sujet, *phrases])) from refus
    objet.save()


def _signer(objet: Any, par: AbstractBaseUser, raison: str) -> None:
    """Say in the history who writes, and why."""
    objet._history_user, objet._change_reason = par, raison[:LONGUEUR_DE_RAISON]


def _synchroniser(fiches: Iterable[Any]) -> None:
    try:
        synchroniser(fiches)
    except AdresseReservee as refus:
        raise RestaurationImpossible(str(refus)) from refus


def _jour(le: dt.datetime) -> str:
    return date_format(timezone.localtime(le), "j F Y, H:i")


def avant_la_suppression(*, modele: type[Model], cle: Any) -> dt.datetime:
    """Last moment when a deleted record had its parts. Raises ``RestaurationImpossible`` when it was not deleted."""
    fin = histoire(modele).filter(**{modele._meta.pk.attname: cle}).order_by("-history_date", "-history_id").first()
    if fin is None or fin.history_type != "-" or _present(modele, cle) is not None:
        raise RestaurationImpossible(_("Cet enregistrement n’a pas été supprimé."))
    suppressions = [geste for geste in moments(modele, cle) if geste.types == {"-"}]
    gestes = [geste.debut for geste in suppressions if fin.history_date - geste.fin <= UN_GESTE]
    debut: dt.datetime = min([fin.history_date, *gestes])
    return debut - UN_INSTANT
