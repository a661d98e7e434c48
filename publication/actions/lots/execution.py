"""Foresee a gesture on many records, make it, undo it: all of it or nothing, refusals told one by one."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publication.actions.avancement import suivre
from publication.actions.lots.depuis import dernieres_versions
from publication.actions.lots.geste import gestes
from publication.actions.synchroniser import par_lots
from publication.actions.verrou import verrouiller_revisions
from publication.models import EtatLot, Lot, LotLigne, RetourLigne, SuiteLigne
from publication.regles import peut_publier

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from django.db.models import Model

    from publication.actions.lots.geste import GesteEnLot, Refus, Saisie

journal = logging.getLogger(__name__)
SUITE_ECRITE = ["suite", "raison", "avant", "apres", "version"]
RETOUR_ECRIT = ["retour", "raison_du_retour"]


class LotImpossible(Exception):
    """The gesture cannot be made or undone; the message says why, in French."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevision:
    """What a gesture would do: to which records, how many messages, which ones it would leave alone and why."""

    faisables: list[Any]
    laissees: list[tuple[Any, str]]
    courriels: int

    @property
    def nombre(self) -> int:
        """Records chosen."""
        return len(self.faisables) + len(self.laissees)


def prevoir(*, geste: GesteEnLot, modele: type[Model], cles: Collection[Any], saisie: Saisie, par: Any) -> Prevision:
    """Say what a gesture would do, without doing anything; a constant number of queries for each 500 records."""
    faisables: list[Any] = []
    laissees: list[tuple[Any, str]] = []
    courriels = 0
    for lot in par_lots(sorted(cles)):
        objets = geste.lire(modele, lot)
        refus = geste.refuses(objets, saisie, par)
        possibles = [objet for objet in objets if objet.pk not in refus]
        faisables += possibles
        laissees += [(objet, refus[objet.pk]) for objet in objets if objet.pk in refus]
        courriels += geste.courriels(possibles, saisie, par) if possibles else 0
    return Prevision(faisables=faisables, laissees=laissees, courriels=courriels)


@transaction.atomic
def ouvrir(*, geste: GesteEnLot, modele: type[Model], cles: Collection[Any], saisie: Saisie, par: Any) -> Lot:
    """Write a gesture down before it is made. Raises ``LotImpossible`` without the right, or with too many records."""
    if not geste.est_permis(par, modele):
        raise LotImpossible(_("Votre compte ne fait pas ce geste."))
    if len(cles) > geste.au_plus:
        raise LotImpossible(trop(geste, len(cles)))
    lot = Lot.objects.create(
        geste=geste.cle, modele=modele._meta.label, saisie=saisie, fait_par_id=par.pk, nombre=len(cles)
    )
    LotLigne.objects.bulk_create([LotLigne(lot=lot, objet=cle) for cle in sorted(cles)])
    return lot


def trop(geste: GesteEnLot, nombre: int) -> str:
    """What is said of a gesture on too many records."""
    phrase = _("%(nombre)d lignes choisies : un geste en prend %(plafond)d au plus. Filtrez la liste, rien n’a changé.")
    return phrase % {"nombre": nombre, "plafond": geste.au_plus}


def est_long(lot: Lot) -> bool:
    """Whether a job, rather than the page, makes it."""
    return lot.nombre > gestes[lot.geste].sur_le_champ


def executer(cle: int, *, avancer_en_base: bool = False) -> Lot:
    """Make a gesture that ``ouvrir`` wrote down; one that was made is left as it is."""
    lot = _pris(cle)
    if lot.etat == EtatLot.EXECUTION:
        _travailler(lot, _faire, sinon=_interrompre, avancer_en_base=avancer_en_base)
    return lot


@transaction.atomic
def demander_l_annulation(*, lot: Lot, par: Any) -> Lot:
    """Begin to undo a gesture. Raises ``LotImpossible`` without the right, or when there is nothing to undo."""
    verrouille = Lot.objects.select_for_update(of=("self",)).get(pk=lot.pk)
    if empechement := empechement_d_annuler(verrouille, par):
        raise LotImpossible(empechement)
    verrouille.etat = EtatLot.ANNULATION
    verrouille.annule_le, verrouille.annule_par_id = timezone.now(), par.pk
    verrouille.avancement, verrouille.vu_le, verrouille.erreur = 0, timezone.now(), ""
    verrouille.save()
    return verrouille


def empechement_d_annuler(lot: Lot, par: Any) -> str:
    """Why an account cannot undo a gesture; empty when it can."""
    geste = gestes[lot.geste]
    meta = lot.classe._meta
    if lot.etat != EtatLot.TERMINE:
        return _("Ce geste est %(etat)s : il ne s’annule pas.") % {"etat": lot.get_etat_display()}
    if not geste.est_annulable:
        return _("Ce geste ne s’annule pas.")
    if not (peut_publier(par) and par.has_perm(f"{meta.app_label}.change_{meta.model_name}")):
        return _("Seule l’équipe du réseau annule ce geste.")
    return ""


