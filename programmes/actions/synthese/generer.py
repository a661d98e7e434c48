"""Make synthetic rows in bulk, then publish them."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from collectivites.models import Collectivite, Commune, Utilisateur
from programmes.actions.synthese import fiches
from programmes.actions.synthese.fiches import RANGS_PAR_COLLECTIVITE, Porteuse
from programmes.actions.synthese.parties import parties, parties_de_collectivite
from programmes.actions.synthese.tirage import INSTANT, Tirage
from programmes.models import Projet, Subvention, Thematique
from publication.actions import synchroniser
from publication.actions.synchroniser import par_lots

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from django.db.models import Model

    from programmes.actions.synthese.tirage import Volume
    from publication.models import Fiche

COMPTE = "donnees-synthetiques"
LOT = 1_000
SUBVENTIONS_PAR_PROJET = 4


class GenerationImpossible(Exception):
    """Nothing was made; the message says why, in French."""


class Etapes(Protocol):
    """Opens the display of a step: its title, its number of rows; gives the function that counts them."""

    def __call__(self, titre: str, total: int) -> AbstractContextManager[Callable[[int], None]]:
        """Open the display."""


def etapes_muettes(titre: str, total: int) -> AbstractContextManager[Callable[[int], None]]:
    """Show nothing."""
    return nullcontext(lambda _nombre: None)


@dataclass(slots=True)
class Bilan:
    """What was made: rows by model, and publications."""

    lignes: Counter[type[Model]] = field(default_factory=Counter)
    publications: int = 0


@transaction.atomic
def generer(volume: Volume, *, graine: int, etapes: Etapes = etapes_muettes) -> Bilan:
    """Make and publish the rows of ``volume``: all of them or, on any error, none.

    A seed gives the same rows, identifiers, addresses and documents in every run, on the same official code and the
    same themes. Raises ``GenerationImpossible`` when the volume makes no sense, when the official code is missing or
    when the seed is already in the database.
    """
    with translation.override(settings.LANGUAGE_CODE):
        if erreur := volume.erreur() or _erreur_de_la_base(graine):
            raise GenerationImpossible(erreur)
        fabrique = Fabrique(volume, graine)
        with etapes("Fabrication", volume.total) as avancer:
            fabrique.tout(avancer)
        _analyser(fabrique.bilan.lignes)
        lots = fabrique.publiees
        with etapes("Publication", sum(map(len, lots.values()))) as avancer:
            concernees = chain.from_iterable(_legeres(modele, cles) for modele, cles in lots.items())
            fabrique.bilan.publications = synchroniser(concernees, avancer=avancer)
        return fabrique.bilan


def _analyser(modeles: Iterable[type[Model]]) -> None:
    """Tell the planner how full the tables are: autovacuum cannot see rows that are not committed."""
    with connection.cursor() as curseur:
        for modele in modeles:
            curseur.execute(f"ANALYZE {connection.ops.quote_name(modele._meta.db_table)}")


def _erreur_de_la_base(graine: int) -> str:
    if not Commune.objects.en_vigueur().exists():
        return "Le code officiel géographique n’est pas chargé : lancez d’abord « manage.py importer_referentiel »."
    if any(_existe(genre, modele, graine) for genre, modele in PREMIERS.items()):
        return (
            f"La graine {graine} est déjà dans la base : choisissez-en une autre, ou effacez tout avec « --effacer »."
        )
    return ""


PREMIERS: dict[str, type[Fiche]] = {"collectivite": Collectivite, "projet": Projet}


def _existe(genre: str, modele: type[Fiche], graine: int) -> bool:
    """Whether the first sheet of a kind was made from the seed."""
    return modele.fiches().filter(slug=Tirage(graine, genre, 0).slug()).exists()


def _legeres(modele: Any, cles: Iterable[int]) -> Iterator[Fiche]:
    """Give the sheets with nothing but their key: publication reads the rest by itself."""
    return (modele(pk=cle) for cle in cles)


def compte_synthetique() -> int:
    """Key of the account that signs synthetic sheets: nobody can log in with it."""
    compte, cree = Utilisateur.objects.get_or_create(
        username=COMPTE, defaults={"nom_public": "Donnée synthétique", "is_active": False}
    )
    if cree:
        compte.set_unusable_password()
        compte.save()
    return compte.pk


class Fabrique:
    """One run: what it needs of the database, and what it has made so far."""

    def __init__(self, volume: Volume, graine: int) -> None:
        colonnes = ("code", "nom", "codes_postaux", "departement_id", "region_id", "latitude", "longitude")
        self.volume, self.graine = volume, graine
        self.bilan = Bilan()
        self.compte = compte_synthetique()
        self.communes = list(Commune.objects.en_vigueur().only(*colonnes).order_by("code"))
        self.thematiques = list(Thematique.objects.order_by("slug").values_list("pk", flat=True))
        self.publiees: dict[type[Fiche], list[int]] = defaultdict(list)
        self.porteuses: list[Porteuse] = []
        self.dispositifs: dict[int, list[int]] = defaultdict(list)
        self.organismes: list[int] = []

    def tout(self, avancer: Callable[[int], None]) -> None:
        """Make every row, in an order where each finds what it is attached to."""
        for rangs in par_lots(range(self.volume.collectivites), LOT):
            self._collectivites(rangs)
            avancer(len(rangs))
        for rangs in par_lots(range(max(self.volume.projets, min(self.volume.subventions, 1))), LOT):
            self._organismes(rangs)
        for rangs in par_lots(range(self.volume.projets), LOT):
            self._projets(rangs)
            avancer(len(rangs))
        for lot in par_lots(range(self.volume.subventions), LOT):
            self._subventions(lot)
            avancer(len(lot))

    def _tirages(self, genre: str, rangs: Iterable[int]) -> list[Tirage]:
        return [Tirage(self.graine, genre, rang) for rang in rangs]

    def _collectivites(self, rangs: list[int]) -> None:
        tirages = self._tirages("collectivite", rangs)
        lignes = [fiches.collectivite(tirage, self.communes, self.compte) for tirage in tirages]
        self._enregistrer_fiches(tirages, lignes)
        self._enregistrer(
            chain.from_iterable(parties_de_collectivite(t, ligne) for t, ligne in zip(tirages, lignes, strict=True))
        )
        porteuses = [Porteuse(ligne.pk, t.rang, ligne.nom) for t, ligne in zip(tirages, lignes, strict=True)]
        self.porteuses += porteuses
        self._dispositifs(porteuses, self._politiques(porteuses))

    def _politiques(self, porteuses: list[Porteuse]) -> dict[int, int]:
        """Give a policy to one authority out of five; return its key by that of the authority."""
        choisies = [(t, p) for p in porteuses if (t := Tirage(self.graine, "politique", p.rang)).chance(0.2)]
        lignes = [fiches.politique(tirage, porteuse, self.compte) for tirage, porteuse in choisies]
        self._enregistrer_fiches([tirage for tirage, _porteuse in choisies], lignes)
        connues = [porteuse.cle for _tirage, porteuse in choisies]
        connue = Collectivite.ConnaissancePolitique.CONNUE
        Collectivite.fiches().filter(pk__in=connues).update(connaissance_politique=connue)
        return {ligne.collectivite_id: ligne.pk for ligne in lignes}

    def _dispositifs(self, porteuses: list[Porteuse], politiques: dict[int, int]) -> None:
        """Give one to three schemes to one authority out of four."""
        tirages, lignes = [], []
        for porteuse in porteuses:
            combien = Tirage(self.graine, "dispositifs", porteuse.rang)
            for numero in range(combien.entier(1, 3) if combien.chance(0.25) else 0):
                tirage = Tirage(self.graine, "dispositif", porteuse.rang * RANGS_PAR_COLLECTIVITE + numero)
                tirages.append(tirage)
                lignes.append(fiches.dispositif(tirage, porteuse, self.compte, politiques.get(porteuse.cle)))
        self._enregistrer_fiches(tirages, lignes)
        for ligne in lignes:
            self.dispositifs[ligne.collectivite_id].append(ligne.pk)

    def _organismes(self, rangs: list[int]) -> None:
        lignes = [fiches.organisme(tirage, self.communes) for tirage in self._tirages("organisme", rangs)]
        self._enregistrer(lignes)
        self.organismes += [ligne.pk for ligne in lignes]

    def _projets(self, rangs: list[int]) -> None:
        """Each project has the organisation of its rank."""
        tirages = self._tirages("projet", rangs)
        lignes = [fiches.projet(t, self.communes, self.organismes[t.rang], self.compte) for t in tirages]
        self._enregistrer_fiches(tirages, lignes)

    def _subventions(self, rangs: list[int]) -> None:
        self._enregistrer(self._subvention(tirage) for tirage in self._tirages("subvention", rangs))

    def _subvention(self, tirage: Tirage) -> Subvention:
        """Serve each project once, then again up to four grants; what is left goes to organisations alone."""
        porteuse = self.porteuses[tirage.concentre(len(self.porteuses))]
        dispositifs = self.dispositifs.get(porteuse.cle, [])
        projets = self.publiees[Projet]
        tour, rang = divmod(tirage.rang, len(projets)) if projets else (SUBVENTIONS_PAR_PROJET, tirage.rang)
        return fiches.subvention(
            tirage,
            collectivite_id=porteuse.cle,
            dispositif_id=tirage.parmi(dispositifs) if dispositifs else None,
            projet_id=projets[rang] if tour < SUBVENTIONS_PAR_PROJET else None,
            beneficiaire_id=self.organismes[rang % len(self.organismes)],
        )

    def _enregistrer_fiches(self, tirages: list[Tirage], lignes: list[Any]) -> None:
        """Save sheets of one model and their parts, with dates of the seed, not of today."""
        if not lignes:
            return
        self._enregistrer(lignes)
        modele: type[Fiche] = type(lignes[0])
        cles = [ligne.pk for ligne in lignes]
        modele.fiches().filter(pk__in=cles).update(creee_le=INSTANT, modifiee_le=INSTANT)
        self.publiees[modele] += cles
        self._enregistrer(
            chain.from_iterable(
                parties(tirage, ligne, self.thematiques) for tirage, ligne in zip(tirages, lignes, strict=True)
            )
        )

    def _enregistrer(self, lignes: Iterable[Model]) -> None:
        """Insert rows, model by model, in the order in which each model first came."""
        par_modele: dict[type[Model], list[Model]] = defaultdict(list)
        for ligne in lignes:
            par_modele[type(ligne)].append(ligne)
        for modele, groupe in par_modele.items():
            modele._default_manager.bulk_create(groupe)
            self.bilan.lignes[modele] += len(groupe)
