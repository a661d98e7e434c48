"""Records that look like one: found by keys that few share, never by comparing everything with everything.

Each floor says in ``detecteurs`` how its records are read, as ``Trace``. Two traces are compared when they share a
code, a whole folded title, or a rare enough word of it in a common context: the number of comparisons grows with the
number of records, not with its square.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.db.models import Model

SEUIL = 60
"""Score from which a pair is shown, in percent."""
BLOC_MAXIMAL = 30
"""Records that share a key beyond which it tells nothing: a word that everybody uses."""
PROCHE = 0.55
"""Share of common trigrams from which titles are alike."""
TOUT_PROCHE, LOIN = 2.0, 30.0
"""Kilometres."""
POIDS_DU_CODE, POIDS_DU_TITRE, POIDS_DU_NOM, POIDS_DU_CONTEXTE, POIDS_DU_LIEU = 0.95, 0.7, 0.6, 0.4, 0.3
RAYON_DE_LA_TERRE = 6371.0
LETTRES_D_UN_MOT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What detection reads of a record.

    - ``titre`` and ``nom`` are folded: the whole title, and, where titles share generic words, what is left without
      them, by which alike ones are found;
    - ``famille`` is the same for two records that can be one; ``bornes`` too, wherever both are known;
    - ``contextes`` are what alike titles must share, as ``("collectivite", 12)``; none when it is not known;
    - ``codes`` are kinds of numbers and their values: two records that share one are one.
    """

    cle: int
    titre: str
    nom: str = ""
    famille: str = ""
    bornes: tuple[Any, ...] = ()
    contextes: frozenset[tuple[str, Any]] = frozenset()
    codes: tuple[tuple[str, str], ...] = ()
    lieu: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, order=True)
class Paire:
    """Two keys, the smallest first, how alike they are in percent, and why (codes of reasons)."""

    gauche: int
    droite: int
    score: int = field(compare=False)
    motifs: tuple[str, ...] = field(compare=False)


@dataclass(slots=True)
class Detecteurs:
    """How each model that can hold duplicates is read; each application's ``ready()`` adds its own."""

    _par_modele: dict[type[Model], Callable[[], Iterable[Trace]]] = field(default_factory=dict)

    def inscrire(self, modele: type[Model], lire: Callable[[], Iterable[Trace]]) -> None:
        """Declare a model; a second declaration replaces the first."""
        self._par_modele[modele] = lire

    def traces(self, modele: type[Model]) -> Iterable[Trace]:
        """Read the records of a model."""
        return self._par_modele[modele]()

    def __iter__(self) -> Iterator[type[Model]]:
        """Iterate over the models, in the order of declaration."""
        return iter(self._par_modele)

    def __contains__(self, modele: object) -> bool:
        """Whether the records of a model can be merged."""
        return modele in self._par_modele


detecteurs = Detecteurs()


def paires(traces: Iterable[Trace]) -> list[Paire]:
    """Pairs that look like one record, the likeliest first."""
    blocs: dict[Any, list[Trace]] = defaultdict(list)
    for trace in traces:
        for cle in set(_cles(trace)):
            blocs[cle].append(trace)
    vues: set[tuple[int, int]] = set()
    trouvees: list[Paire] = []
    for bloc in blocs.values():
        if len(bloc) > BLOC_MAXIMAL:
            continue
        for une, autre in combinations(bloc, 2):
            cles = (min(une.cle, autre.cle), max(une.cle, autre.cle))
            if cles not in vues:
                vues.add(cles)
                trouvees += [paire for paire in (comparer(une, autre),) if paire.score >= SEUIL]
    return sorted(trouvees, key=lambda paire: (-paire.score, paire))


def comparer(une: Trace, autre: Trace) -> Paire:
    """How alike two records are; 0 when they cannot be one."""
    motifs = dict(_motifs(une, autre)) if _peuvent_etre_une(une, autre) else {}
    reste = math.prod(1 - poids for poids in motifs.values())
    if "loin" in {motif.partition(":")[0] for motif in motifs}:
        reste = 1 - (1 - reste) / 2
    cles = sorted((une.cle, autre.cle))
    return Paire(cles[0], cles[1], round(100 * (1 - reste)), tuple(motifs))


def ressemblance(un: str, autre: str) -> float:
    """Share of the trigrams of two folded texts that both have, as PostgreSQL's pg_trgm counts them."""
    a, b = _trigrammes(un), _trigrammes(autre)
    return len(a & b) / len(a | b) if a and b else 0.0


def distance(un: tuple[float, float], autre: tuple[float, float]) -> float:
    """Kilometres between two points, as (latitude, longitude) in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*un, *autre))
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * RAYON_DE_LA_TERRE * math.asin(math.sqrt(a))


def _cles(trace: Trace) -> Iterator[Any]:
    """Keys under which a record meets those that may be the same."""
    yield from (("code", genre, valeur) for genre, valeur in trace.codes)
    precises = [borne for borne in trace.bornes if borne not in (None, "")] or [""]
    for texte in {trace.titre, trace.nom} - {""}:
        yield from (("titre", trace.famille, texte, borne) for borne in (*precises, ""))
    for contexte in trace.contextes:
        yield from (("mot", trace.famille, contexte, mot) for mot in _mots(trace))


def _mots(trace: Trace) -> Iterator[str]:
    return (mot for mot in (trace.nom or trace.titre).split() if len(mot) >= LETTRES_D_UN_MOT and not mot.isdigit())


def _peuvent_etre_une(une: Trace, autre: Trace) -> bool:
    if set(une.codes) & set(autre.codes):
        return True
    bornes = zip(une.bornes, autre.bornes, strict=True)
    return une.famille == autre.famille and all(a == b or None in (a, b) or "" in (a, b) for a, b in bornes)


def _motifs(une: Trace, autre: Trace) -> Iterator[tuple[str, float]]:
    """Reasons, each with its weight."""
    yield from ((f"code:{genre}", POIDS_DU_CODE) for genre, _v in sorted(set(une.codes) & set(autre.codes)))
    communs = une.contextes & autre.contextes
    if une.titre and une.titre == autre.titre:
        yield "titre", POIDS_DU_TITRE
    elif une.nom and une.nom == autre.nom:
        yield "nom", POIDS_DU_NOM
    elif communs and _chiffres(une.titre) == _chiffres(autre.titre):
        part = ressemblance(une.nom or une.titre, autre.nom or autre.titre)
        if part >= PROCHE:
            yield f"proche:{part:.2f}", 0.3 + 0.4 * (part - PROCHE) / (1 - PROCHE)
    yield from ((f"contexte:{genre}", POIDS_DU_CONTEXTE) for genre in sorted({genre for genre, _v in communs}))
    if une.lieu and autre.lieu:
        km = distance(une.lieu, autre.lieu)
        if km <= TOUT_PROCHE:
            yield f"distance:{km:.1f}", POIDS_DU_LIEU
        elif km > LOIN:
            yield f"loin:{km:.0f}", 0.0


def _chiffres(texte: str) -> list[str]:
    """Numbers of a title: « 2023 » and « 2024 » tell two calls for projects apart."""
    return sorted(mot for mot in texte.split() if any(caractere.isdigit() for caractere in mot))


def _trigrammes(texte: str) -> set[str]:
    return {f"  {mot} "[i : i + 3] for mot in texte.split() for i in range(len(mot) + 1)}
