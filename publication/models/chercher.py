"""Search of the lists and of the choices of the administration: words in any order, accents and case apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Case, Q, TextField, Value, When
from django.db.models.functions import Cast

from publication.models.cherche import TRIGRAMME, parmi, pistes
from publication.recherche.mots import VIDES, plier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import Model, QuerySet

    from publication.models.cherche import Cherche, Piste

M = TypeVar("M", bound="Model")

MOTS_AU_PLUS = 8
SONDES = 3
"""Words of which it is asked whether many rows say them: numbers, then the longest; one that few say is enough."""
COMMUN = 2_000
"""Rows of a model that say a word: above, reading ours one after the other finds some sooner."""
EXACTES_AU_PLUS = 20
PHRASE = re.compile(r'"([^"]*)"')
GUILLEMETS = str.maketrans("«»“”„", '"""""')
NUMERO = re.compile(r"\b(\d{3}) (\d{3}) (\d{3})(?: (\d{5}))?\b")
SIREN, SIRET = 9, 14


@dataclass(frozen=True, slots=True)
class Demande:
    """A text, understood: words and phrases that must all be said, the whole text folded, codes that it may be."""

    mots: tuple[str, ...]
    plie: str
    codes: tuple[str, ...]


def lire(texte: str) -> Demande:
    """Understand a text: quoted phrases, official numbers however they are spaced, words that say something.

    Of a SIRET the SIREN is looked for, which an authority or another establishment may have alone; the longest words
    are kept.
    """
    texte = texte.translate(GUILLEMETS)
    phrases = [plier(phrase) for phrase in PHRASE.findall(texte)]
    libres = NUMERO.sub(_d_un_trait, plier(PHRASE.sub(" ", texte))).split()
    utiles = [mot for mot in libres if mot not in VIDES] or libres
    mots = dict.fromkeys(mot[:SIREN] if _est_un_siret(mot) else mot for mot in [*phrases, *utiles] if mot)
    plie = NUMERO.sub(_d_un_trait, plier(texte))
    brut = texte.strip()
    codes = dict.fromkeys([plie, plie.upper(), brut, brut.lower(), *([plie[:SIREN]] if _est_un_siret(plie) else [])])
    return Demande(tuple(sorted(mots, key=len, reverse=True)[:MOTS_AU_PLUS]), plie, tuple(codes))


def _d_un_trait(numero: re.Match[str]) -> str:
    return "".join(filter(None, numero.groups()))


def _est_un_siret(mot: str) -> bool:
    return len(mot) == SIRET and mot.isdecimal()


def chercher(lignes: QuerySet[M], chemins: Sequence[str], texte: str, *, exactes_d_abord: bool) -> QuerySet[M]:
    """Rows that say each word of a text in one of the fields of some paths; those that it designates come first."""
    demande = lire(texte)
    if not demande.mots:
        return lignes.none()
    ou = pistes(lignes.model, chemins)
    cherche: Cherche | None = getattr(lignes.model, "cherche", None)
    communs, exactes = _sonder(lignes.model, ou, demande, cherche if exactes_d_abord else None)
    for mot in demande.mots:
        condition = Q(pk__in=[])
        for piste in ou:
            condition |= piste.condition(mot, est_commun=(mot, piste.lien) in communs)
        lignes = lignes.filter(condition)
    if not exactes:
        return lignes
    ordre: Any = lignes.query.order_by or lignes.model._meta.ordering
    return lignes.order_by(Case(When(pk__in=exactes, then=Value(0)), default=Value(1)), *ordre)


def _sonder(
    modele: type[Model], ou: Sequence[Piste], demande: Demande, cherche: Cherche | None
) -> tuple[set[tuple[str, str]], list[Any]]:
    """Words that many rows say or may say, each with the link to these rows; keys of the rows designated. One query."""
    sondes = [mot for mot in demande.mots if len(mot) >= TRIGRAMME or mot.isdecimal()]
    sondes = sorted(sondes, key=str.isdecimal, reverse=True)[:SONDES]
    essais = [(mot, piste) for mot in sondes for piste in ou if piste.se_sonde]
    branches = list(_branches(modele, essais, demande, cherche))
    communs = {(mot, piste.lien) for mot in demande.mots for piste in ou if mot not in sondes}
    exactes = []
    lues: Any = branches[0].union(*branches[1:], all=True) if branches else ()
    for rang, cle in lues:
        if rang == len(essais):
            exactes.append(modele._meta.pk.to_python(cle))
        else:
            communs.add((essais[rang][0], essais[rang][1].lien))
    return communs, exactes


def _branches(
    modele: type[Model], essais: Sequence[tuple[str, Piste]], demande: Demande, cherche: Cherche | None
) -> Iterator[QuerySet[Any, Any]]:
    cle = Cast("pk", TextField())
    for rang, (mot, piste) in enumerate(essais):
        yield piste.lignes(mot).values_list(Value(rang), cle)[COMMUN : COMMUN + 1]
    if cherche is not None:
        designees = modele._base_manager.filter(cherche.exactement(demande.plie, demande.codes)).order_by()
        yield designees.values_list(Value(len(essais)), cle)[:EXACTES_AU_PLUS]


def parmi_les_siennes(lignes: QuerySet[M]) -> QuerySet[M]:
    """The same rows in the same order, which PostgreSQL finds by their keys."""
    return lignes.filter(parmi("pk", lignes.order_by().values("pk")))
