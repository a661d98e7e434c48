"""What a gesture did, said above the list that it was asked from: refusals with links, and the way to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from publication.actions.lots import empechement_d_annuler, gestes
from publication.models import EtatLot, Lot, RetourLigne, SuiteLigne
from publication.models.historique import dernieres
from publication.regles import lisibles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

CLE = "lot_fait"
NOMMES = 5


def retenir(request: HttpRequest, lot: Lot) -> None:
    """Say it on the next list that the account opens."""
    request.session[CLE] = lot.pk


def oublier(request: HttpRequest) -> None:
    """It was said."""
    request.session.pop(CLE, None)


def resultat(request: HttpRequest) -> dict[str, Any] | None:
    """What the last gesture did; ``None`` when there is nothing to say."""
    cle = request.session.get(CLE)
    lot = Lot.objects.select_related("fait_par").filter(pk=cle).first() if cle else None
    if lot is None or lot.geste not in gestes:
        return None
    annule = lot.etat == EtatLot.ANNULE
    restees = lot.lignes.filter(retour=RetourLigne.LAISSEE) if annule else lot.lignes.de_suite(SuiteLigne.LAISSEE)
    montrees = list(restees.order_by("pk")[:NOMMES])
    nommer(lot, montrees, request.user)
    return {
        "lot": lot,
        "geste": gestes[lot.geste],
        "dit": dire(lot),
        "restees": montrees,
        "nombre_de_restees": lot.restees if annule else lot.laissees,
        "annulable": not empechement_d_annuler(lot, request.user) and lot.faites > 0,
        "retour": request.get_full_path(),
    }


def dire(lot: Lot) -> str:
    """What a gesture did, or what undoing it did."""
    if lot.etat != EtatLot.ANNULE:
        return str(gestes[lot.geste].fait % {"nombre": lot.faites})
    phrase = _("« %(geste)s » est annulé : %(rendues)d sur %(faites)d rendus à leur état d’avant.")
    return phrase % {"geste": gestes[lot.geste].nom, "rendues": lot.rendues, "faites": lot.faites}


def nommer(lot: Lot, lignes: Sequence[Any], compte: Any) -> None:
    """Give rows the names of their records, the links to those that are still there, and their states in words.

    Two queries. What the account may not read is told by its number; a record that is gone, by its history.
    """
    modele: Any = lot.classe
    geste = gestes[lot.geste]
    cles = [ligne.objet for ligne in lignes]
    presents = lisibles(modele._base_manager.filter(pk__in=cles), compte).in_bulk()
    partis = _noms_des_partis(modele, set(cles) - set(presents), compte)
    for ligne in lignes:
        objet = presents.get(ligne.objet)
        ligne.nom = str(objet) if objet is not None else partis.get(ligne.objet, _("n° %d") % ligne.objet)
        ligne.url = _page(modele, ligne.objet) if objet is not None else ""
        ligne.avant_dit, ligne.apres_dit = geste.dire(modele, ligne.avant), geste.dire(modele, ligne.apres)


def _noms_des_partis(modele: Any, cles: set[int], compte: Any) -> dict[int, str]:
    """Names of deleted records, for the team."""
    if not cles or not hasattr(modele, "history") or getattr(compte, "est_limite", True):
        return {}
    attname = modele._meta.pk.attname
    return {getattr(ligne, attname): str(ligne.instance) for ligne in dernieres(modele, cles)}


def _page(modele: Any, cle: int) -> str:
    try:
        return reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_change", args=[cle])
    except NoReverseMatch:
        return ""
