"""Lists with their headings: actions, orientations and schemes of an authority's sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from programmes.reprise.chiffres import chiffre_en_tete
from programmes.reprise.lecture import Champ, Confiance
from programmes.reprise.lignes import BLANCS
from programmes.reprise.nombres import annees

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from programmes.reprise.lignes import Ligne

TITRE_COURT = 150
TITRE_AU_PLUS = 250
GROUPE_AU_PLUS = 150
DEUX_ANNEES = re.compile(r"(?<!\d)(?P<de>(?:19|20)\d\d)\s*[/–-]\s*(?P<a>(?:19|20)\d\d)(?!\d)")
FIN_DE_TITRE = re.compile(r"(?<=\S)\s*(?:[:;(]|[.,](?=\s))|\s[–—-]\s")


@dataclass(slots=True)
class Element:
    """An item of a list: its own line, the lines that go on with it, the headings above."""

    ligne: Ligne
    groupe: str = ""
    suite: list[Ligne] = field(default_factory=list)

    @property
    def texte(self) -> str:
        """Everything that the item says, a line each."""
        suite = [f"• {ligne.corps}" if ligne.puce else ligne.texte.strip(BLANCS) for ligne in self.suite]
        return "\n".join([self.ligne.corps, *suite])

    def span(self) -> tuple[int, int]:
        """Place of the item and of what goes on with it."""
        return self.ligne.span()[0], (self.suite or [self.ligne])[-1].span()[1]


def montrees(lignes: Iterable[Ligne]) -> list[Ligne]:
    """Lines that show something."""
    return [ligne for ligne in lignes if not ligne.est_vide]


def lire_actions(lignes: Sequence[Ligne]) -> list[Champ]:
    """Actions: items under their heading, or a short title and the paragraphs that tell it; and their figures."""
    lecture = _LectureDActions(montrees(lignes))
    return lecture.lire()


class _LectureDActions:
    def __init__(self, lignes: list[Ligne]) -> None:
        self.lignes = lignes
        self.groupe = ""
        self.annee = ""
        self.element: Element | None = None
        self.raconte = False
        self.trouves: list[Element | Champ] = []

    def lire(self) -> list[Champ]:
        for rang, ligne in enumerate(self.lignes):
            suivante = self.lignes[rang + 1] if rang + 1 < len(self.lignes) else None
            self._lire(ligne, suivante)
        return [trouve if isinstance(trouve, Champ) else self._champ(trouve) for trouve in self.trouves]

    def _lire(self, ligne: Ligne, suivante: Ligne | None) -> None:
        court = len(ligne.corps) <= TITRE_COURT
        if ligne.numero and court and not (self.raconte and self._en_liste(ligne)):
            self._grouper(ligne.corps)
        elif ligne.puce:
            self._item(ligne)
        elif court and not ligne.texte.rstrip(BLANCS).endswith((":", ",", ";")):
            self._ligne_courte(ligne, suivante)
        elif suivante is not None and suivante.puce and court and not self.raconte:
            self._grouper(ligne.corps)
        else:
            self._raconter(ligne)

    def _en_liste(self, ligne: Ligne) -> bool:
        return bool(self.element and self.element.suite and self.element.suite[-1].numero) or ligne.corps[:1].islower()

    def _grouper(self, titre: str) -> None:
        self.groupe, self.element, self.raconte = titre.rstrip(BLANCS + ":"), None, False

    def _item(self, ligne: Ligne) -> None:
        if self.element is not None and (self.raconte or self.element.ligne.corps.endswith(":")):
            self.element.suite.append(ligne)
        else:
            self._ajouter(ligne)

    def _ligne_courte(self, ligne: Ligne, suivante: Ligne | None) -> None:
        """A title, of a group when items follow, of an action otherwise; a figure; or the end of a story."""
        chiffre = chiffre_en_tete(ligne, self.groupe)
        if chiffre is not None and (suivante is None or not suivante.puce):
            self.trouves.append(chiffre)
        elif suivante is not None and suivante.puce:
            self._grouper(ligne.corps)
        else:
            self.groupe = self.groupe if not self.raconte else ""
            self._ajouter(ligne)
            self.raconte = True

    def _raconter(self, ligne: Ligne) -> None:
        if self.element is None:
            self._ajouter(ligne)
        else:
            self.element.suite.append(ligne)
        self.raconte = True

    def _ajouter(self, ligne: Ligne) -> None:
        self.element = Element(ligne, self.groupe)
        self.raconte = False
        self.trouves.append(self.element)

    def _champ(self, element: Element) -> Champ:
        titre, texte = couper_titre(element.texte)
        debut, fin = _periode(element.texte) or _periode(element.groupe) or ("", "")
        valeurs = {"groupe": element.groupe, "titre": titre, "texte": texte, "annee": debut, "annee_fin": fin}
        confiance = Confiance.PROBABLE if element.ligne.puce or element.suite else Confiance.INCERTAINE
        return Champ("actions", sans_vide(valeurs, GROUPE_AU_PLUS), confiance, *element.span())


def _periode(texte: str) -> tuple[str, str] | None:
    """First and last year of a text that says one year or a period; ``None`` when it says none or several."""
    deux = DEUX_ANNEES.search(texte)
    if deux and deux["a"] > deux["de"]:
        return deux["de"], deux["a"]
    ans = set(annees(texte))
    return (str(ans.pop()), "") if len(ans) == 1 else None


def couper_titre(texte: str) -> tuple[str, str]:
    """Title of an item, and its whole text when the title leaves something out."""
    tete, _saut, suite = texte.partition("\n")
    tete = tete.strip(BLANCS)
    if len(tete) <= TITRE_AU_PLUS:
        titre = tete.rstrip(BLANCS + ";:,.")
        return titre or tete, suite.strip("\n")
    coupe = next((c.start() for c in FIN_DE_TITRE.finditer(tete) if 20 <= c.start() <= TITRE_AU_PLUS), 0)  # noqa: PLR2004
    if not coupe:
        coupe = max(tete.rfind(" ", 0, TITRE_AU_PLUS - 1), 0) or TITRE_AU_PLUS - 1
        return f"{tete[:coupe]}…", texte
    return tete[:coupe], texte


def sans_vide(valeurs: dict[str, str], groupe_au_plus: int) -> dict[str, str]:
    """Values that say something; a group is no longer than its field."""
    groupe = valeurs.get("groupe", "")
    if len(groupe) > groupe_au_plus:
        valeurs = {**valeurs, "groupe": groupe[: groupe_au_plus - 1] + "…"}
    return {cle: valeur for cle, valeur in valeurs.items() if valeur}
