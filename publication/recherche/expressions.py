"""The SQL of search: the condition, the score, the marked passage.

The functions work on ``Publication`` and, with a prefix such as ``"publication__"``, on any queryset that joins it, so
that a list, the API, an export and the unified search all answer a text alike.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Case, CharField, F, FloatField, Func, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat, Greatest, Least

from publication.natures import Nature
from publication.recherche import requetes
from publication.recherche.demande import Groupe
from publication.recherche.frequences import TROUVEES_AU_PLUS
from publication.recherche.mots import SIGNES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from publication.recherche.comprehension import Comprise

Q_ = TypeVar("Q_", bound=QuerySet[Any])

CONFIGURATION = "public.fr"
DEBUT_MARQUE, FIN_MARQUE = "\ue000", "\ue001"  # private use area of Unicode
COUPURE = "\x1f"  # an ASCII control that no text holds: not a letter in any locale

POIDS_DES_CHAMPS = [0.05, 0.15, 0.4, 1.0]  # context, text, summary, title and other names
POIDS_NOM_EXACT = 8.0
POIDS_LIEU = 7.5
PAS_ENTRE_LIEUX = 1.5
POIDS_TITRE_EXACT = 4.0
POIDS_TITRE_COMMENCANT = 1.5
POIDS_PREMIER_MOT = 0.3
POIDS_TITRE_COMPLET = 1.0
POIDS_COLLECTIVITE = 0.5
POIDS_ADHERENTE = 0.05
POIDS_FRAICHE = 0.05
POIDS_CLOSE = -0.1
POIDS_MOTS = 4.0
POIDS_COUVERTURE = 4.0
POIDS_NATURE = 0.7
PART_D_UN_MOT_FAIBLE = 0.15
PART_D_UN_EQUIVALENT = 0.9
CLASSEES_AU_PLUS = 500
"""Sheets that are ranked among very many, for each of two reasons."""
SANS_RANG = -1.0
RANG_D_UN_TITRE = 0.61
RANG_D_UNE_SUITE = 0.6
"""``ts_rank`` gives 0.61 to a word said once in a title, and nearly 1 to words that follow one another."""


def requete(texte: str) -> SearchQuery:
    """Full-text query from the text of one."""
    return SearchQuery(texte, config=CONFIGURATION, search_type="raw")


def critere(comprise: Comprise, *, prefixe: str = "") -> Q:
    """Condition that holds for the publications that answer: their words, their names, their place."""
    if comprise.demande.est_vide:
        return Q(pk__in=[])
    condition = Q(**{f"{prefixe}recherche": requete(comprise.requete)})
    if noms := comprise.demande.noms:
        condition |= Q(**{f"{prefixe}noms__overlap": noms})
    if comprise.collectivites:
        # By slug: through a sheet, the identifier would be read in another table than the rest, and no index be used.
        condition |= Q(**{f"{prefixe}nature": Nature.COLLECTIVITE, f"{prefixe}slug__in": comprise.collectivites})
    if comprise.est_elargie and not comprise.est_commune and not comprise.est_resserree:
        condition |= Q(**{f"{prefixe}titre_cle__trigram_word_similar": comprise.demande.plie})
    return condition


def pertinence(comprise: Comprise, *, le: dt.date, prefixe: str = "") -> Any:
    """Score of a publication: exact names and places, then the words where they stand, then who and how fresh."""
    score: Any = Value(0.0, output_field=FloatField())
    for terme in (
        *_des_noms(comprise, prefixe),
        *_des_mots(comprise, prefixe),
        *_de_la_fiche(comprise, le, prefixe),
    ):
        score = score + terme
    return score


def _si(poids: float, **criteres: Any) -> Any:
    return Case(When(Q(**criteres), then=Value(poids)), default=Value(0.0), output_field=FloatField())


def _des_noms(comprise: Comprise, prefixe: str) -> Iterator[Any]:
    demande = comprise.demande
    if demande.noms:
        titre = f"{prefixe}titre_cle"
        yield _si(POIDS_NOM_EXACT, **{f"{prefixe}noms__overlap": demande.noms})
        yield _si(POIDS_TITRE_EXACT, **{titre: demande.plie})
        yield _si(POIDS_TITRE_COMMENCANT, **{f"{titre}__startswith": demande.plie})
        if demande.forts:
            yield _si(POIDS_PREMIER_MOT, **{f"{titre}__startswith": f"{demande.forts[0].tape} "})
    for rang, slug in enumerate(comprise.collectivites):
        au_dessus = {f"{prefixe}nature": Nature.COLLECTIVITE, f"{prefixe}slug": slug}
        yield _si(POIDS_LIEU - rang * PAS_ENTRE_LIEUX, **au_dessus)
    if comprise.est_elargie and demande.plie:
        proche: Any = Value(demande.plie, output_field=CharField())
        yield TrigramWordSimilarity(proche, F(f"{prefixe}titre_cle"))


def _des_mots(comprise: Comprise, prefixe: str) -> Iterator[Any]:
    """Each group counts by its rarity; a phrase counts as a rare word."""
    demande, vecteur = comprise.demande, f"{prefixe}recherche"
    yield _si(POIDS_TITRE_COMPLET, **{vecteur: requete(requetes.stricte(demande, "A"))})
    parts = {Groupe((phrase,)): _rarete(1) for phrase in demande.phrases}
    for groupe in demande.groupes:
        part = PART_D_UN_MOT_FAIBLE if groupe.est_faible else 1.0
        parts[groupe] = part * _rarete(comprise.frequences[groupe.tape])
    total = sum(parts.values())
    for groupe, part in parts.items():
        yield _rang(groupe, vecteur) * Value(POIDS_MOTS * part / total)
        if comprise.est_elargie:
            yield _si(POIDS_COUVERTURE * part / total, **{vecteur: requete(requetes.du_groupe(groupe))})


def _rang(groupe: Groupe, vecteur: str) -> Any:
    """Where and how often a sheet says the best variant of a group: at most what a word of the title is worth.

    An equivalent is worth a little less than what was typed.
    """
    rangs: list[Any] = []
    for variante in groupe.variantes:
        part = 1.0 if variante == groupe.tape else PART_D_UN_EQUIVALENT
        part *= RANG_D_UNE_SUITE if " " in variante else 1.0
        rang: Any = SearchRank(F(vecteur), requete(requetes.suite(variante)), weights=POIDS_DES_CHAMPS)
        rangs.append(rang * Value(part))
    return Least(Greatest(*rangs) if len(rangs) > 1 else rangs[0], Value(RANG_D_UN_TITRE))


def _rarete(frequence: int) -> float:
    return log(1 + TROUVEES_AU_PLUS / max(1, frequence))


def _de_la_fiche(comprise: Comprise, le: dt.date, prefixe: str) -> Iterator[Any]:
    complete = requete(requetes.stricte(comprise.demande, "A"))
    yield _si(POIDS_COLLECTIVITE, **{f"{prefixe}nature": "collectivite", f"{prefixe}recherche": complete})
    if comprise.demande.natures:
        yield _si(POIDS_NATURE, **{f"{prefixe}nature__in": sorted(comprise.demande.natures)})
    yield _si(POIDS_ADHERENTE, **{f"{prefixe}adherente": True})
    yield _si(POIDS_FRAICHE, **{f"{prefixe}a_revoir_le__gt": le})
    yield _si(POIDS_CLOSE, **{f"{prefixe}nature": "dispositif", f"{prefixe}fin__lt": le})


def classer(
    lignes: Q_, comprise: Comprise, *, le: dt.date, prefixe: str = "", promises: QuerySet[Any] | None = None
) -> Q_:
    """Order a queryset by decreasing relevance on the day ``le``, then by title and key so that pages are stable.

    When very many answer, only those whose publication is among ``promises``, if given, are ranked, and the rest
    follows by title: to weigh every sheet that says a common word would take seconds.
    """
    if comprise.demande.est_vide:
        return lignes
    score = pertinence(comprise, le=le, prefixe=prefixe)
    if comprise.est_commune and promises is not None:
        promise = When(Q(**{f"{prefixe}pk__in": promises}), then=score)
        score = Case(promise, default=Value(SANS_RANG), output_field=FloatField())
    classees = lignes.annotate(pertinence=score)
    return classees.order_by("-pertinence", f"{prefixe}titre_cle", f"{prefixe}pk")


def promettre(trouvees: QuerySet[Any], comprise: Comprise) -> QuerySet[Any]:
    """Keys of the publications worth ranking among those that answer.

    They are ``CLASSEES_AU_PLUS`` that say the words in their title, as many others, and those named exactly. Both lots
    are the first by key, which has nothing to do with what a sheet says: the choice is the same for each page. To make
    it the database reads more rows than it keeps, though it weighs only those.
    """
    cles = trouvees.order_by("pk").values("pk")
    titre = Q(*[("titre_cle__contains", groupe.tape) for groupe in comprise.demande.forts])
    nommees = cles.order_by().filter(_nommee(comprise))
    return cles.filter(titre)[:CLASSEES_AU_PLUS].union(cles.exclude(titre)[:CLASSEES_AU_PLUS], nommees)


def _nommee(comprise: Comprise) -> Q:
    """Hold for the publications that bear exactly the name asked, or stand above the place that it names."""
    nommee = Q(noms__overlap=comprise.demande.noms) if comprise.demande.noms else Q(pk__in=[])
    return nommee | Q(nature=Nature.COLLECTIVITE, slug__in=comprise.collectivites)


def _marquable(*champs: str) -> Any:
    """Text whose words PostgreSQL tells apart whatever sign stands between them, hyphens aside."""
    texte: Any = F(champs[0])
    for champ in champs[1:]:
        texte = Concat(texte, Value("\n"), champ, output_field=TextField())
    signes = "".join(signe for signe in SIGNES if signe != "-")
    a_part = (Value(f"([{signes}])"), Value(f"{COUPURE}\\1{COUPURE}"), Value("g"))
    return Func(texte, *a_part, function="regexp_replace", output_field=TextField())


def extrait(comprise: Comprise, *champs: str) -> SearchHeadline:
    """Passage of some fields that answers, its words between the markers, which no text holds."""
    return SearchHeadline(
        _marquable(*champs),
        requete(requetes.large(comprise.demande)),
        config=CONFIGURATION,
        start_sel=DEBUT_MARQUE,
        stop_sel=FIN_MARQUE,
        min_words=20,
        max_words=45,
    )


def titre_marque(comprise: Comprise, champ: str) -> SearchHeadline:
    """Whole title, the words that answer between the markers."""
    return SearchHeadline(
        _marquable(champ),
        requete(requetes.large(comprise.demande)),
        config=CONFIGURATION,
        start_sel=DEBUT_MARQUE,
        stop_sel=FIN_MARQUE,
        highlight_all=True,
    )
