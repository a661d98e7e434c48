"""Budgets and staff that the section on means says, and what remains of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from programmes.reprise.lecture import Champ, Confiance
from programmes.reprise.lignes import BLANCS
from programmes.reprise.nombres import ANNEE, NOMBRE, annees, ecrire, montants, valeur

if TYPE_CHECKING:
    from collections.abc import Sequence

    from programmes.reprise.lignes import Ligne
    from programmes.reprise.nombres import Trouve

PHRASE = re.compile(r"[^.!?;]+(?:[.!?;](?=\S)[^.!?;]*)*[.!?;]*")
DIT_UN_BUDGET = re.compile(r"\bbudget|\bcr[ée]dits?\b|\benveloppe\b", re.IGNORECASE)
PART = re.compile(r"(?P<fonctionnement>fonctionnement)|(?P<investissement>investissement)", re.IGNORECASE)
ETP = re.compile(
    rf"(?P<nombre>{NOMBRE})\s*(?:ETP|[ée]quivalents?[ -]temps?[ -]pleins?|temps plein|postes?\b)", re.IGNORECASE
)
DONT = re.compile(
    rf"(?P<tous>{NOMBRE})\s+(?:personnes?|agents?|salari[ée]s?)[^.;]{{0,40}}?\bdont\s+(?P<nombre>{NOMBRE})",
    re.IGNORECASE,
)
PERSONNES = re.compile(
    rf"(?:personnels?|effectifs?|[ée]quipe)[^.;\d]{{0,30}}?(?P<nombre>{NOMBRE})\s*(?:personnes?|agents?)?",
    re.IGNORECASE,
)
LIGNE_DE_BUDGET = re.compile(r"\W*(?:\w+\W+){0,4}?budgets?\b[^:]{0,60}:?", re.IGNORECASE)
LIGNE_D_EFFECTIF = re.compile(
    r"\W*(?:personnels?|effectifs?|[ée]quipes?|etp|moyens humains)\b[^:]{0,40}:", re.IGNORECASE
)
LONGUEUR_DE_LIGNE = 120
LONGUEUR_DE_NOTE = 250
AUTOUR = 45


def lire_moyens(lignes: Sequence[Ligne], titre: str) -> tuple[list[Champ], list[Ligne]]:
    """Return budgets and staff, and the lines that are more than one of these figures.

    ``titre`` is the heading: under « Budget », an amount that stands alone is the budget.
    """
    lecture = _Lecture(est_budget=DIT_UN_BUDGET.search(titre) is not None, annee=_annee(titre))
    reste = [ligne for ligne in lignes if not lecture.lire(ligne)]
    return lecture.champs(), reste


class _Lecture:
    def __init__(self, *, est_budget: bool, annee: str) -> None:
        self.est_budget = est_budget
        self.annee = annee
        self.budgets: dict[str, Champ] = {}
        self.effectifs: dict[str, Champ] = {}

    def champs(self) -> list[Champ]:
        return [*self.budgets.values(), *self.effectifs.values()]

    def lire(self, ligne: Ligne) -> bool:
        """Read one line; return whether it says a figure and no more."""
        avant = len(self.budgets) + len(self.effectifs)
        for phrase in PHRASE.finditer(ligne.texte):
            self._lire_budget(ligne, phrase)
            self._lire_effectif(ligne, phrase)
        lue = len(self.budgets) + len(self.effectifs) > avant
        court = len(ligne.texte) <= LONGUEUR_DE_LIGNE
        seule = LIGNE_DE_BUDGET.match(ligne.texte) or LIGNE_D_EFFECTIF.match(ligne.texte) or not _mots(ligne.texte)
        return bool(
            lue and court and seule and not re.search(r"[a-zà-ÿ]{3,}\s*\.\s*\S", ligne.texte) and _est_releve(ligne)
        )

    def _lire_budget(self, ligne: Ligne, phrase: re.Match[str]) -> None:
        texte = phrase[0]
        trouves = list(montants(texte))
        dit = DIT_UN_BUDGET.search(texte) is not None
        if not trouves or not (dit or (self.est_budget and not _mots(texte))):
            return
        annee = _annee(_sans_montants(texte, trouves)) or self.annee
        parts = _parts(texte, trouves)
        if annee in self.budgets or not parts:
            return
        note = _note(texte, trouves)
        valeurs = {"annee": annee, **parts, "note": note}
        debut = ligne.debut + phrase.start()
        self.budgets[annee] = Champ(
            "budgets",
            {cle: valeur for cle, valeur in valeurs.items() if valeur},
            Confiance.SURE if annee and len(trouves) == len(parts) else Confiance.PROBABLE,
            debut + len(texte) - len(texte.lstrip(BLANCS)),
            debut + len(texte.rstrip(BLANCS)),
        )

    def _lire_effectif(self, ligne: Ligne, phrase: re.Match[str]) -> None:
        texte = phrase[0]
        trouve = ETP.search(texte) or DONT.search(texte) or PERSONNES.search(texte)
        if trouve is None or (ANNEE.fullmatch(trouve["nombre"]) and trouve.re is not ETP):
            return
        reste = f"{texte[trouve.end() :]}".strip(BLANCS + ".;,")
        if trouve.re is DONT:
            reste = texte[trouve.start() :].strip(BLANCS + ".;,")
        annee = _annee(texte[: trouve.start()]) or self.annee
        if annee in self.effectifs:
            return
        valeurs = {"annee": annee, "etp": ecrire(valeur(trouve["nombre"])), "note": _entre_parentheses(reste)}
        debut = ligne.debut + phrase.start()
        self.effectifs[annee] = Champ(
            "effectifs",
            {cle: valeur for cle, valeur in valeurs.items() if valeur},
            Confiance.SURE if trouve.re is ETP else Confiance.PROBABLE,
            debut + len(texte) - len(texte.lstrip(BLANCS)),
            debut + len(texte.rstrip(BLANCS)),
        )


def _parts(texte: str, trouves: Sequence[Trouve]) -> dict[str, str]:
    """Each amount under what it is for; the words after it, as far as the next amount, come before those ahead."""
    parts: dict[str, str] = {}
    for rang, trouve in enumerate(trouves):
        suivant = trouves[rang + 1].debut if rang + 1 < len(trouves) else len(texte)
        precedent = trouves[rang - 1].fin if rang else 0
        apres = PART.search(texte[trouve.fin : min(suivant, trouve.fin + AUTOUR)])
        avant = list(PART.finditer(texte[max(precedent, trouve.debut - AUTOUR) : trouve.debut]))
        nature = (apres.lastgroup if apres else avant[-1].lastgroup if avant else "total") or "total"
        parts.setdefault(nature, ecrire(trouve.valeur))
    if {"fonctionnement", "investissement"} <= parts.keys():
        parts.pop("total", None)
    return parts


def _note(texte: str, trouves: Sequence[Trouve]) -> str:
    """What follows the last amount on a short line: « hors masse salariale »."""
    reste = texte[trouves[-1].fin :].strip(BLANCS + ".;,")
    return "" if PART.search(reste) else _entre_parentheses(reste)


def _entre_parentheses(reste: str) -> str:
    return reste.removeprefix("(").removesuffix(")").strip(BLANCS + ",;:")[:LONGUEUR_DE_NOTE] if reste else ""


def _annee(texte: str) -> str:
    trouvees = annees(texte)
    return str(trouvees[0]) if trouvees else ""


def _sans_montants(texte: str, trouves: Sequence[Trouve]) -> str:
    for trouve in reversed(trouves):
        texte = texte[: trouve.debut] + " ; " + texte[trouve.fin :]
    return texte


def _mots(texte: str) -> list[str]:
    """Words of a text that are neither a number nor a unit of money."""
    return [
        mot
        for mot in re.findall(r"[A-Za-zÀ-ÿ]{3,}", texte)
        if mot.lower() not in {"euros", "euro", "million", "millions"}
    ]


def _est_releve(ligne: Ligne) -> bool:
    """Whether a line is a figure with its label, such as « Budget ESS 2019 : 360 000 € », rather than a sentence."""
    return ":" in ligne.texte or len(_mots(ligne.texte)) <= 3  # noqa: PLR2004  # « Budget ESS annuel 360 000 € »