def annuler(cle: int, *, avancer_en_base: bool = False) -> Lot:
    """Undo a gesture that ``demander_l_annulation`` took up: what nobody changed since goes back, the rest is named."""
    lot = _pris(cle)
    if lot.etat == EtatLot.ANNULATION:
        _travailler(lot, _rendre, sinon=_renoncer, avancer_en_base=avancer_en_base)
    return lot


def _pris(cle: int) -> Lot:
    return Lot.objects.select_related("fait_par", "annule_par").get(pk=cle)


def _travailler(
    lot: Lot, travail: Callable[[Lot, Callable[[int], object]], None], *, sinon: Any, avancer_en_base: bool
) -> None:
    """Do the work in one transaction, its state with it; what stops it changes nothing, and the page says so."""
    try:
        with suivre(Lot, lot.pk, en_base=avancer_en_base) as avancer, transaction.atomic():
            verrouiller_revisions()
            travail(lot, avancer)
    except Exception as erreur:  # noqa: BLE001  # whatever happened, the page says so and the journal keeps it
        journal.exception("Gesture %s failed", lot.pk)
        sinon(lot, f"{type(erreur).__name__} : {erreur}")


def _faire(lot: Lot, avancer: Callable[[int], object]) -> None:
    geste, modele = gestes[lot.geste], lot.classe
    raison = _("%(geste)s, geste en lot n° %(numero)d") % {"geste": geste.nom, "numero": lot.pk}
    for cles in par_lots(lot.lignes.en_attente().order_by("objet").values_list("objet", flat=True)):
        lignes = {ligne.objet: ligne for ligne in lot.lignes.filter(objet__in=cles)}
        objets = geste.lire(modele, cles, verrou=True)
        refus = geste.refuses(objets, lot.saisie, lot.fait_par)
        possibles = [objet for objet in objets if objet.pk not in refus]
        connues = [objet.pk for objet in possibles]
        avant = geste.etat(possibles)
        refus |= (geste.faire(possibles, lot.saisie, lot.fait_par, raison) or {}) if possibles else {}
        apres = {} if geste.efface else geste.etat(possibles)
        _noter(lignes, {cle: (avant.get(cle, {}), apres.get(cle, {})) for cle in connues}, refus, modele)
        avancer(len(cles))
    lot.faites = lot.lignes.de_suite(SuiteLigne.FAITE).count()
    lot.laissees, lot.fini_le = lot.nombre - lot.faites, timezone.now()
    lot.etat, lot.avancement = EtatLot.TERMINE, lot.nombre
    lot.save()


def _noter(lignes: dict[Any, LotLigne], etats: dict[Any, Any], refus: Refus, modele: Any) -> None:
    versions = dernieres_versions(modele, list(etats))
    for cle, ligne in lignes.items():
        if cle in etats and cle not in refus:
            ligne.suite, ligne.version = SuiteLigne.FAITE, versions.get(cle)
            ligne.avant, ligne.apres = etats[cle]
        else:
            ligne.suite, ligne.raison = SuiteLigne.LAISSEE, refus.get(cle) or _("Elle n’existe plus.")
    LotLigne.objects.bulk_update(lignes.values(), SUITE_ECRITE)


def _interrompre(lot: Lot, erreur: str) -> None:
    lot.etat, lot.erreur = EtatLot.ECHEC, erreur
    lot.save(update_fields=["etat", "erreur"])


def _rendre(lot: Lot, avancer: Callable[[int], object]) -> None:
    geste, modele = gestes[lot.geste], lot.classe
    raison = _("Annulation de « %(geste)s », geste en lot n° %(numero)d") % {"geste": geste.nom, "numero": lot.pk}
    for cles in par_lots(lot.lignes.a_rendre().order_by("objet").values_list("objet", flat=True)):
        lignes = {ligne.objet: ligne for ligne in lot.lignes.filter(objet__in=cles)}
        objets = [] if geste.efface else geste.lire(modele, cles, verrou=True)
        refus = geste.changees(modele, lignes, depuis=lot.fini_le) | _disparues(geste, objets, cles)
        gardes = [objet for objet in objets if objet.pk not in refus]
        restantes = {cle: ligne for cle, ligne in lignes.items() if cle not in refus}
        refus |= geste.defaire(gardes, restantes, lot.annule_par, raison) if restantes else {}
        for cle, ligne in lignes.items():
            ligne.retour = RetourLigne.LAISSEE if cle in refus else RetourLigne.RENDUE
            ligne.raison_du_retour = refus.get(cle, "")
        LotLigne.objects.bulk_update(lignes.values(), RETOUR_ECRIT)
        avancer(len(cles))
    lot.rendues = lot.lignes.rendues().count()
    lot.restees = lot.faites - lot.rendues
    lot.etat, lot.avancement = EtatLot.ANNULE, lot.nombre
    lot.save()


def _disparues(geste: GesteEnLot, objets: Sequence[Any], cles: Collection[Any]) -> Refus:
    presentes = {objet.pk for objet in objets}
    return {} if geste.efface else {cle: _("Supprimée depuis.") for cle in cles if cle not in presentes}


def _renoncer(lot: Lot, erreur: str) -> None:
    lot.etat, lot.erreur = EtatLot.TERMINE, erreur
    lot.annule_le = lot.annule_par = None
    lot.save(update_fields=["etat", "erreur", "annule_le", "annule_par"])
