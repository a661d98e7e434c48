"""Merge two records that are one: every row that points to the duplicate moves, and its address leads to the other."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from publication.actions.adresses import AdresseReservee
from publication.actions.concernees import fiches_concernees
from publication.actions.retirer import fiches_dependantes
from publication.actions.synchroniser import TAILLE_DE_LOT, synchroniser
from publication.actions.verrou import verrouiller_revisions
from publication.models import Doublon, Fiche, Statut
from publication.models.relations import Relation, relations, rivales
from publication.valeurs import libelle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model, UniqueConstraint

GAUCHE, DROITE = "gauche", "droite"
LONGUEUR_DE_RAISON = 100
JAMAIS_CHOISIS = frozenset({"slug", "verifiee_le", "verifiee_par", "revoir_dans", "champs_proteges", "remplacee_par"})
"""Fields that the record kept has for good: its address, and what its own verification said."""


class FusionImpossible(Exception):
    """The records cannot be merged so; ``raisons`` says why, one French sentence each. Nothing is written."""

    def __init__(self, *raisons: str) -> None:
        """Keep the reasons."""
        super().__init__(" ".join(raisons))
        self.raisons = list(raisons)


@dataclass(frozen=True, slots=True)
class Rivalite:
    """Two rows that may not be both kept: one of the duplicate, and one of the record kept."""

    relation: Relation
    ligne: Any
    rivale: Any
    message: str

    @property
    def nom(self) -> str:
        """Name of the choice."""
        return f"{self.relation.nom}:{self.ligne.pk}:{self.rivale.pk}"


@dataclass(slots=True)
class Choix:
    """What was chosen: side of each field, and row kept in each rivalry (``gauche``: that of the record kept)."""

    champs: Mapping[str, str] = field(default_factory=dict)
    rivalites: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Bilan:
    """What a merge moved: number of rows by relation."""

    deplacees: dict[str, int] = field(default_factory=dict)
    retiree: bool = False


def champs_a_choisir(modele: type[Model]) -> list[models.Field[Any, Any]]:
    """Fields whose value is taken from one side or the other."""
    return [
        champ
        for champ in modele._meta.concrete_fields
        if champ.editable and not champ.primary_key and champ.name not in JAMAIS_CHOISIS
    ]


def cote_par_defaut(champ: models.Field[Any, Any], gardee: Model, perdue: Model) -> str:
    """Side of a field when nobody chooses: the filled one, else that of the record verified last, else the one kept."""
    a, b = (getattr(objet, champ.attname) for objet in (gardee, perdue))
    if a in EMPTY_VALUES or b in EMPTY_VALUES:
        return DROITE if a in EMPTY_VALUES and b not in EMPTY_VALUES else GAUCHE
    dates = [getattr(objet, "verifiee_le", None) for objet in (gardee, perdue)]
    plus_sure = dates[1] is not None and (dates[0] is None or dates[1] > dates[0])
    return DROITE if plus_sure else GAUCHE


def toutes_les_relations(gardee: Model, perdue: Model) -> Iterator[tuple[Relation, Model, Model]]:
    """Relations to move, each with the record that has the rows and the one that takes them.

    Proposals and update links point to publications: those of two sheets that both were public move too.
    """
    for relation in relations(type(perdue)):
        yield relation, perdue, gardee
    if isinstance(gardee, Fiche) and isinstance(perdue, Fiche) and gardee.publication and perdue.publication:
        for relation in relations(type(perdue.publication)):
            yield relation, perdue.publication, gardee.publication


def rivalites(gardee: Model, perdue: Model) -> list[Rivalite]:
    """Rows that may not be both kept, between which someone has to choose."""
    return [
        Rivalite(relation, ligne, rivale, _message(contrainte))
        for relation, source, cible in toutes_les_relations(gardee, perdue)
        if relation.contraintes() and not relation.est_un_lien
        for ligne in relation.lignes(source)
        for rivale, contrainte in rivales(relation, ligne, cible)
    ]


def empreinte(gardee: Model, perdue: Model) -> str:
    """Digest of everything that the page of a merge shows: it changes as soon as someone else writes there."""
    dits = [[str(champ.value_from_object(o)) for champ in o._meta.concrete_fields] for o in (gardee, perdue)]
    lignes = [
        (relation.nom, list(relation.lignes(objet).values_list("pk", flat=True)))
        for relation, source, cible in toutes_les_relations(gardee, perdue)
        for objet in (source, cible)
    ]
    return hashlib.sha256(repr((dits, lignes)).encode()).hexdigest()


@transaction.atomic
def fusionner(*, gardee: Model, perdue: Model, choix: Choix, par: AbstractBaseUser, vu: str = "") -> Bilan:
    """Merge ``perdue`` into ``gardee`` and return what moved.

    Each field takes the side chosen, else the default one. A sheet that was public is withdrawn and says which one
    replaces it; anything else is deleted, its history kept. ``vu`` is the digest of what the page showed: the merge is
    refused when something changed since. Raises ``FusionImpossible``; nothing is written then.
    """
    verrouiller_revisions()
    gardee, perdue = _verrouillees(gardee, perdue)
    if vu and vu != empreinte(gardee, perdue):
        raise FusionImpossible(_("Quelqu’un a modifié l’une de ces fiches entre-temps : relisez avant de fusionner."))
    _refuser_l_impossible(gardee, perdue)
    try:
        with transaction.atomic():
            return _Fusion(gardee, perdue, par).faire(choix)
    except ValidationError as refus:
        raise FusionImpossible(*_phrases(refus, gardee)) from refus
    except (IntegrityError, ProtectedError, AdresseReservee) as refus:
        raise FusionImpossible(_("La base refuse cette fusion : %(raison)s") % {"raison": refus}) from refus


def _verrouillees(gardee: Model, perdue: Model) -> list[Any]:
    """Both records as the database has them, locked in the order of their keys."""
    modele = type(gardee)
    if type(perdue) is not modele or gardee.pk == perdue.pk:
        raise FusionImpossible(_("Choisissez deux enregistrements différents de la même rubrique."))
    lues = modele._base_manager.select_for_update(of=("self",)).filter(pk__in=[gardee.pk, perdue.pk]).order_by("pk")
    par_cle = {objet.pk: objet for objet in lues}
    if len(par_cle) < 2:  # noqa: PLR2004  (both)
        raise FusionImpossible(_("L’une des deux fiches n’existe plus."))
    return [par_cle[gardee.pk], par_cle[perdue.pk]]


def _refuser_l_impossible(gardee: Model, perdue: Model) -> None:
    if not isinstance(gardee, Fiche) or not isinstance(perdue, Fiche):
        return
    if gardee.statut == Statut.RETIREE:
        raise FusionImpossible(
            _("« %(fiche)s » est retirée : gardez l’autre, ou publiez-la d’abord.") % {"fiche": gardee}
        )
    if not gardee.est_publique and (perdue.a_ete_publique or fiches_dependantes(perdue)):
        message = _(
            "« %(perdue)s » est ou a été publique, « %(gardee)s » ne l’est pas : gardez l’autre, ou publiez-la."
        )
        raise FusionImpossible(message % {"perdue": perdue, "gardee": gardee})


class _Fusion:
    """One merge, its records locked."""

    def __init__(self, gardee: Any, perdue: Any, par: AbstractBaseUser) -> None:
        self.gardee = gardee
        self.perdue = perdue
        self.par = par
        self.raison = tronquer(
            _("Fusion : « %(perdue)s » devient « %(gardee)s »") % {"perdue": perdue, "gardee": gardee}
        )
        self.bilan = Bilan()
        self.touchees: list[Any] = []

    def faire(self, choix: Choix) -> Bilan:
        """Read what is concerned, move, write both records, and bring the public side into step."""
        valeurs = self._valeurs(choix.champs)
        self.touchees = [
            ligne
            for relation, source, _cible in toutes_les_relations(self.gardee, self.perdue)
            if not relation.est_un_lien
            for ligne in relation.lignes(source)
        ]
        avant = fiches_concernees([self.gardee, self.perdue, *self.touchees])
        self._trancher(choix.rivalites)
        for relation, source, cible in toutes_les_relations(self.gardee, self.perdue):
            self._deplacer(relation, source, cible)
        self.gardee.refresh_from_db()
        self._ecrire(valeurs)
        Doublon.objects.oublier(type(self.perdue), self.cle_perdue)
        restantes = [ligne for ligne in self.touchees if ligne.pk is not None]
        apres = fiches_concernees([self.gardee, *restantes])
        synchroniser([fiche for fiche in [*avant, *apres] if self.bilan.retiree or not self._est_la_perdue(fiche)])
        return self.bilan

    def _est_la_perdue(self, fiche: Any) -> bool:
        return type(fiche) is type(self.perdue) and fiche.pk == self.cle_perdue

    def _valeurs(self, choisis: Mapping[str, str]) -> dict[str, Any]:
        """Values that the record kept takes from the duplicate, by column."""
        champs = champs_a_choisir(type(self.gardee))
        if inconnus := set(choisis) - {champ.name for champ in champs}:
            raise FusionImpossible(_("Champ inconnu : %(noms)s.") % {"noms": ", ".join(sorted(inconnus))})
        return {
            champ.attname: getattr(self.perdue, champ.attname)
            for champ in champs
            if choisis.get(champ.name, cote_par_defaut(champ, self.gardee, self.perdue)) == DROITE
        }

    def _trancher(self, choisies: Mapping[str, str]) -> None:
        """Delete, in each rivalry, the row that was not chosen; refuse the whole when one was left aside."""
        toutes = rivalites(self.gardee, self.perdue)
        if oubliees := [r for r in toutes if choisies.get(r.nom) not in {GAUCHE, DROITE}]:
            phrase = _("%(quoi)s, « %(une)s » ou « %(autre)s » : choisissez laquelle garder. %(raison)s")
            raise FusionImpossible(
                *(
                    phrase % {"quoi": r.relation.libelle, "une": r.rivale, "autre": r.ligne, "raison": r.message}
                    for r in oubliees
                )
            )
        supprimees: set[tuple[Any, Any]] = set()
        for rivalite in toutes:
            ecartee = rivalite.ligne if choisies[rivalite.nom] == GAUCHE else rivalite.rivale
            if (type(ecartee), ecartee.pk) not in supprimees:
                supprimees.add((type(ecartee), ecartee.pk))
                ecartee._history_user, ecartee._change_reason = self.par, self.raison
                ecartee.delete()
        self.touchees = [ligne for ligne in self.touchees if (type(ligne), ligne.pk) not in supprimees]

    def _deplacer(self, relation: Relation, source: Model, cible: Model) -> None:
        """Point the rows of one relation to the record kept."""
        if relation.est_un_lien:
            nombre = self._deplacer_les_liens(relation, source, cible)
        else:
            nombre = deplacer_les_lignes(relation, source, cible, par=self.par, raison=self.raison)
        if nombre:
            self.bilan.deplacees[relation.nom] = nombre

    def _deplacer_les_liens(self, relation: Relation, source: Model, cible: Model) -> int:
        """Move links; the records that hold them in one of their lists keep it in their history."""
        proprietaires = list(relation.proprietaires(source))
        nombre = _deplacer_les_liens(relation, source, cible)
        for proprietaire in proprietaires:
            proprietaire._history_user, proprietaire._change_reason = self.par, self.raison
            proprietaire.save()
        return nombre

    def _ecrire(self, valeurs: Mapping[str, Any]) -> None:
        """Write both records: the duplicate first, so that it gives up the codes that the other takes."""
        self.cle_perdue = self.perdue.pk
        self._retirer_la_perdue(valeurs)
        for attribut, valeur in valeurs.items():
            setattr(self.gardee, attribut, valeur)
        self.gardee.absorber(self.perdue)
        self.gardee._history_user, self.gardee._change_reason = self.par, self.raison
        self.gardee.full_clean()
        self.gardee.save()

    def _retirer_la_perdue(self, valeurs: Mapping[str, Any]) -> None:
        perdue = self.perdue
        perdue._history_user, perdue._change_reason = self.par, self.raison
        if not isinstance(perdue, Fiche) or not perdue.a_ete_publique:
            perdue.laisser_une_redirection(self.gardee)
            perdue.delete()
            perdue.pk = self.cle_perdue
            return
        _ceder_les_codes(perdue, valeurs)
        perdue.remplacee_par = self.gardee
        if perdue.statut != Statut.RETIREE:
            perdue.statut, perdue.retiree_le, perdue.retiree_par_id = Statut.RETIREE, timezone.now(), self.par.pk
            perdue.motif_retrait = _("Fusionnée avec « %(fiche)s ».") % {"fiche": self.gardee}
        perdue.save()
        self.bilan.retiree = True


def deplacer_les_lignes(relation: Relation, source: Model, cible: Model, *, par: AbstractBaseUser, raison: str) -> int:
    """Point the rows of one relation to another record, each with its history; return how many."""
    cle, lignes = relation.champ.attname, list(relation.lignes(source))
    for ligne in lignes:
        soi = type(ligne) is type(cible) and ligne.pk == cible.pk
        setattr(ligne, cle, None if soi else relation.vers(cible))
    champs, dits = [relation.champ.name], {"default_user": par, "default_change_reason": raison}
    for debut in range(0, len(lignes), TAILLE_DE_LOT):
        lot = lignes[debut : debut + TAILLE_DE_LOT]
        if hasattr(relation.modele, "history"):
            bulk_update_with_history(lot, relation.modele, champs, **dits)
        else:
            relation.modele._base_manager.bulk_update(lot, champs)
    return len(lignes)


def _deplacer_les_liens(relation: Relation, source: Model, cible: Model) -> int:
    """Give the links of a many-to-many table to ``cible``; those that it has already are not doubled."""
    autre = next(c for c in relation.modele._meta.concrete_fields if c.is_relation and c is not relation.champ)
    deja = relation.lignes(cible).values(autre.attname)
    lignes = relation.lignes(source)
    lignes.filter(**{f"{autre.attname}__in": deja}).delete()
    if autre.related_model is type(cible):
        lignes.filter(**{autre.attname: relation.vers(cible)}).delete()
    return lignes.update(**{relation.champ.attname: relation.vers(cible)})


def _ceder_les_codes(perdue: Any, valeurs: Mapping[str, Any]) -> None:
    """Empty, in a duplicate that stays withdrawn, the codes that the other takes: two records never share one."""
    uniques = {champ.name for champ in perdue._meta.concrete_fields if champ.unique}
    for contrainte in perdue._meta.constraints:
        uniques |= set(getattr(contrainte, "fields", ()))
    pris = [perdue._meta.get_field(nom) for nom in uniques if valeurs.get(nom) not in (None, "")]
    for champ in pris:
        if not champ.choices:
            setattr(perdue, champ.attname, None if champ.null else "")
    perdue.apres_cession()


def _message(contrainte: UniqueConstraint) -> str:
    return str(contrainte.violation_error_message)


def _phrases(refus: ValidationError, objet: Model) -> Iterable[str]:
    """What the model says against the merged record, the fields named."""
    for nom, erreurs in refus.update_error_dict({}).items():
        tete = "" if nom == "__all__" else f"{libelle(objet._meta.get_field(nom))} : "
        for erreur in erreurs:
            yield from (f"{tete}{message}" for message in erreur.messages)


def tronquer(texte: str) -> str:
    """Cut a reason to what the history keeps of it."""
    return texte if len(texte) <= LONGUEUR_DE_RAISON else f"{texte[: LONGUEUR_DE_RAISON - 1]}…"
