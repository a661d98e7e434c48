"""« These authorities became that one »: a merger of groupings, as the law makes them each 1 January."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from collectivites.models import Adhesion, Collectivite, Commune, SuiteProposee
from collectivites.models.types import EPCI
from publication.actions import fiches_concernees, synchroniser, verrouiller_revisions
from publication.actions.fusionner import deplacer_les_lignes, tronquer
from publication.actions.retirer import fiches_dependantes
from publication.models import Statut
from publication.models.relations import relations

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from django.contrib.auth.models import AbstractBaseUser

    from publication.models.relations import Relation

CONTINUER, COMMENCER, AUCUNE = "continuer", "commencer", "aucune"
RESTENT = frozenset(
    {
        "collectivites.Adhesion.collectivite",
        "collectivites.Collectivite.remplacee_par",
        "collectivites.Collectivite_communes.collectivite",
        "collectivites.Commune.epci",
        "collectivites.SuiteProposee.ancienne",
        "collectivites.SuiteProposee.nouvelle",
        "programmes.Intervention.collectivite",
        "programmes.Ressource_collectivites.collectivite",
        "programmes.Subvention.collectivite",
    }
)
"""What is decided otherwise, and what tells the past: a grant was given by the authority of that time."""


class SuccessionImpossible(Exception):
    """The merger cannot be written so; the message says why, in French. Nothing is written."""


@dataclass(slots=True, kw_only=True)
class Succession:
    """What was decided. ``passent`` names the relations whose rows go to the new authority.

    ``adhesion``: the new one is a member since the oldest of them joined, since the merger, or not at all.
    """

    anciennes: list[Collectivite]
    nouvelle: Collectivite
    le: dt.date
    adhesion: str = AUCUNE
    passent: Collection[str] = ()
    retirer: bool = False


@dataclass(slots=True)
class Bilan:
    """What was done: communes moved, rows moved, sheets withdrawn, and those that had to stay public, with why."""

    communes: int = 0
    lignes: int = 0
    retirees: list[Collectivite] = field(default_factory=list)
    restees: list[Collectivite] = field(default_factory=list)


def relations_qui_passent() -> list[Relation]:
    """Relations whose rows may go to the new authority: policies, schemes, contacts, accounts."""
    return [relation for relation in relations(Collectivite) if relation.nom not in RESTENT]


@transaction.atomic
def succeder(*, succession: Succession, par: AbstractBaseUser, aujourdhui: dt.date) -> Bilan:
    """Write a merger: communes, memberships and what was chosen go to the new authority; the others end.

    Former authorities keep their sheet and its history; their codes lead to the new one. Their public sheets are
    withdrawn, and their addresses lead there too, when asked, when nothing public is left on them and when the new one
    is public. Raises ``SuccessionImpossible``.
    """
    verrouiller_revisions()
    ecriture = _Ecriture(succession, par)
    ecriture.verrouiller()
    ecriture.refuser_l_impossible(aujourdhui)
    try:
        with transaction.atomic():
            return ecriture.faire()
    except ValidationError as refus:
        raise SuccessionImpossible(" ".join(refus.messages)) from refus


class _Ecriture:
    """One merger."""

    def __init__(self, voulue: Succession, par: AbstractBaseUser) -> None:
        self.voulue = voulue
        self.par = par
        self.bilan = Bilan()

    def verrouiller(self) -> None:
        """Read the authorities again, locked in the order of their keys."""
        cles = {c.pk for c in (*self.voulue.anciennes, self.voulue.nouvelle)}
        lues = Collectivite.objects.select_for_update(of=("self",)).filter(pk__in=cles).order_by("pk").in_bulk()
        if len(lues) < len(cles):
            raise SuccessionImpossible(_("L’une des collectivités n’existe plus."))
        self.anciennes = [lues[cle] for cle in dict.fromkeys(c.pk for c in self.voulue.anciennes)]
        self.nouvelle = lues[self.voulue.nouvelle.pk]
        jour = date_format(self.voulue.le, "j F Y")
        self.raison = tronquer(_("Devenue « %(nom)s » le %(jour)s") % {"nom": self.nouvelle, "jour": jour})

    def refuser_l_impossible(self, aujourdhui: dt.date) -> None:
        """Say what forbids the merger, before anything is written."""
        if not self.anciennes:
            raise SuccessionImpossible(_("Choisissez au moins une collectivité qui disparaît."))
        if self.nouvelle in self.anciennes:
            raise SuccessionImpossible(_("« %(nom)s » ne peut pas se succéder à elle-même.") % {"nom": self.nouvelle})
        if self.voulue.le > aujourdhui:
            raise SuccessionImpossible(
                _("La date d’effet ne peut pas être à venir : les fiches diraient fait ce qui ne l’est pas.")
            )
        if self.nouvelle.statut == Statut.RETIREE or self.nouvelle.remplacee_par_id or self.nouvelle.dissoute_en:
            message = _("« %(nom)s » est elle-même dissoute, remplacée ou retirée.")
            raise SuccessionImpossible(message % {"nom": self.nouvelle})
        for ancienne in self.anciennes:
            if ancienne.remplacee_par_id not in {None, self.nouvelle.pk}:
                message = _("« %(nom)s » a déjà un successeur : « %(autre)s ».")
                raise SuccessionImpossible(message % {"nom": ancienne, "autre": ancienne.remplacee_par})

    def faire(self) -> Bilan:
        """Move, end, and bring the public side into step."""
        communes = list(Commune.objects.filter(epci__in=self.anciennes))
        lignes: list[Any] = [
            ligne
            for relation in self._relations()
            for ancienne in self.anciennes
            for ligne in relation.lignes(ancienne)
        ]
        toutes = [*self.anciennes, self.nouvelle]
        avant = fiches_concernees([*toutes, *communes, *lignes])
        self._deplacer_les_communes(communes)
        for relation in self._relations():
            for ancienne in self.anciennes:
                self.bilan.lignes += deplacer_les_lignes(
                    relation, ancienne, self.nouvelle, par=self.par, raison=self.raison
                )
        self._decider_des_adhesions()
        for ancienne in self.anciennes:
            self._finir(ancienne)
        SuiteProposee.objects.filter(ancienne__in=self.anciennes).delete()
        self._refuser_les_orphelines()
        synchroniser([*avant, *fiches_concernees([*toutes, *communes, *lignes])])
        return self.bilan

    def _relations(self) -> list[Relation]:
        return [relation for relation in relations_qui_passent() if relation.nom in self.voulue.passent]

    def _deplacer_les_communes(self, communes: list[Commune]) -> None:
        """Communes belong to the new grouping; those of a pays or of a syndicat are added to its own."""
        if self.nouvelle.type in EPCI:
            for commune in communes:
                commune.epci = self.nouvelle
            Commune.objects.bulk_update(communes, ["epci"])
            self.bilan.communes = len(communes)
            return
        membres = Commune.objects.filter(groupements__in=self.anciennes).distinct()
        self.bilan.communes = membres.count()
        self.nouvelle.communes.add(*membres)

    def _decider_des_adhesions(self) -> None:
        """End the memberships of the former ones in the year of the merger; begin that of the new one, if chosen."""
        en_cours = list(Adhesion.objects.filter(collectivite__in=self.anciennes, fin=None).order_by("debut"))
        for adhesion in en_cours:
            adhesion.fin = max(self.voulue.le.year, adhesion.debut)
            self._ecrire(adhesion)
        membre = self.nouvelle.adhesions.filter(fin=None).exists()
        if membre or self.voulue.adhesion == AUCUNE or (self.voulue.adhesion == CONTINUER and not en_cours):
            return
        debut = en_cours[0].debut if self.voulue.adhesion == CONTINUER else self.voulue.le.year
        self._ecrire(Adhesion(collectivite=self.nouvelle, debut=debut))

    def _finir(self, ancienne: Collectivite) -> None:
        ancienne.dissoute_en, ancienne.remplacee_par = self.voulue.le.year, self.nouvelle
        if self.voulue.retirer and ancienne.est_publique:
            if self.nouvelle.est_publique and not fiches_dependantes(ancienne):
                ancienne.statut, ancienne.motif_retrait = Statut.RETIREE, f"{self.raison}."
                ancienne.retiree_le, ancienne.retiree_par_id = timezone.now(), self.par.pk
                self.bilan.retirees.append(ancienne)
            else:
                self.bilan.restees.append(ancienne)
        ancienne.full_clean()
        self._ecrire(ancienne)

    def _refuser_les_orphelines(self) -> None:
        """A public policy or scheme is carried by a public authority."""
        if not self.nouvelle.est_publique and (portees := fiches_dependantes(self.nouvelle)):
            message = _("Publiez d’abord « %(nom)s » : %(nombre)d fiches publiées passeraient chez elle.")
            raise ValidationError(message % {"nom": self.nouvelle, "nombre": len(portees)})

    def _ecrire(self, objet: Any) -> None:
        objet._history_user, objet._change_reason = self.par, self.raison
        objet.save()


def noter_les_suites(dissoutes: Iterable[Collectivite], voulues: Iterable[Commune]) -> None:
    """Remember where the communes of groupings that end go, before the import moves them."""
    cles = {dissoute.pk for dissoute in dissoutes}
    anciens = dict(Commune.objects.filter(epci__in=cles).values_list("pk", "epci"))
    communes: Counter[tuple[Any, Any]] = Counter()
    habitants: Counter[tuple[Any, Any]] = Counter()
    for commune in voulues:
        ancien = anciens.get(commune.pk)
        if ancien and commune.epci_id:
            communes[ancien, commune.epci_id] += 1
            habitants[ancien, commune.epci_id] += commune.population or 0
    SuiteProposee.objects.bulk_create(
        [
            SuiteProposee(ancienne_id=a, nouvelle_id=n, communes=nombre, population=habitants[a, n])
            for (a, n), nombre in communes.items()
        ],
        update_conflicts=True,
        unique_fields=["ancienne", "nouvelle"],
        update_fields=["communes", "population"],
    )
