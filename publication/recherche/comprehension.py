"""How a search is answered, once the words are known to exist or not: as asked, corrected, or widened."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language

from publication.recherche import requetes
from publication.recherche.demande import Demande, lire
from publication.recherche.frequences import TROUVEES_AU_PLUS, compter, noms_voisins
from publication.recherche.sources import sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from publication.recherche.demande import Groupe
    from publication.recherche.sources import Lieu

PEU = 3
"""Below so many answers, a search of three words or more is widened."""
UNE_HEURE = 3_600
DEUX_MOTS = 2
MOT_CORRIGEABLE = 3
MOT_COURT = 4
RESSEMBLANCE = 0.7
RESSEMBLANCE_D_UN_MOT_COURT = 0.8
MOTS_CORRIGES_AU_PLUS = 3
LIEUX_AU_PLUS = 3


class Largeur(StrEnum):
    """How much of what is asked a sheet must say: every word, most of them, or one."""

    TOUS = "tous"
    PLUPART = "plupart"
    UN = "un"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comprise:
    """A search ready to be asked.

    ``frequences`` tells how many sheets say each group, ``nombre`` how many say everything, ``plupart`` how many say
    most of it; all up to a ceiling.
    """

    demande: Demande
    frequences: Mapping[str, int] = field(default_factory=dict)
    lieux: tuple[Lieu, ...] = ()
    nombre: int = 0
    plupart: int = 0

    @property
    def largeur(self) -> Largeur:
        """Every word when that gives enough, or when the text says exactly what it wants; else less."""
        demande = self.demande
        peu = PEU if len(demande.requis) > DEUX_MOTS else 1
        if demande.est_precise or self.lieux or self.nombre >= peu:
            return Largeur.TOUS
        return Largeur.PLUPART if self.plupart else Largeur.UN

    @property
    def voulus(self) -> tuple[Groupe, ...]:
        """Groups one of which is enough in a widened search: those that few sheets say, if some sheet says one.

        A word that very many sheets say would drown the answers of the others.
        """
        rares = tuple(g for g in self.demande.requis if 0 < self.frequences[g.tape] < TROUVEES_AU_PLUS)
        return rares or self.demande.requis

    @property
    def est_resserree(self) -> bool:
        """Whether one word is enough, but not any word, since very many sheets say some."""
        communs = any(self.frequences[groupe.tape] >= TROUVEES_AU_PLUS for groupe in self.demande.requis)
        return self.largeur is Largeur.UN and communs

    @property
    def est_commune(self) -> bool:
        """Whether so many sheets answer that only some of them can be ranked."""
        reponses = {
            Largeur.TOUS: self.nombre,
            Largeur.PLUPART: self.plupart,
            Largeur.UN: max((self.frequences[groupe.tape] for groupe in self.voulus), default=0),
        }
        return reponses[self.largeur] >= TROUVEES_AU_PLUS

    @property
    def requete(self) -> str:
        """Full-text query that the sheets answer."""
        if self.largeur is Largeur.UN:
            return requetes.proche(self.voulus)
        return requetes.stricte(self.demande) if self.largeur is Largeur.TOUS else requetes.souple(self.demande)

    @property
    def est_elargie(self) -> bool:
        """Whether sheets that do not say every word answer too."""
        return self.largeur is not Largeur.TOUS

    @property
    def collectivites(self) -> list[str]:
        """Slugs of the public authorities of the places that the text names, the nearest first."""
        return list(dict.fromkeys(slug for lieu in self.lieux[:LIEUX_AU_PLUS] for slug in lieu.collectivites))

    @property
    def est_corrigee(self) -> bool:
        """Whether some words were replaced by close ones."""
        return bool(self.demande.corrections)


def comprendre(texte: str) -> Comprise:
    """How to answer a text, found once for each state of the public data."""
    from publication.models import EtatPublic  # its package imports this one

    etat = f"{settings.RELEASE} {EtatPublic.objects.numero()} {get_language()} {texte}"
    cle = f"comprise-{sha256(etat.encode()).hexdigest()}"
    connue: Comprise | None = cache.get(cle)
    if connue is None:
        connue = _comprendre(texte)
        cache.set(cle, connue, UNE_HEURE)
    return connue


def _comprendre(texte: str) -> Comprise:
    """Decide how to answer, in a number of queries that depends neither on the text nor on the sheets.

    Words are all required; those that no sheet says are replaced by the closest name, if one is close; when nothing
    or little answers, most words are enough. A phrase or an exclusion is taken at its word.
    """
    synonymes = sources.synonymes()
    demande = lire(texte, synonymes)
    if demande.est_vide:
        return Comprise(demande=demande)
    lieux = () if demande.est_precise else tuple(sources.lieux(demande.plie))
    comprise = _mesurer(demande, lieux)
    if comprise.nombre or demande.est_precise or lieux or not demande.forts:
        return comprise
    corrections = _aligner(demande) or _corriger(_inconnus(comprise))
    if not corrections:
        return comprise
    corrigee = demande.corrigee(corrections, synonymes)
    mieux = _mesurer(corrigee, tuple(sources.lieux(corrigee.plie)))
    return mieux if mieux.nombre or mieux.lieux or mieux.plupart > comprise.plupart else comprise


def _mesurer(demande: Demande, lieux: tuple[Lieu, ...]) -> Comprise:
    """Count the sheets that answer everything, and those that say each group."""
    textes = [requetes.du_groupe(groupe) for groupe in demande.groupes]
    nombre, plupart, *parts = compter(requetes.stricte(demande), demande.noms, [requetes.souple(demande), *textes])
    frequences = {groupe.tape: part for groupe, part in zip(demande.groupes, parts, strict=True)}
    return Comprise(demande=demande, frequences=frequences, lieux=lieux, nombre=nombre, plupart=plupart)


def _inconnus(comprise: Comprise) -> list[str]:
    tapes = [groupe.tape for groupe in comprise.demande.forts if not comprise.frequences[groupe.tape]]
    mots = [mot for mot in tapes if mot.isalpha() and len(mot) >= MOT_CORRIGEABLE]
    return mots[:MOTS_CORRIGES_AU_PLUS]


def _aligner(demande: Demande) -> dict[str, str]:
    """The words of one title that are each close to a word of the text: « ile et vilaine » is Ille-et-Vilaine."""
    mots = [mot for groupe in demande.forts for mot in groupe.tape.split()]
    for nom in noms_voisins(demande.plie):
        proches = {mot: _plus_proche(mot, nom.split()) for mot in mots}
        if all(proches.values()):
            return {mot: proche for mot, proche in proches.items() if proche != mot}
    return {}


def _corriger(mots: Iterable[str]) -> dict[str, str]:
    """The closest word of a name, for each word that no sheet says and that has one close enough."""
    proches = {
        mot: _plus_proche(mot, {autre for nom in (*noms_voisins(mot), *sources.voisins(mot)) for autre in nom.split()})
        for mot in mots
    }
    return {mot: proche for mot, proche in proches.items() if proche}


def _plus_proche(mot: str, autres: Iterable[str]) -> str:
    """The word that resembles most, empty when none resembles enough; a short word or a number must be nearly it."""
    if not mot.isalpha():
        return mot if mot in autres else ""
    seuil = RESSEMBLANCE if len(mot) > MOT_COURT else RESSEMBLANCE_D_UN_MOT_COURT
    ressemblance, proche = max(((_ressemblance(mot, autre), autre) for autre in autres), default=(0.0, ""))
    return proche if ressemblance >= seuil else ""


def _ressemblance(mot: str, autre: str) -> float:
    return SequenceMatcher(None, mot, autre, autojunk=False).ratio()
