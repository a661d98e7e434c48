"""The intervention programme: its prose, its orientations, and the schemes that it lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from programmes.reprise.lecture import Champ, Confiance
from programmes.reprise.lignes import BLANCS
from programmes.reprise.listes import GROUPE_AU_PLUS, TITRE_COURT, Element, couper_titre, sans_vide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from programmes.reprise.lignes import Ligne

AIDES = re.compile(
    r"(?:les |nos )?(?:aides?|soutiens?|dispositifs?)(?: (?:financiere?s?|ess))? (?P<mode>directe?s?|indirecte?s?)"
)
INSTRUCTION = re.compile(
    r"(?:instruction|depot|candidatures?|dossiers?|demandes?)\b.*?(?:(?P<fil>au fil de l eau)"
    r"|(?P<ami>ami\b|appels? a manifestation)|(?P<aap>aap\b|appels? a projets?)|(?P<permanent>permanent))"
)
CONVENTIONS = re.compile(r".*\bconventions? de partenariat\b.*")
FIN_DE_NOM = re.compile(
    r"\s+(?=(?:soutient|soutiennent|favorise|finance|aide(?:nt)?|a pour|ont pour|permet|vise|accompagne|pour|destiné"
    r"|avec|les structures)\b)|\s*[(:.]\s|\s[–—]\s",
    re.IGNORECASE,
)
NATURES = (
    ("bourse", r"\bbourses?\b"),
    ("pret", r"\bprets?\b"),
    ("garantie", r"\bgaranties?\b"),
    ("avance", r"\bavances?\b"),
    ("prise_participation", r"\b(?:prises? de participation|capital)\b"),
)
NOM_AU_PLUS = 200


def lire_programme(lignes: Sequence[Ligne]) -> tuple[list[Champ], list[Ligne]]:
    """Return orientations and schemes, and the lines that stay in the prose.

    Items under a short heading leave the prose with it. Items that a long sentence introduces stay there.
    """
    lecture = _Lecture()
    for ligne in lignes:
        lecture.lire(ligne)
    lecture.clore()
    return lecture.champs, sorted(lecture.prose, key=lambda ligne: ligne.debut)


class _Lecture:
    def __init__(self) -> None:
        self.champs: list[Champ] = []
        self.prose: list[Ligne] = []
        self.mode = ""
        self.instruction = ""
        self.est_aide = False
        self.titre: list[Ligne] = []
        self.elements: list[Element] = []

    def lire(self, ligne: Ligne) -> None:
        if ligne.est_vide:
            (self.titre if self.titre and not self.elements else self.prose).append(ligne)
        elif ligne.puce or (ligne.numero and self._est_liste()):
            self._item(ligne)
        else:
            self.clore()
            self._titre_ou_prose(ligne)

    def _est_liste(self) -> bool:
        return bool(self.titre)

    def _titre_ou_prose(self, ligne: Ligne) -> None:
        aides, instruction = AIDES.fullmatch(ligne.plie), INSTRUCTION.search(ligne.plie)
        court = len(ligne.corps) <= TITRE_COURT
        if aides:
            self.mode, self.instruction, self.est_aide = aides["mode"].rstrip("s").removesuffix("e") + "e", "", True
        elif instruction and court:
            self.instruction, self.est_aide = instruction.lastgroup or "", True
        elif not (CONVENTIONS.fullmatch(ligne.plie) and self.mode):
            self.est_aide = False
        if court and not ligne.texte.rstrip(BLANCS).endswith((".", ";", ",")):
            self.titre = [ligne]
        else:
            self.prose.append(ligne)

    def _item(self, ligne: Ligne) -> None:
        if not self.titre and not (self.est_aide and self.mode):
            self.prose.append(ligne)
            return
        dernier = self.elements[-1] if self.elements else None
        if dernier is not None and _continue(dernier):
            dernier.suite.append(ligne)
        else:
            groupe = self.titre[0].corps.rstrip(BLANCS + ":") if self.titre else ""
            self.elements.append(Element(ligne, groupe))

    def clore(self) -> None:
        """End a list: its items become orientations or schemes; a heading without items is prose."""
        if not self.elements:
            self.prose += [] if self.est_aide and self.mode else self.titre
        elif self.est_aide:
            self.champs += [self._dispositif(element) for element in self.elements]
        else:
            self.champs += [_orientation(element) for element in self.elements]
        self.titre, self.elements = [], []

    def _dispositif(self, element: Element) -> Champ:
        tete = element.ligne.corps
        coupe = next((c.start() for c in FIN_DE_NOM.finditer(tete) if c.start() > 5), len(tete))  # noqa: PLR2004
        nom = tete[:coupe].rstrip(BLANCS + ".;:,")
        valeurs = {
            "titre": nom if len(nom) <= NOM_AU_PLUS else nom[: NOM_AU_PLUS - 1] + "…",
            "texte": element.texte if element.texte.rstrip(".") != nom else "",
            "mode": self.mode or "directe",
            "instruction": _instruction(element.ligne.plie, self.instruction),
            "nature_aide": _nature(element.ligne.plie, indirecte=self.mode == "indirecte"),
        }
        return Champ("dispositifs", sans_vide(valeurs, GROUPE_AU_PLUS), Confiance.INCERTAINE, *element.span())


def _continue(element: Element) -> bool:
    """Whether the list is still inside an item that ended with a colon: its items end with a comma but the last."""
    if not element.ligne.corps.endswith(":"):
        return False
    return not element.suite or element.suite[-1].corps.endswith((",", ";"))


def _orientation(element: Element) -> Champ:
    titre, texte = couper_titre(element.texte)
    valeurs = {"groupe": element.groupe, "titre": titre, "texte": texte}
    return Champ("orientations", sans_vide(valeurs, GROUPE_AU_PLUS), Confiance.PROBABLE, *element.span())


def _instruction(plie: str, groupe: str) -> str:
    if groupe in {"fil", ""}:
        return "fil_de_leau"
    if plie.startswith("ami ") or "appel a manifestation" in plie:
        return "ami"
    if groupe == "ami":
        return "appel_a_projets" if "appel a projets" in plie else "ami"
    return "permanent" if groupe == "permanent" else "appel_a_projets"


def _nature(plie: str, *, indirecte: bool) -> str:
    trouvee = next((nature for nature, forme in NATURES if re.search(forme, plie)), "")
    if indirecte:
        return "convention"
    return trouvee or "subvention"
